// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {NearestCentroid} from "../classifiers/NearestCentroid.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";

/// All dense nearest centroids under *Deposit, Refund, Take*.
contract NearestCentroidDepositRefundTake is NearestCentroid, DepositRefundTake, CollaborativeTrainer {}
