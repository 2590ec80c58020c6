// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseMulticlassPerceptron} from "../classifiers/SparseMulticlassPerceptron.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All sparse perceptrons of several classes under *Deposit, Refund, Take* with bonds.
contract SparseMulticlassPerceptronBondedDepositRefundTake is
    SparseMulticlassPerceptron,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
