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
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// What forge calls: not `closeOut`, which ends all markets; what moves a market on twice as often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory list = new bytes4[](14);
        list[0] = PredictionMarketHandler.commit.selector;
        (list[1], list[2]) =
        (PredictionMarketHandler.advance.selector, PredictionMarketHandler.advance.selector);
        list[3] = PredictionMarketHandler.reveal.selector;
        list[4] = PredictionMarketHandler.close.selector;
        list[5] = PredictionMarketHandler.claim.selector;
        list[6] = PredictionMarketHandler.claimDefault.selector;
        list[7] = PredictionMarketHandler.cancel.selector;
        list[8] = PredictionMarketHandler.withdraw.selector;
        list[9] = MechanismHandler.contribute.selector;
        list[10] = MechanismHandler.contributeBatch.selector;
        list[11] = MechanismHandler.wait.selector;
        list[12] = MechanismHandler.handOver.selector;
        list[13] = MechanismHandler.force.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), list);
    }

    function newHandler() internal override returns (MechanismHandler) {
        return new PredictionMarketHandler();
    }
}
