// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BondedDepositRefundTakeActions} from "./BondedDepositRefundTakeActions.sol";
import {BondedDepositRefundTakeHandler} from "./BondedDepositRefundTakeHandler.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract BondedDepositRefundTakeConformanceTest is BondedDepositRefundTakeActions, MechanismConformanceTest {
    /// Each fourth contribution is challenged, if that is still possible.
    function finish(uint256 modelId, Made[] memory made) internal override {
        for (uint256 i = 2; i < made.length; i += 4) {
            bool late = time() >= made[i].c.time + CHALLENGE_TIME;
            assertTrue(challenge(alice, modelId, made[i], 0) != late, "a challenge in time");
        }
    }
}

contract BondedDepositRefundTakeConformanceInvariants is MechanismInvariantsTest {
    function newHandler() internal override returns (MechanismHandler) {
        return new BondedDepositRefundTakeHandler();
    }
}
