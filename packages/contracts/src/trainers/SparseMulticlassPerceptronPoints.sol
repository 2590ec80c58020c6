// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseMulticlassPerceptron} from "../classifiers/SparseMulticlassPerceptron.sol";
import {Points} from "../incentives/Points.sol";

/// All sparse perceptrons of several classes under *Points*.
contract SparseMulticlassPerceptronPoints is SparseMulticlassPerceptron, Points, CollaborativeTrainer {}
