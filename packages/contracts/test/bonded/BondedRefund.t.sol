// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

contract BondedRefundTest is BondedTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createBonded();
    }

    /// Unchallenged: the contributor has the deposit back, and the model has learned.
    function test_refund(uint256 seed, bool label, uint256 age) public {
        bytes memory sample = randomSample(seed, FEATURES);
        uint256 before = alice.balance;
        (uint256 index, Contribution memory c) = stake(alice, modelId, label ? 1 : 0, sample);
        skip(bound(age, CHALLENGE_TIME, 365 days));

        uint256[] memory amounts = new uint256[](1);
        amounts[0] = c.deposit;
        vm.expectEmit(address(trainer));
        emit IBonded.Settled(modelId, index, alice, c.label, amounts);
        settle(modelId, c, none());

        assertEq(alice.balance, before, "the deposit is back");
        assertEq(address(trainer).balance, 0, "nothing is left");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
        assertEq(trainer.predict(modelId, sample), c.label, "the model has learned");
    }

    /// Challenged and not answered: the challenger takes the deposit, and the model learns the other label.
    function test_refund_challenged(bool label, uint8 wait) public {
        (uint256 index, Contribution memory c) = stake(mallory, modelId, label ? 1 : 0, one(1));
        skip(wait);
        uint256 before = alice.balance;
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), label ? 0 : 1);
        skip(CHALLENGE_TIME);

        uint256[] memory amounts = new uint256[](2);
        amounts[1] = 3 * uint256(c.deposit);
        vm.expectEmit(address(trainer));
        emit IBonded.Settled(modelId, index, mallory, label ? 0 : 1, amounts);
        settle(modelId, c, challenges);
        assertEq(alice.balance, before + c.deposit, "the challenger gains the deposit");
        assertEq(
            trainer.predict(modelId, one(1)), label ? 0 : 1, "the model has learned the challenger's label"
        );
    }

    /// A wrong challenge that is answered pays who was right, by stake.
    function test_refund_answered() public {
        uint256 alices = alice.balance;
        uint256 bobs = bob.balance;
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(mallory, modelId, c, none(), 0);
        challenges = challenge(bob, modelId, c, challenges, 1);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        uint256 lost = 2 * uint256(c.deposit);
        assertEq(alice.balance - alices, lost / 5, "one fifth of the wrong bond");
        assertEq(bob.balance - bobs, lost * 4 / 5, "four fifths");
    }

    /// Any sequence of assertions by anyone: the amounts are those of a plain computation here, each who was right gains
    /// at least two fifths of the stake, and the sum is all that was staked.
    function test_refund_amounts(uint256 seed, uint64 deposit, uint8 rounds) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.deposit = uint64(bound(deposit, 1e12, 1 ether));
        uint256 id = createBonded(perceptronOptions(), o, 0);
        address[4] memory people = [alice, bob, carol, mallory];
        (uint256 index, Contribution memory c) = stake(people[seed % 4], id, uint8(seed >> 2) % 2, one(1));
        Challenge[] memory challenges;
        rounds = uint8(bound(rounds, 0, MAX_CHALLENGES - 1));
        uint8 label = c.label;
        while (challenges.length < rounds) {
            label = 1 - label;
            seed = uint256(keccak256(abi.encode(seed)));
            challenges = challenge(people[seed % 4], id, c, challenges, label);
        }
        uint256[] memory expected = amountsOf(c, challenges, label);
        skip(CHALLENGE_TIME);
        vm.expectEmit(address(trainer));
        emit IBonded.Settled(id, index, c.contributor, label, expected);
        settle(id, c, challenges);
        assertEq(address(trainer).balance, 0, "everything is paid out");
    }

    function test_refund_lateIsTheSame() public {
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        skip(3650 days);
        uint256 before = alice.balance;
        settle(modelId, c, none());
        assertEq(alice.balance - before, c.deposit, "nobody has swept it");
    }

    /// Several in one transaction.
    function test_refund_inMulticall() public {
        (uint256 first, Contribution memory c) = stake(alice, modelId, 1, one(1));
        (uint256 second, Contribution memory d) = stake(bob, modelId, 0, one(2));
        skip(CHALLENGE_TIME);
        bytes[] memory calls = new bytes[](2);
        calls[0] = settleCall(modelId, c);
        calls[1] = settleCall(modelId, d);
        vm.prank(carol);
        trainer.multicall(calls);
        assertEq(address(trainer).balance, 0, "both are paid");
    }

    function test_reverts_tooEarly(uint24 elapsed, bool challenged) public {
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges;
        uint256 last = time();
        if (challenged) {
            skip(CHALLENGE_TIME - 1);
            challenges = challenge(bob, modelId, c, challenges, 0);
            last = time();
        }
        vm.warp(last + bound(elapsed, 0, CHALLENGE_TIME - 1));
        bytes memory expected =
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, last + CHALLENGE_TIME, time());
        expectRejected(modelId, c, challenges, expected);
        vm.warp(last + CHALLENGE_TIME);
        settle(modelId, c, challenges);
    }

    function test_reverts_twice() public {
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        stake(bob, modelId, 1, one(1));
        skip(CHALLENGE_TIME);
        settle(modelId, c, none());
        bytes memory expected = abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index);
        expectRejected(modelId, c, none(), expected);
    }

    function test_reverts_withoutTheChallenges() public {
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(bob, modelId, c, none(), 0);
        bytes memory expected = abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index);
        skip(CHALLENGE_TIME);
        expectRejected(modelId, c, none(), expected);
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        bytes memory expected = abi.encodeWithSelector(IModels.UnknownModel.selector, unknown);
        expectRejected(unknown, c, none(), expected);
    }

    function amountsOf(Contribution memory c, Challenge[] memory challenges, uint8 label)
        private
        pure
        returns (uint256[] memory amounts)
    {
        uint256 count = challenges.length + 1;
        uint256 right;
        uint256 wrong;
        for (uint256 i; i < count; ++i) {
            bool wins = (i == 0 ? c.label : challenges[i - 1].label) == label;
            if (wins) right += stakeOf(c, i);
            else wrong += stakeOf(c, i);
        }
        amounts = new uint256[](count);
        uint256 sum;
        for (uint256 i; i < count; ++i) {
            if ((i == 0 ? c.label : challenges[i - 1].label) != label) continue;
            amounts[i] = stakeOf(c, i) + wrong * stakeOf(c, i) / right;
            assertTrue(count == 1 || amounts[i] >= stakeOf(c, i) * 14 / 10, "two fifths at least");
            sum += amounts[i];
        }
        assertTrue(right + wrong - sum < count, "rounding keeps back less than a wei each");
        amounts[count - 1] += right + wrong - sum; // for the last one
    }

    function expectRejected(
        uint256 id,
        Contribution memory c,
        Challenge[] memory challenges,
        bytes memory expected
    ) private {
        vm.expectRevert(expected);
        refundWith(id, c, challenges);
    }
}
