// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseMulticlassPerceptron} from "../classifiers/SparseMulticlassPerceptron.sol";

/// The sparse multiclass perceptron, as trainers call it.
contract SparseMulticlassPerceptronModule is SparseMulticlassPerceptron {}
