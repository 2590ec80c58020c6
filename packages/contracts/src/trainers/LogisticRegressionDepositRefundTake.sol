// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {LogisticRegression} from "../classifiers/LogisticRegression.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All logistic regressions under *Deposit, Refund, Take*.
contract LogisticRegressionDepositRefundTake is LogisticRegression, DepositRefundTake, CollaborativeTrainer {}
