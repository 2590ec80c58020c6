// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseMulticlassPerceptron} from "../classifiers/DenseMulticlassPerceptron.sol";

/// The dense multiclass perceptron, as trainers call it.
contract DenseMulticlassPerceptronModule is DenseMulticlassPerceptron {}
