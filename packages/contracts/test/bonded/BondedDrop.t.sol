// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// What is challenged as often as it may be is dropped.
contract BondedDropTest is BondedTest {
    /// Whoever asserted what, with any deposit: the contributor and the first challenger lose one deposit each, which is
    /// burnt; everybody else has all back, and the model stays as it is.
    function test_drop(uint256 seed, uint64 deposit, uint8 most) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.deposit = uint64(bound(deposit, 1e12, 1 ether));
        o.maxChallenges = uint8(bound(most, 2, 4));
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        address[4] memory people = [alice, bob, carol, mallory];
        (uint256 index, Contribution memory c) =
            stake(people[seed % 4], modelId, uint8(seed >> 2) % 2, one(1));
        Challenge[] memory challenges;
        uint256[] memory expected = new uint256[](o.maxChallenges + 1);
        while (challenges.length < o.maxChallenges) {
            uint256 i = challenges.length;
            seed = uint256(keccak256(abi.encode(seed)));
            challenges =
                challenge(people[seed % 4], modelId, c, challenges, i % 2 == 0 ? 1 - c.label : c.label);
            expected[i + 1] = stakeOf(c, i + 1) - (i == 0 ? c.deposit : 0);
        }
        int256 score = trainer.score(modelId, one(1));
        skip(CHALLENGE_TIME);
        vm.expectEmit(address(trainer));
        emit IBonded.Dropped(modelId, index, c.contributor, expected);
        settle(modelId, c, challenges);
        assertEq(BURNT.balance, 2 * uint256(c.deposit), "burnt");
        assertEq(address(trainer).balance, 0, "nothing is left");
        assertEq(trainer.score(modelId, one(1)), score, "nothing is learned");
    }

    /// Nobody gains by a drop, whoever made which assertions: else it would pay to make the last one in disputes of others.
    function test_drop_paysNobody(uint256 seed, uint8 most) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = uint8(bound(most, 2, 4));
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        address[3] memory people = [alice, bob, mallory];
        uint256[3] memory before = [alice.balance, bob.balance, mallory.balance];
        (, Contribution memory c) = stake(people[seed % 3], modelId, 1, one(1));
        Challenge[] memory challenges;
        while (challenges.length < o.maxChallenges) {
            seed = uint256(keccak256(abi.encode(seed)));
            challenges = challenge(people[seed % 3], modelId, c, challenges, uint8(challenges.length % 2));
        }
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        for (uint256 i; i < 3; ++i) {
            assertTrue(people[i].balance <= before[i], "no gain");
        }
    }

    /// Not before somebody who wants to call an arbiter had the time to; not twice.
    function test_drop_onceAndInTime() public {
        uint256 modelId = createBonded();
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        Challenge[] memory challenges = contest(alice, mallory, modelId, c);
        skip(CHALLENGE_TIME - 1);
        vm.expectRevert(abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, time() + 1, time()));
        settle(modelId, c, challenges);
        skip(1);
        settle(modelId, c, challenges);
        vm.expectPartialRevert(EntryLog.AlreadyTouched.selector);
        settle(modelId, c, challenges);
    }

    /// One account that challenges its own contribution to the end has nothing learned, and loses two deposits.
    function test_ladder() public {
        uint256 modelId = createBonded();
        uint256 before = mallory.balance;
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        Challenge[] memory challenges = contest(mallory, mallory, modelId, c);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(before - mallory.balance, 2 * uint256(c.deposit), "two deposits");
        assertEq(trainer.predict(modelId, one(1)), 0, "nothing is learned");
    }

    /// What this does not stop, either: whoever makes all challenges but the last one itself has its label learned for gas
    /// where nobody answers, for the last answer earns nothing. Answered, it loses two deposits.
    function test_limits_lastAnswer(uint8 most, bool answered) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = uint8(bound(most, 2, 4));
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        // The labels alternate, and the last one is wrong: the model says 0.
        (, Contribution memory c) = stake(mallory, modelId, o.maxChallenges % 2, one(1));
        uint256 before = mallory.balance + c.deposit;
        uint256 alices = alice.balance;
        Challenge[] memory challenges;
        while (challenges.length < o.maxChallenges - 1) {
            uint8 label = challenges.length % 2 == 0 ? 1 - c.label : c.label;
            challenges = challenge(mallory, modelId, c, challenges, label);
        }
        if (answered) challenges = challenge(alice, modelId, c, challenges, 0);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(before - mallory.balance, answered ? 2 * uint256(c.deposit) : 0, "mallory");
        assertEq(alice.balance, alices, "the last answer earns nothing");
        assertEq(trainer.predict(modelId, one(1)), answered ? 0 : 1, "what the model says");
    }

    /// The price of silence: whoever keeps a right contribution from being learned, with all challenges its own and in one
    /// block, loses as much as the contributor.
    function test_silence() public {
        uint256 modelId = createBonded();
        uint256 before = mallory.balance;
        uint256 alices = alice.balance;
        (, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = contest(mallory, mallory, modelId, c);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(before - mallory.balance, c.deposit, "one deposit");
        assertEq(alices - alice.balance, c.deposit, "and one of hers");
    }

    /// What this does not stop: two honest people differ, and a third, who has nothing at stake, has it dropped for gas.
    function test_limits_spoiler() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = 3;
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        uint256 before = mallory.balance;
        uint256 alices = alice.balance;
        uint256 bobs = bob.balance;
        (, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(bob, modelId, c, none(), 0);
        challenges = challenge(mallory, modelId, c, challenges, 1);
        challenges = challenge(mallory, modelId, c, challenges, 0);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(mallory.balance, before, "the spoiler loses nothing but gas");
        assertEq(alices - alice.balance, c.deposit, "one deposit each of those who differed");
        assertEq(bobs - bob.balance, c.deposit, "no more than that");
    }

    /// Every plan against people who answer each wrong label while they may: whoever asserts wrong labels, or their own
    /// right ones, whichever of the assertions are theirs, gains nothing, and loses at least as much as the others do.
    /// @param plan A bit for each assertion: whether it is the adversary's.
    /// @param right Whether the contribution's label is right.
    function test_no_plan_gains(uint8 plan, bool right, uint8 most, uint8 stopsAt) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = uint8(bound(most, 2, 4));
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        uint256 mine = mallory.balance;
        uint256 others = alice.balance;
        // Honest people assert right labels only, so that a wrong one is always the adversary's.
        bool own = plan & 1 != 0 || !right;
        (, Contribution memory c) = stake(own ? mallory : alice, modelId, 1, one(1));
        Challenge[] memory challenges;
        bool isRight = right;
        while (challenges.length < o.maxChallenges) {
            uint256 i = challenges.length + 1;
            // A wrong label is answered by honest people, unless the adversary is first; a right one is not.
            if (isRight && i > stopsAt % 5) break;
            own = isRight || plan >> i & 1 != 0;
            challenges =
                challenge(own ? mallory : alice, modelId, c, challenges, i % 2 == 0 ? c.label : 1 - c.label);
            isRight = !isRight;
        }
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertTrue(mallory.balance <= mine, "nothing gained");
        if (alice.balance < others) {
            assertTrue(others - alice.balance <= mine - mallory.balance, "at the adversary's own price");
        }
        if (!isRight) assertEq(challenges.length, o.maxChallenges, "a wrong label was not learned");
    }
}
