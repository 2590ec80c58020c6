// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NearestCentroid} from "../classifiers/NearestCentroid.sol";
import {BondedDepositRefundTake} from "../incentives/BondedDepositRefundTake.sol";

/// All dense nearest centroids under *Deposit, Refund, Take* with bonds.
contract NearestCentroidBondedDepositRefundTake is
    NearestCentroid,
    BondedDepositRefundTake,
    CollaborativeTrainer
{}
