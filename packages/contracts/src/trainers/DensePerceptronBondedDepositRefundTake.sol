// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DensePerceptron} from "../classifiers/DensePerceptron.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All dense perceptrons under *Deposit, Refund, Take* with bonds.
contract DensePerceptronBondedDepositRefundTake is
    DensePerceptron,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
