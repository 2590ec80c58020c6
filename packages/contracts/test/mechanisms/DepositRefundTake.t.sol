// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositRefundTakeActions} from "./DepositRefundTakeActions.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";

contract DepositRefundTakeConformanceTest is DepositRefundTakeActions, MechanismConformanceTest {}
