// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {DenseMulticlassPerceptron} from "../classifiers/DenseMulticlassPerceptron.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All dense perceptrons of several classes under *Deposit, Refund, Take* with bonds.
contract DenseMulticlassPerceptronBondedDepositRefundTake is
    DenseMulticlassPerceptron,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
