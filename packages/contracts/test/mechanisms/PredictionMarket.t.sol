// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";
import {PredictionMarketActions} from "./PredictionMarketActions.sol";
import {PredictionMarketHandler} from "./PredictionMarketHandler.sol";

contract PredictionMarketConformanceTest is PredictionMarketActions, MechanismConformanceTest {
    function open(uint256 modelId) internal override(MechanismActions, PredictionMarketActions) {
        PredictionMarketActions.open(modelId);
    }

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, PredictionMarketActions)
    {
        PredictionMarketActions.finish(modelId, made);
    }
}

contract PredictionMarketConformanceInvariants is MechanismInvariantsTest {
    function newHandler() internal override returns (MechanismHandler) {
        return new PredictionMarketHandler();
    }
}
