// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DenseMulticlassPerceptron} from "../classifiers/DenseMulticlassPerceptron.sol";
import {Points} from "../incentives/Points.sol";

/// All dense perceptrons of several classes under *Points*.
contract DenseMulticlassPerceptronPoints is DenseMulticlassPerceptron, Points, CollaborativeTrainer {}
