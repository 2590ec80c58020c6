// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// The same sample is learned once.
contract BondedDuplicatesTest is BondedTest {
    uint256 private modelId;
    Contribution private first;

    function setUp() public override {
        super.setUp();
        modelId = createBonded();
        (, first) = stake(bob, modelId, 0, one(1));
    }

    /// Whatever its label: half to the finder, half burnt.
    function test_known(bool label, bool settled, uint24 wait) public {
        skip(CHALLENGE_TIME + uint256(wait));
        if (settled) settle(modelId, first, none());
        uint256 before = carol.balance;
        (uint256 index, Contribution memory c) = stake(mallory, modelId, label ? 1 : 0, one(1));
        int256 score = trainer.score(modelId, one(1));
        uint256 half = c.deposit / 2;
        vm.expectEmit(address(trainer));
        emit IBonded.DuplicateFound(modelId, index, carol, first.index, half);
        vm.expectEmit(address(trainer));
        emit IBonded.Dropped(modelId, index, mallory, new uint256[](1));
        show(carol, c, none());
        assertEq(carol.balance - before, half, "half to the finder");
        assertEq(BURNT.balance, c.deposit - half, "half burnt");
        assertEq(trainer.score(modelId, one(1)), score, "nothing is learned");
        vm.expectPartialRevert(EntryLog.AlreadyTouched.selector);
        show(carol, c, none());
    }

    /// Nobody can know what others contribute at the same time: then the deposit comes back, so that there is nothing to
    /// gain by being first with somebody else's sample.
    function test_unknown(uint24 wait) public {
        skip(bound(wait, 0, CHALLENGE_TIME - 1));
        uint256 before = alice.balance;
        (, Contribution memory c) = stake(alice, modelId, 0, one(1));
        uint256 mallorys = mallory.balance;
        show(mallory, c, none());
        assertEq(alice.balance, before, "alice has all back");
        assertEq(mallory.balance, mallorys, "nothing for who was first");
        assertEq(BURNT.balance, 0, "nothing is burnt");
    }

    /// Who has challenged before is paid instead of the finder, so that a finder of one's own is no insurance.
    function test_challenged(bool answered) public {
        skip(CHALLENGE_TIME);
        uint256 alices = alice.balance;
        uint256 mallorys = mallory.balance;
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 0);
        if (answered) challenges = challenge(mallory, modelId, c, challenges, 1);
        show(mallory, c, challenges);
        assertEq(alice.balance - alices, c.deposit / 2, "half to the challenger");
        assertEq(mallorys - mallory.balance, c.deposit, "the bond came back, the deposit did not");
        assertEq(address(trainer).balance, first.deposit, "nothing else is left");
    }

    function test_reverts_anotherSample() public {
        skip(CHALLENGE_TIME);
        (, Contribution memory c) = stake(mallory, modelId, 1, one(2));
        bytes memory original = proofOf(address(bonded), modelId, first);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        bonded.dropDuplicate(modelId, c, none(), proof, originalOf(first), original);
    }

    /// The original itself, or a later one, is not earlier.
    function test_reverts_notEarlier() public {
        skip(CHALLENGE_TIME);
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        bytes memory late = proofOf(address(bonded), modelId, c);
        bytes memory proof = proofOf(address(bonded), modelId, first);
        vm.expectRevert(abi.encodeWithSelector(IBonded.NotEarlier.selector, c.index, first.index));
        bonded.dropDuplicate(modelId, first, none(), proof, originalOf(c), late);
        vm.expectRevert(abi.encodeWithSelector(IBonded.NotEarlier.selector, first.index, first.index));
        bonded.dropDuplicate(modelId, first, none(), proof, originalOf(first), proof);
    }

    /// Any other field of the original is not what the log has.
    function test_reverts_forgedOriginal(uint8 field) public {
        skip(CHALLENGE_TIME);
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        bytes memory original = proofOf(address(bonded), modelId, first);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        IBonded.Original memory o = originalOf(first);
        if (field % 4 == 0) o.contributor = alice;
        if (field % 4 == 1) o.label = 1;
        if (field % 4 == 2) o.time -= 1;
        if (field % 4 == 3) o.deposit += 1;
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        bonded.dropDuplicate(modelId, c, none(), proof, o, original);
    }

    /// Another model's log is no witness.
    function test_reverts_anotherModel() public {
        uint256 other = createBonded();
        skip(CHALLENGE_TIME);
        stake(alice, other, 0, one(7));
        (, Contribution memory c) = stake(mallory, other, 1, one(1));
        // as long as the other log, so that the proof has the length that is wanted there
        stake(alice, modelId, 0, one(7));
        bytes memory original = proofOf(address(bonded), modelId, first);
        bytes memory proof = proofOf(address(bonded), other, c);
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        bonded.dropDuplicate(other, c, none(), proof, originalOf(first), original);
    }

    function show(address who, Contribution memory c, Challenge[] memory challenges) private {
        bytes memory original = proofOf(address(bonded), modelId, first);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.prank(who);
        bonded.dropDuplicate(modelId, c, challenges, proof, originalOf(first), original);
    }

    function originalOf(Contribution memory c) private pure returns (IBonded.Original memory) {
        return IBonded.Original(c.contributor, c.index, c.label, c.time, c.deposit);
    }
}
