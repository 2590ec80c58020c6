// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../src/libraries/EntryLog.sol";
import {IncentiveMechanism} from "../src/incentives/IncentiveMechanism.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract RefundTest is TrainerTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        expectRejected(alice, unknown, c, abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
    }

    function test_reverts_noOpenContribution(uint256 index) public {
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        c.index = uint32(bound(index, 1, type(uint32).max));
        expectMismatch(alice, modelId, c);
    }

    function test_reverts_twice() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        refund(alice, modelId, c);
        bytes memory expected = abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index);
        expectRejected(alice, modelId, c, expected);
    }

    /// Any other contributor, label, time, deposit, remainder, taker or sample is not what the chain has.
    function test_reverts_contributionMismatch(uint256 field, uint256 value) public {
        contribute(bob, modelId, 1, one(1));
        (, Contribution memory c) = contribute(alice, modelId, 0, spread(0, 3, 2));
        skip(REFUND_TIME);
        assertTrue(isOpen(address(trainer), modelId, c), "the entry");
        field = bound(field, 0, 6);
        value = bound(value, 1, type(uint256).max - 1);
        if (field == 0) c.contributor = address(uint160(uint256(keccak256(abi.encode(value)))));
        if (field == 1) c.label = uint8(bound(value, 1, 255));
        if (field == 2) c.time = uint32(bound(value, c.time + 1, type(uint32).max));
        if (field == 3) c.deposit = uint96(bound(value, c.deposit + 1, type(uint96).max));
        if (field == 4) c.remaining = uint96(bound(value, c.remaining + 1, type(uint96).max));
        if (field == 5) c.takers = new address[](bound(value, 1, 20));
        if (field == 6) c.sample = spread(1, bound(value, 0, 20), 1);
        expectMismatch(c.contributor, modelId, c);
    }

    /// One contribution does not settle another, in the same model or in another one.
    function test_reverts_anothersState() public {
        uint256 other = createModel();
        (, Contribution memory mine) = contribute(alice, modelId, 0, one(1));
        (, Contribution memory theirs) = contribute(bob, modelId, 0, one(1));
        contribute(bob, other, 0, one(2));
        skip(REFUND_TIME);
        expectMismatch(alice, other, mine);
        (mine.index, theirs.index) = (theirs.index, mine.index);
        expectMismatch(alice, modelId, mine);
        expectMismatch(bob, modelId, theirs);
    }

    function test_reverts_notContributor(address caller) public {
        vm.assume(caller != alice);
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        bytes memory expected = abi.encodeWithSelector(IDeposits.NotContributor.selector, caller, alice);
        expectRejected(caller, modelId, c, expected);
    }

    function test_reverts_tooEarly(uint24 refundTime, uint24 elapsed) public {
        refundTime = uint24(bound(refundTime, 1, OWNER_CLAIM_TIME));
        elapsed = uint24(bound(elapsed, 0, refundTime - 1));
        IDeposits.DepositOptions memory o = depositOptions();
        o.refundTime = refundTime;
        uint256 id = createModel(perceptronOptions(), o, 0);
        (, Contribution memory c) = contribute(alice, id, 0, one(1));
        skip(elapsed);
        bytes memory expected =
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, c.time + refundTime, time());
        expectRejected(alice, id, c, expected);

        vm.warp(c.time + refundTime);
        refund(alice, id, c);
    }

    function test_reverts_modelDisagrees(bool label) public {
        uint256 id = createModel(perceptronOptions(), depositOptions(), label ? -100 : int256(100));
        (, Contribution memory c) = contribute(alice, id, label ? 1 : 0, one(1));
        skip(REFUND_TIME);
        bytes memory expected =
            abi.encodeWithSelector(IDeposits.ModelDisagrees.selector, label ? 0 : 1, c.label);
        expectRejected(alice, id, c, expected);
    }

    function test_refund(uint256 seed, uint256 elapsed, uint256 age) public {
        skip(bound(elapsed, 0, 365 days));
        uint256 before = alice.balance;
        bytes memory sample = randomSample(seed, FEATURES);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, sample);
        skip(bound(age, REFUND_TIME, 365 days));

        vm.expectEmit(address(trainer));
        emit IDeposits.Refunded(modelId, index, alice, c.deposit, 1, 1);
        refund(alice, modelId, c);

        assertEq(alice.balance, before, "the deposit is back");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
        assertEq(trainer.verified(modelId, alice), 1, "one verified contribution");
        assertEq(trainer.incentive(modelId).totalVerified, 1, "of one in all");
        assertEq(trainer.incentive(modelId).lastContribution, c.time, "the price falls on");
        assertEq(trainer.log(modelId).entries, 1, "the count stays");
    }

    /// After shares have been taken, the rest comes back, and counts as verified.
    function test_refund_ofTheRest() public {
        verify(bob, modelId, one(50));
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        contribute(bob, modelId, 0, one(1)); // the model says 0 again
        skip(REFUND_TIME);
        (uint256 taken, Contribution memory rest) = take(carol, modelId, c);
        assertEq(taken, c.deposit / 2, "one of two verified contributions");
        contribute(alice, modelId, 1, one(1)); // and 1 again

        uint256 before = alice.balance;
        vm.expectEmit(address(trainer));
        emit IDeposits.Refunded(modelId, index, alice, c.deposit - uint96(taken), 1, 3);
        refund(alice, modelId, rest);
        assertEq(alice.balance - before, c.deposit - taken, "what was left");
    }

    function test_refund_countsByModelAndAccount() public {
        uint256 other = createModel();
        for (uint256 i; i < 3; ++i) {
            verify(alice, modelId, one(i));
        }
        verify(bob, modelId, one(5));
        verify(alice, other, one(5));
        assertEq(trainer.verified(modelId, alice), 3, "alice");
        assertEq(trainer.verified(modelId, bob), 1, "bob");
        assertEq(trainer.verified(other, alice), 1, "alice in the other model");
        assertEq(trainer.incentive(modelId).totalVerified, 4, "all");
        assertEq(trainer.incentive(other).totalVerified, 1, "all in the other model");
    }

    function expectMismatch(address who, uint256 id, Contribution memory c) private {
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(who);
        trainer.refund(id, c, proofOf(address(trainer), id, c));
    }

    function expectRejected(address who, uint256 id, Contribution memory c, bytes memory expected) private {
        vm.expectRevert(expected);
        vm.prank(who);
        trainer.refund(id, c, proofOf(address(trainer), id, c));
    }
}
