// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {NearestCentroid} from "../classifiers/NearestCentroid.sol";

/// Nearest centroid, as trainers call it.
contract NearestCentroidModule is NearestCentroid {}
