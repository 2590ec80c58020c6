// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// The worked example of docs/bonded.md, step by step.
contract BondedExampleTest is BondedTest {
    uint256 private modelId;

    /// Deposit 0.001 ether, surprise factor 4, challenge time one hour, at most three challenges; the model says 1.
    function setUp() public override {
        super.setUp();
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = 3;
        modelId = createBonded(perceptronOptions(), o, 100);
    }

    /// Mallory is contradicted, answers, and is not answered again: her label would be learned; but Bob goes on.
    function test_example() public {
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

        assertEq(mallorys - mallory.balance, 0.004 ether, "mallory loses one deposit");
        assertEq(alices - alice.balance, 0.004 ether, "so does alice, who challenged first");
        assertEq(bob.balance, bobs, "bob has all back");
        assertEq(BURNT.balance, 0.008 ether, "burnt");
        assertEq(trainer.predict(modelId, one(1)), 1, "the model learns nothing");
    }

    /// Mallory gives up after Alice's challenge.
    function test_example_given_up() public {
        uint256 alices = alice.balance;
        (, Contribution memory c) = stake(mallory, modelId, 0, one(1));
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 1);
        skip(1 hours);
        settle(modelId, c, challenges);
        assertEq(alice.balance - alices, 0.004 ether, "alice gains mallory's deposit");
        assertEq(trainer.predict(modelId, one(1)), 1, "the model learns label 1");
    }
}
