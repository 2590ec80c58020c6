// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind, Kinds} from "./mechanisms/Kinds.sol";
import {Trainers} from "./utils/Trainers.sol";
import {ClassifierModules} from "../src/ClassifierModules.sol";

/// What ships fits the limit of EIP-170, and leaves room to grow: snapshots/bytecode.json has the sizes.
contract BytecodeTest is Trainers {
    uint256 private constant MOST_BYTES = 22_000;

    function test_trainers_leave_room() public {
        string[4] memory mechanisms = ["Deposits", "Points", "Bonded", "Market"];
        for (uint256 i; i < mechanisms.length; ++i) {
            record(string.concat(mechanisms[i], "Trainer"), deployTrainer(mechanisms[i], "SparsePerceptron"));
        }
    }

    function test_modules_leave_room() public {
        for (uint256 i; i < Kinds.COUNT; ++i) {
            string memory name = Kinds.name(Kind(i));
            address trainer = deployTrainer("Deposits", name);
            record(string.concat(name, "Module"), ClassifierModules(trainer).classifierModule(ONLY));
        }
    }

    function record(string memory name, address deployed) private {
        uint256 size = deployed.code.length;
        vm.snapshotValue("bytecode", name, size);
        assertTrue(size != 0 && size <= MOST_BYTES, name);
    }
}
