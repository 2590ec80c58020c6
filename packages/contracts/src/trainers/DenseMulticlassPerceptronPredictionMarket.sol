// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DenseMulticlassPerceptron} from "../classifiers/DenseMulticlassPerceptron.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All dense perceptrons of several classes under a *prediction market*.
contract DenseMulticlassPerceptronPredictionMarket is
    DenseMulticlassPerceptron,
    PredictionMarket,
    CollaborativeTrainer
{}
