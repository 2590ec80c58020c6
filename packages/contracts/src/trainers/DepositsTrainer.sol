// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {CollaborativeTrainer} from "../CollaborativeTrainer.sol";
import {Deposits} from "../incentives/Deposits.sol";

/// All models under *Deposit, Refund, Take*.
contract DepositsTrainer is Deposits, CollaborativeTrainer {
    constructor(address[] memory modules) Classifiers(modules) {}
}
