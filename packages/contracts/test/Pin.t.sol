// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {EntryLog} from "../src/libraries/EntryLog.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// A claim of one of the newest entries can be outrun by others' contributions, seven times at most; a pin keeps it right.
contract PinTest is TrainerTest {
    uint256 private modelId;
    Contribution private c;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
        (, c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
    }

    /// forge-config: default.fuzz.runs = 32
    function test_outrun_atMostSevenTimes(uint8 others) public {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        uint256 outrun;
        for (uint256 i; i < others % 100; ++i) {
            contribute(bob, modelId, 0, one(2));
            if (i % 2 == 0) continue; // several at once
            if (fails(proof)) {
                ++outrun;
                proof = proofOf(address(trainer), modelId, c);
            }
        }
        assertTrue(outrun <= 7, "seven times at most");
        refund(alice, modelId, c);
    }

    /// forge-config: default.fuzz.runs = 32
    function test_a_pinned_proof_outlasts_others(uint8 others) public {
        vm.expectEmit(address(trainer));
        emit IDataHandler.Pinned(modelId, 1, running(), time() + 10 minutes);
        vm.prank(bob);
        trainer.pin(modelId);
        (bytes24 pinned, uint256 entries, uint256 pinnedAt) = trainer.pinned(modelId);
        assertEq(pinned, running(), "the running hash");
        assertEq(entries, 1, "of one entry");
        assertEq(pinnedAt, time(), "now");
        bytes memory proof = mirrorOf(address(trainer), modelId).lineProof(5, 0, 1, 1);
        for (uint256 i; i < others; ++i) {
            contribute(bob, modelId, 0, one(2));
        }
        skip(10 minutes - 1);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.PinStands.selector, time() + 1, time()));
        trainer.pin(modelId);
        vm.prank(alice);
        trainer.refund(modelId, c, proof);
    }

    function test_reverts_nothingToPin(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(EntryLog.NothingToPin.selector);
        trainer.pin(unknown);
    }

    function running() private returns (bytes24) {
        return mirrorOf(address(trainer), modelId).running(1);
    }

    function fails(bytes memory proof) private returns (bool) {
        readLogs();
        uint256 id = vm.snapshotState();
        vm.prank(alice);
        (bool ok,) = address(trainer).call(abi.encodeCall(trainer.refund, (modelId, c, proof)));
        vm.revertToState(id);
        return !ok;
    }
}
