// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {IncentiveMechanism} from "../incentives/IncentiveMechanism.sol";
import {MarketIncentive} from "../incentives/MarketIncentive.sol";
import {MarketState} from "../incentives/market/MarketState.sol";
import {ICollaborativeTrainer} from "../interfaces/ICollaborativeTrainer.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// All models under a blind prediction market.
contract MarketTrainer is MarketIncentive, CollaborativeTrainer {
    constructor(address[] memory modules) Classifiers(modules) {}

    /// @inheritdoc ICollaborativeTrainer
    /// @dev Here contributions are made in bundles.
    function contribute(uint256 modelId, uint8, bytes calldata) external payable returns (uint256) {
        revert BundlesOnly(modelId);
    }

    /// @inheritdoc ICollaborativeTrainer
    /// @dev Here contributions are made in bundles.
    function contributeBatch(uint256 modelId, uint8[] calldata, bytes[] calldata)
        external
        payable
        returns (uint256)
    {
        revert BundlesOnly(modelId);
    }

    function _checkNewClass(uint256 modelId, ModelHead head)
        internal
        view
        override(IncentiveMechanism, MarketState)
    {
        MarketState._checkNewClass(modelId, head);
    }
}
