// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../src/libraries/EntryLog.sol";
import {IncentiveMechanism} from "../src/incentives/IncentiveMechanism.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract TakeTest is TrainerTest {
    uint256 private modelId;

    /// The model says 1 for everything, firmly; bob has a verified contribution.
    function setUp() public override {
        super.setUp();
        modelId = createModel(perceptronOptions(), depositOptions(), 100);
        verify(bob, modelId, one(50));
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        expectRejected(bob, unknown, c, abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
    }

    function test_reverts_noOpenContribution(uint256 index) public {
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        c.index = uint32(bound(index, 2, type(uint32).max));
        skip(ANY_CLAIM_TIME);
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(bob);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function test_reverts_contributionMismatch(uint96 remaining) public {
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(ANY_CLAIM_TIME);
        vm.assume(remaining != c.remaining);
        c.remaining = remaining;
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(bob);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function test_reverts_ownContribution(uint24 age) public {
        verify(alice, modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(bound(age, 0, ANY_CLAIM_TIME - 1));
        expectRejected(alice, modelId, c, abi.encodeWithSelector(IDeposits.OwnContribution.selector, alice));
    }

    function test_reverts_tooEarly(uint24 age) public {
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(bound(age, 0, REFUND_TIME - 1));
        bytes memory expected =
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, c.time + REFUND_TIME, time());
        expectRejected(bob, modelId, c, expected);

        vm.warp(c.time + REFUND_TIME);
        take(bob, modelId, c);
    }

    function test_reverts_alreadyTaken() public {
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, c) = take(bob, modelId, c);
        expectRejected(bob, modelId, c, abi.encodeWithSelector(IDeposits.AlreadyTaken.selector, bob));
    }

    /// The state from before one's own take is no longer the chain's.
    function test_reverts_oldState() public {
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        take(bob, modelId, c);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        vm.prank(bob);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function test_reverts_notVerified() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        expectRejected(carol, modelId, c, abi.encodeWithSelector(IDeposits.NotVerified.selector, carol));
    }

    /// A verified contribution to another model does not count.
    function test_reverts_notVerified_otherModel() public {
        uint256 other = createModel(perceptronOptions(), depositOptions(), 100);
        verify(carol, other, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        expectRejected(carol, modelId, c, abi.encodeWithSelector(IDeposits.NotVerified.selector, carol));
    }

    function test_reverts_modelAgrees(bool label) public {
        uint256 id = createModel(perceptronOptions(), depositOptions(), label ? int256(100) : -100);
        verify(bob, id, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, id, label ? 1 : 0, one(1));
        skip(REFUND_TIME);
        expectRejected(bob, id, c, abi.encodeWithSelector(IDeposits.ModelAgrees.selector, c.label));
    }

    /// A share that rounds down to nothing is refused; the deposit stays for others.
    function test_reverts_nothingToTake() public {
        uint256 id = createModel(perceptronOptions(), noDeposit(), 100);
        verify(bob, id, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, id, 0, one(1));
        skip(REFUND_TIME);
        expectRejected(bob, id, c, abi.encodeWithSelector(IDeposits.NothingToTake.selector, 0, 1, 1));
    }

    /// A share is deposit * verified / totalVerified, rounded down.
    function test_take_aShare(uint8 bobs, uint8 carols, uint256 elapsed) public {
        bobs = uint8(bound(bobs, 1, 5));
        carols = uint8(bound(carols, 1, 5));
        verifyTimes(bob, bobs - 1);
        verifyTimes(carol, carols);
        skip(bound(elapsed, 0, 30 days));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        uint256 share = uint256(c.deposit) * carols / (bobs + carols);

        vm.expectEmit(address(trainer));
        emit IDeposits.Taken(modelId, index, carol, uint96(share), uint96(c.deposit - share));
        (uint256 amount, Contribution memory rest) = take(carol, modelId, c);
        assertEq(amount, share, "the share");
        (amount,) = take(bob, modelId, rest);
        assertEq(amount, uint256(c.deposit) * bobs / (bobs + carols), "the other share");
        assertTrue(address(trainer).balance <= 1, "rounding leaves at most 1 wei of two shares");
    }

    /// Shares are of the whole deposit; the last one gets no more than what remains, and closes the record.
    function test_take_atMostWhatRemains() public {
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, c) = take(bob, modelId, c); // a half
        verifyTimes(carol, 8); // nine of ten now

        vm.expectEmit(address(trainer));
        emit IDeposits.Taken(modelId, index, carol, c.remaining, 0);
        (uint256 amount,) = take(carol, modelId, c);
        assertEq(amount, c.deposit / 2, "the other half");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
    }

    /// From `ownerClaimTime` on the owner takes all that remains, whatever the model says.
    function test_take_lateByTheOwner(bool agrees, uint24 age) public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, agrees ? 1 : 0, one(1));
        skip(bound(age, 0, OWNER_CLAIM_TIME - 1));
        vm.expectRevert();
        vm.prank(owner);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));

        vm.warp(c.time + OWNER_CLAIM_TIME);
        (uint256 amount,) = take(owner, modelId, c);
        assertEq(amount, c.deposit, "all of it");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
        assertEq(trainer.verified(modelId, owner), 0, "a late claim verifies nobody");
    }

    /// Between the owner's time and anyone's, the rules of shares still hold for everybody else.
    function test_take_afterTheOwnersTime_othersHaveShares() public {
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(OWNER_CLAIM_TIME);
        (uint256 amount, Contribution memory rest) = take(bob, modelId, c);
        assertEq(amount, c.deposit / 2, "a half");
        (amount,) = take(owner, modelId, rest);
        assertEq(amount, c.deposit - c.deposit / 2, "the owner takes the rest");
    }

    /// From `anyClaimTime` on anyone takes all that remains: no verified contribution, whatever the model says.
    function test_take_lateByAnyone(address caller, bool agrees, uint256 age) public {
        vm.assume(uint160(caller) > 0xffff && caller.code.length == 0 && caller != address(trainer));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, agrees ? 1 : 0, one(1));
        skip(bound(age, ANY_CLAIM_TIME, 365 days));
        (uint256 amount,) = take(caller, modelId, c);
        assertEq(amount, c.deposit, "all of it");
    }

    /// The contributor may be that anyone, and so may somebody who took a share before.
    function test_take_lateByContributorOrTaker(bool contributor) public {
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, c) = take(bob, modelId, c);
        skip(ANY_CLAIM_TIME);
        (uint256 amount,) = take(contributor ? alice : bob, modelId, c);
        assertEq(amount, c.remaining, "what remained");
    }

    /// Until the first late claim, the contributor can still have the refund.
    function test_refund_late() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        skip(ANY_CLAIM_TIME * 3);
        refund(alice, modelId, c);
        assertEq(address(trainer).balance, 0, "the deposit is back");
    }

    function verifyTimes(address who, uint256 times) private {
        for (uint256 i; i < times; ++i) {
            verify(who, modelId, one(50));
        }
    }

    function expectRejected(address who, uint256 id, Contribution memory c, bytes memory expected) private {
        vm.expectRevert(expected);
        vm.prank(who);
        trainer.take(id, c, proofOf(address(trainer), id, c));
    }
}
