// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DensePerceptron} from "../classifiers/DensePerceptron.sol";

/// The dense perceptron, as trainers call it.
contract DensePerceptronModule is DensePerceptron {}
