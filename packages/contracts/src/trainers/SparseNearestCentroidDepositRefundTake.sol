// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {SparseNearestCentroid} from "../classifiers/SparseNearestCentroid.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All sparse nearest centroids under *Deposit, Refund, Take*.
contract SparseNearestCentroidDepositRefundTake is
    SparseNearestCentroid,
    DepositRefundTake,
    CollaborativeTrainer
{}
