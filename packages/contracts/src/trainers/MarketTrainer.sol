// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {IncentiveMechanism} from "../incentives/IncentiveMechanism.sol";
import {MarketIncentive} from "../incentives/MarketIncentive.sol";
import {MarketState} from "../incentives/market/MarketState.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// All models under a prediction market.
contract MarketTrainer is MarketIncentive, CollaborativeTrainer {
    constructor(address[] memory modules) Classifiers(modules) {}

    function _checkNewClass(uint256 modelId, ModelHead head)
        internal
        view
        override(IncentiveMechanism, MarketState)
    {
        MarketState._checkNewClass(modelId, head);
    }
}
