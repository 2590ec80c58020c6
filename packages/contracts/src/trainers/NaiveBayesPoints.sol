// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NaiveBayes} from "../classifiers/NaiveBayes.sol";
import {Points} from "../incentives/Points.sol";

/// All naive Bayes models under *Points*.
contract NaiveBayesPoints is NaiveBayes, Points, CollaborativeTrainer {}
