// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {Contributions} from "../Contributions.sol";
import {Bonded} from "../incentives/Bonded.sol";

/// All models under *Deposit, Refund, Take* with bonds.
contract BondedTrainer is Bonded, Contributions {
    constructor(address[] memory modules) Classifiers(modules) {}
}
