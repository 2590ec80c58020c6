// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DensePerceptron} from "../classifiers/DensePerceptron.sol";
import {Points} from "../incentives/Points.sol";

/// All dense perceptrons under *Points*.
contract DensePerceptronPoints is DensePerceptron, Points, CollaborativeTrainer {}
