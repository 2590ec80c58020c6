// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NaiveBayes} from "../classifiers/NaiveBayes.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All naive Bayes models under *Deposit, Refund, Take* with bonds.
contract NaiveBayesBondedDepositRefundTake is NaiveBayes, BondedDepositRefundTake, CollaborativeTrainer {}
