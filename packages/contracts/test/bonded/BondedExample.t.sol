// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// The worked example of docs/bonded.md, step by step.
contract BondedExampleTest is BondedTest {
    function test_example() public {
        // deposit 0.001 ether, surprise factor 4, challenge time one hour; the model says 1
        uint256 modelId = createBonded(perceptronOptions(), bondedOptions(), 100);
        uint256 mallorys = mallory.balance;
        uint256 alices = alice.balance;
        uint256 bobs = bob.balance;

        (uint256 index, Contribution memory c) = stake(mallory, modelId, 0, one(1));
        assertEq(c.deposit, 0.004 ether, "mallory's deposit");
        skip(30 minutes);
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 1);
        assertEq(alices - alice.balance, 0.008 ether, "alice's bond");
        skip(10 minutes);
        challenges = challenge(mallory, modelId, c, challenges, 0);
        assertEq(mallorys - mallory.balance, 0.02 ether, "mallory's deposit and bond");
        skip(50 minutes);
        challenges = challenge(bob, modelId, c, challenges, 1);
        assertEq(bobs - bob.balance, 0.032 ether, "bob's bond");
        assertEq(address(trainer).balance, 0.06 ether, "at stake");
        skip(1 hours);
        settle(modelId, c, challenges);

        assertEq(alice.balance - alices, 0.004 ether, "alice gains");
        assertEq(bob.balance - bobs, 0.016 ether, "bob gains");
        assertEq(mallorys - mallory.balance, 0.02 ether, "mallory loses");
        assertEq(trainer.predict(modelId, one(1)), 1, "the model learns label 1");
    }
}
