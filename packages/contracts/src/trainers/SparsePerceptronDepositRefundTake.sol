// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparsePerceptron} from "../classifiers/SparsePerceptron.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All sparse perceptrons under *Deposit, Refund, Take*.
contract SparsePerceptronDepositRefundTake is SparsePerceptron, DepositRefundTake, CollaborativeTrainer {}
