// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseNearestCentroid} from "../classifiers/SparseNearestCentroid.sol";
import {Points} from "../incentives/Points.sol";

/// All sparse nearest centroids under *Points*.
contract SparseNearestCentroidPoints is SparseNearestCentroid, Points, CollaborativeTrainer {}
