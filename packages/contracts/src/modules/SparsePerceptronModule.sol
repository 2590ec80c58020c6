// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../classifiers/SparsePerceptron.sol";

/// The sparse perceptron, as trainers call it.
contract SparsePerceptronModule is SparsePerceptron {}
