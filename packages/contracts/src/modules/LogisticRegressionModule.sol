// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LogisticRegression} from "../classifiers/LogisticRegression.sol";

/// Logistic regression, as trainers call it.
contract LogisticRegressionModule is LogisticRegression {}
