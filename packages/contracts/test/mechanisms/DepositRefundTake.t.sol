// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositRefundTakeActions} from "./DepositRefundTakeActions.sol";
import {DepositRefundTakeHandler} from "./DepositRefundTakeHandler.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract DepositRefundTakeConformanceTest is DepositRefundTakeActions, MechanismConformanceTest {}

contract DepositRefundTakeConformanceInvariants is MechanismInvariantsTest {
    function newHandler() internal override returns (MechanismHandler) {
        return new DepositRefundTakeHandler();
    }
}
