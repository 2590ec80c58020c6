// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {LogisticRegression} from "../classifiers/LogisticRegression.sol";
import {Points} from "../incentives/Points.sol";

/// All logistic regressions under *Points*.
contract LogisticRegressionPoints is LogisticRegression, Points, CollaborativeTrainer {}
