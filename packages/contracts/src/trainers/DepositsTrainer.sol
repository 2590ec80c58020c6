// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {Contributions} from "../Contributions.sol";
import {Deposits} from "../incentives/Deposits.sol";

/// All models under *Deposit, Refund, Take*.
contract DepositsTrainer is Deposits, Contributions {
    constructor(address[] memory modules) Classifiers(modules) {}
}
