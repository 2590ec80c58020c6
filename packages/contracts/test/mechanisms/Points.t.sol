// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {PointsMechanismActions} from "./PointsMechanismActions.sol";

/// Its invariants: test/points/Invariants.t.sol
contract PointsConformanceTest is PointsMechanismActions, MechanismConformanceTest {}
