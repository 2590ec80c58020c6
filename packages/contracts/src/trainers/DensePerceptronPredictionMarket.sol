// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DensePerceptron} from "../classifiers/DensePerceptron.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All dense perceptrons under a *prediction market*.
contract DensePerceptronPredictionMarket is DensePerceptron, PredictionMarket, CollaborativeTrainer {}
