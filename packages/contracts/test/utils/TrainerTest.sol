// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Trainer} from "./Trainer.sol";
import {TrainerActions} from "./TrainerActions.sol";

/// Each test begins with a new trainer that has no models.
abstract contract TrainerTest is TrainerActions {
    uint256 internal constant START = 1_700_000_000;

    function setUp() public virtual {
        vm.warp(START);
        trainer = Trainer(deployTrainer("Deposits", "SparsePerceptron"));
    }
}
