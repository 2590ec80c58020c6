// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DensePerceptron} from "../classifiers/DensePerceptron.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All dense perceptrons under *Deposit, Refund, Take*.
contract DensePerceptronDepositRefundTake is DensePerceptron, DepositRefundTake, CollaborativeTrainer {}
