// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {NaiveBayes} from "../classifiers/NaiveBayes.sol";

/// Naive Bayes, as trainers call it.
contract NaiveBayesModule is NaiveBayes {}
