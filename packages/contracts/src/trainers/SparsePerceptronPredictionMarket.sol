// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparsePerceptron} from "../classifiers/SparsePerceptron.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All sparse perceptrons under a *prediction market*.
contract SparsePerceptronPredictionMarket is SparsePerceptron, PredictionMarket, CollaborativeTrainer {}
