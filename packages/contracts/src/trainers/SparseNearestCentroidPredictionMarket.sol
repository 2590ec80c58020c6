// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseNearestCentroid} from "../classifiers/SparseNearestCentroid.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All sparse nearest centroids under a *prediction market*.
contract SparseNearestCentroidPredictionMarket is
    SparseNearestCentroid,
    PredictionMarket,
    CollaborativeTrainer
{}
