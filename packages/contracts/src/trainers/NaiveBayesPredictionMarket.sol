// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NaiveBayes} from "../classifiers/NaiveBayes.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All naive Bayes models under a *prediction market*.
contract NaiveBayesPredictionMarket is NaiveBayes, PredictionMarket, CollaborativeTrainer {}
