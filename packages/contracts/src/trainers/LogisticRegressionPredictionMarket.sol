// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {LogisticRegression} from "../classifiers/LogisticRegression.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";

/// All logistic regressions under a *prediction market*.
contract LogisticRegressionPredictionMarket is LogisticRegression, PredictionMarket, CollaborativeTrainer {}
