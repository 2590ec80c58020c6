// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NaiveBayes} from "../classifiers/NaiveBayes.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All naive Bayes models under *Deposit, Refund, Take*.
contract NaiveBayesDepositRefundTake is NaiveBayes, DepositRefundTake, CollaborativeTrainer {}
