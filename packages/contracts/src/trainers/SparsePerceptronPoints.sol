// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparsePerceptron} from "../classifiers/SparsePerceptron.sol";
import {Points} from "../incentives/Points.sol";

/// All sparse perceptrons under *Points*.
contract SparsePerceptronPoints is SparsePerceptron, Points, CollaborativeTrainer {}
