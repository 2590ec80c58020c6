// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DenseMulticlassPerceptron} from "../classifiers/DenseMulticlassPerceptron.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All dense perceptrons of several classes under *Deposit, Refund, Take*.
contract DenseMulticlassPerceptronDepositRefundTake is
    DenseMulticlassPerceptron,
    DepositRefundTake,
    CollaborativeTrainer
{}
