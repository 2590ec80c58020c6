// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {PointsActions} from "./PointsActions.sol";

/// Its invariants: test/points/Invariants.t.sol
contract PointsConformanceTest is PointsActions, MechanismConformanceTest {}
