// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseNearestCentroid} from "../classifiers/SparseNearestCentroid.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All sparse nearest centroids under *Deposit, Refund, Take* with bonds.
contract SparseNearestCentroidBondedDepositRefundTake is
    SparseNearestCentroid,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
