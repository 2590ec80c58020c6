// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NearestCentroid} from "../classifiers/NearestCentroid.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All dense nearest centroids under a *prediction market*.
contract NearestCentroidPredictionMarket is NearestCentroid, PredictionMarket, CollaborativeTrainer {}
