// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparsePerceptron} from "../classifiers/SparsePerceptron.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All sparse perceptrons under *Deposit, Refund, Take* with bonds.
contract SparsePerceptronBondedDepositRefundTake is
    SparsePerceptron,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
