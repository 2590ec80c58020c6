// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {BondedTest} from "./BondedTest.sol";

contract BondedChallengeTest is BondedTest {
    uint256 private modelId;
    uint256 private index;
    Contribution private c;

    function setUp() public override {
        super.setUp();
        modelId = createBonded();
        stake(bob, modelId, 0, one(9));
        (index, c) = stake(mallory, modelId, 1, one(1));
    }

    /// Twice the last stake, to the wei; the rest comes back, and the clock starts again.
    function test_challenge(uint8 rounds, uint24 wait, uint64 extra) public {
        rounds = uint8(bound(rounds, 1, MAX_CHALLENGES));
        wait = uint24(bound(wait, 0, CHALLENGE_TIME - 1));
        Challenge[] memory challenges;
        for (uint256 i; i < rounds; ++i) {
            skip(wait);
            address who = i % 2 == 0 ? alice : mallory;
            uint8 label = i % 2 == 0 ? 0 : 1;
            uint256 bond = uint256(c.deposit) << (i + 1);
            uint256 before = who.balance;
            uint256 held = address(trainer).balance;

            vm.expectEmit(address(trainer));
            emit IBonded.Challenged(modelId, index, who, label, uint32(time()), bond);
            vm.prank(who);
            challengeWith(bond + extra, modelId, c, challenges, label);

            challenges = append(challenges, Challenge(who, label, uint32(time())));
            assertEq(before - who.balance, bond, "the bond");
            assertEq(address(trainer).balance - held, bond, "it is here");
            assertTrue(isOpen(address(trainer), modelId, leafOf(c, challenges)), "the entry");
        }
    }

    /// Anybody may challenge, the contributor too.
    function test_challenge_ownContribution() public {
        challenge(mallory, modelId, c, none(), 0);
    }

    function test_reverts_tooLate(uint24 late) public {
        uint256 finalAt = c.time + CHALLENGE_TIME;
        vm.warp(finalAt - 1);
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 0);
        finalAt += CHALLENGE_TIME - 1; // the clock started again
        vm.warp(finalAt + late);
        expectRejected(
            1, challenges, 1 ether, abi.encodeWithSelector(IBonded.TooLate.selector, finalAt, time())
        );
    }

    function test_reverts_tooLate_unchallenged() public {
        vm.warp(c.time + CHALLENGE_TIME);
        bytes memory expected = abi.encodeWithSelector(IBonded.TooLate.selector, time(), time());
        expectRejected(0, none(), 1 ether, expected);
    }

    function test_reverts_alreadyAsserted() public {
        bytes memory expected = abi.encodeWithSelector(IBonded.AlreadyAsserted.selector, 1);
        expectRejected(1, none(), 1 ether, expected);
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 0);
        expected = abi.encodeWithSelector(IBonded.AlreadyAsserted.selector, 0);
        expectRejected(0, challenges, 1 ether, expected);
    }

    function test_reverts_labelOutOfRange(uint8 label) public {
        label = uint8(bound(label, 2, 255));
        bytes memory expected = abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, 2);
        expectRejected(label, none(), 1 ether, expected);
    }

    function test_reverts_bondTooSmall(uint256 missing) public {
        uint256 bond = 2 * uint256(c.deposit);
        uint256 value = bond - bound(missing, 1, bond);
        bytes memory expected = abi.encodeWithSelector(IBonded.BondTooSmall.selector, bond, value);
        expectRejected(0, none(), value, expected);
    }

    /// Whoever saw an older state than the chain's is told so, and does not assert what it did not mean.
    function test_reverts_contributionMismatch() public {
        challenge(alice, modelId, c, none(), 0);
        bytes memory expected = abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index);
        expectRejected(0, none(), 1 ether, expected);
    }

    /// Any other account, label or time of a challenge is not what the chain has.
    function test_reverts_forgedChallenge(uint8 field, uint256 value) public {
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 0);
        value = bound(value, 1, type(uint64).max);
        if (field % 4 == 0) challenges[0].account = address(uint160(value));
        if (field % 4 == 1) challenges[0].label = uint8(bound(value, 1, 255));
        if (field % 4 == 2) challenges[0].time = uint32(bound(value, time() + 1, type(uint32).max));
        if (field % 4 == 3) challenges = append(challenges, challenges[0]);
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(bob);
        challengeWith(1 ether, modelId, c, challenges, 1);
    }

    function test_reverts_noOpenContribution(uint256 other) public {
        other = bound(other, 2, type(uint32).max);
        Contribution memory d = newContribution(other, alice, 1, DEPOSIT, one(1));
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(alice);
        challengeWith(1 ether, modelId, d, none(), 0);
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
        vm.prank(alice);
        challengeWith(1 ether, unknown, c, none(), 0);
    }

    /// As many as the owner has said, and no more.
    function test_reverts_tooManyChallenges(uint8 most) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = uint8(bound(most, 2, MAX_CHALLENGES));
        uint256 id = createBonded(perceptronOptions(), o, 0);
        (, Contribution memory d) = stake(mallory, id, 1, one(1));
        Challenge[] memory challenges;
        while (challenges.length < o.maxChallenges) {
            challenges = challenge(alice, id, d, challenges, uint8(challenges.length % 2));
        }
        vm.expectRevert(abi.encodeWithSelector(IBonded.TooManyChallenges.selector, o.maxChallenges));
        vm.prank(bob);
        challengeWith(1 ether, id, d, challenges, o.maxChallenges % 2);
    }

    function test_reverts_afterThe32BitsOfTime() public {
        vm.warp(type(uint32).max);
        (index, c) = stake(mallory, modelId, 1, one(1));
        skip(1);
        expectRejected(0, none(), 1 ether, abi.encodeWithSelector(SafeCastLib.Overflow.selector));
    }

    /// A challenge takes money, so it cannot be one of several calls.
    function test_reverts_inMulticall() public {
        bytes[] memory calls = new bytes[](1);
        calls[0] = challengeCall(modelId, c, 0);
        vm.expectRevert(abi.encodeWithSelector(IBonded.BondTooSmall.selector, 2 * uint256(c.deposit), 0));
        vm.prank(alice);
        trainer.multicall(calls);
    }

    function expectRejected(uint8 label, Challenge[] memory challenges, uint256 value, bytes memory expected)
        private
    {
        vm.expectRevert(expected);
        vm.prank(alice);
        challengeWith(value, modelId, c, challenges, label);
    }
}
