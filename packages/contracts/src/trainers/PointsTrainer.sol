// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {Contributions} from "../Contributions.sol";
import {Points} from "../incentives/Points.sol";

/// All models under *Points*.
contract PointsTrainer is Points, Contributions {
    constructor(address[] memory modules) Classifiers(modules) {}
}
