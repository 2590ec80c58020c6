// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseNearestCentroid} from "../classifiers/SparseNearestCentroid.sol";

/// The nearest centroid of sparse samples, as trainers call it.
contract SparseNearestCentroidModule is SparseNearestCentroid {}
