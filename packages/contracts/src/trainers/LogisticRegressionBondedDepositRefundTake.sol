// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {LogisticRegression} from "../classifiers/LogisticRegression.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All logistic regressions under *Deposit, Refund, Take* with bonds.
contract LogisticRegressionBondedDepositRefundTake is
    LogisticRegression,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
