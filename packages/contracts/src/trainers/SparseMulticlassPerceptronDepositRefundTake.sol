// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseMulticlassPerceptron} from "../classifiers/SparseMulticlassPerceptron.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All sparse perceptrons of several classes under *Deposit, Refund, Take*.
contract SparseMulticlassPerceptronDepositRefundTake is
    SparseMulticlassPerceptron,
    DepositRefundTake,
    CollaborativeTrainer
{}
