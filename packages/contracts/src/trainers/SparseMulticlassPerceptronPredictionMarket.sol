// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseMulticlassPerceptron} from "../classifiers/SparseMulticlassPerceptron.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All sparse perceptrons of several classes under a *prediction market*.
contract SparseMulticlassPerceptronPredictionMarket is
    SparseMulticlassPerceptron,
    PredictionMarket,
    CollaborativeTrainer
{}
