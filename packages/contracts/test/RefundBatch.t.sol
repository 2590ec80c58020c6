// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {EntryLog} from "../src/libraries/EntryLog.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract RefundBatchTest is TrainerTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    /// From anywhere in the log, over the ends of chunks and pages: what single refunds would have done.
    /// forge-config: default.fuzz.runs = 64
    function test_refundBatch(uint8 before, uint8 count, uint8 after_) public {
        contributeMany(bob, before % 130);
        Contribution[] memory list = contributeMany(alice, 1 + count % 80);
        contributeMany(bob, after_ % 20);
        skip(REFUND_TIME);
        bytes memory proof = proofOf(address(trainer), modelId, list);
        uint256 sum;
        for (uint256 i; i < list.length; ++i) {
            sum += list[i].deposit;
            vm.expectEmit(address(trainer));
            emit IDeposits.Refunded(modelId, list[i].index, alice, list[i].deposit, i + 1, i + 1);
        }
        uint256 had = alice.balance;
        vm.prank(alice);
        trainer.refundBatch(modelId, list, proof);

        assertEq(alice.balance - had, sum, "all deposits");
        assertEq(trainer.verified(modelId, alice), list.length, "verified");
        assertEq(trainer.incentive(modelId).totalVerified, list.length, "verified of all");
        for (uint256 i; i < list.length; ++i) {
            assertTrue(!isOpen(address(trainer), modelId, list[i]), "closed");
        }
        uint256 next = list[list.length - 1].index + 1;
        if (after_ % 20 != 0) assertTrue(!isTouched(address(trainer), modelId, next), "no more than these");
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, list[0].index));
        vm.prank(alice);
        trainer.refundBatch(modelId, list, proof);
    }

    function test_reverts_none() public {
        vm.expectRevert(IDeposits.NothingToRefund.selector);
        vm.prank(alice);
        trainer.refundBatch(modelId, new Contribution[](0), "");
    }

    /// One that was refunded before, at any place, keeps all of it from passing.
    function test_reverts_oneRefunded(uint8 which) public {
        Contribution[] memory list = contributeMany(alice, 20);
        skip(REFUND_TIME);
        Contribution memory c = list[which % 20];
        refund(alice, modelId, c);
        expectReverts(list, abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, c.index));
    }

    function test_reverts_anothers() public {
        contributeMany(alice, 3);
        Contribution[] memory list = contributeMany(bob, 3);
        skip(REFUND_TIME);
        expectReverts(list, abi.encodeWithSelector(IDeposits.NotContributor.selector, alice, bob));
    }

    function test_reverts_oneDisagrees() public {
        Contribution[] memory list = new Contribution[](2);
        (, list[0]) = contribute(alice, modelId, 0, one(1));
        (, list[1]) = contribute(alice, modelId, 1, one(2));
        for (uint256 i; i < 3; ++i) {
            contribute(bob, modelId, 0, one(2));
        }
        skip(REFUND_TIME);
        expectReverts(list, abi.encodeWithSelector(IDeposits.ModelDisagrees.selector, 0, 1));
    }

    /// In another order, with a gap, or one of them twice, they do not stand in the log one after another.
    function test_reverts_otherOrder(uint8 kind) public {
        Contribution[] memory list = contributeMany(alice, 3);
        skip(REFUND_TIME);
        bytes memory proof = proofOf(address(trainer), modelId, list);
        if (kind % 3 == 0) (list[0], list[1]) = (list[1], list[0]);
        if (kind % 3 == 1) list[1] = list[0];
        if (kind % 3 == 2) list[1] = list[2];
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(alice);
        trainer.refundBatch(modelId, list, proof);
    }

    /// Contributions that the model agrees with.
    function contributeMany(address who, uint256 count) private returns (Contribution[] memory list) {
        list = new Contribution[](count);
        for (uint256 i; i < count; ++i) {
            bytes memory sample = one(i % FEATURES);
            (, list[i]) = contribute(who, modelId, uint8(trainer.predict(modelId, sample)), sample);
        }
    }

    function expectReverts(Contribution[] memory list, bytes memory expected) private {
        bytes memory proof = proofOf(address(trainer), modelId, list);
        vm.expectRevert(expected);
        vm.prank(alice);
        trainer.refundBatch(modelId, list, proof);
    }
}
