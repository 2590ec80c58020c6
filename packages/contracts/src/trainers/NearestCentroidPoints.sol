// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NearestCentroid} from "../classifiers/NearestCentroid.sol";
import {Points} from "../incentives/Points.sol";

/// All dense nearest centroids under *Points*.
contract NearestCentroidPoints is NearestCentroid, Points, CollaborativeTrainer {}
