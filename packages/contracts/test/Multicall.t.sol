// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../src/libraries/EntryLog.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract MulticallTest is TrainerTest {
    uint256 private modelId;
    bytes[] private calls;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    /// Else the same wei would count for each of several contributions.
    function test_reverts_valueNotAccepted(uint96 value) public {
        vm.assume(value != 0);
        vm.deal(alice, value);
        calls.push(abi.encodeCall(trainer.contribute, (modelId, 0, one(1))));
        vm.expectRevert(abi.encodeWithSelector(IModels.ValueNotAccepted.selector, value));
        vm.prank(alice);
        trainer.multicall{value: value}(calls);
    }

    function test_reverts_contributionWithoutValue() public {
        uint256 price = trainer.price(modelId);
        calls.push(abi.encodeCall(trainer.contribute, (modelId, 0, one(1))));
        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.DepositTooSmall.selector, price, 0));
        vm.prank(alice);
        trainer.multicall(calls);
    }

    /// Claiming twice in one transaction fails like claiming twice in two.
    function test_reverts_sameClaimTwice() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        calls.push(refundCall(modelId, c));
        calls.push(refundCall(modelId, c));
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        vm.prank(alice);
        trainer.multicall(calls);
    }

    function test_multicall_severalClaims(uint8 count) public {
        count = uint8(bound(count, 1, 10));
        uint256 before = alice.balance;
        Contribution[] memory contributions = new Contribution[](count);
        for (uint256 i; i < count; ++i) {
            (, contributions[i]) = contribute(alice, modelId, 0, one(i));
        }
        skip(REFUND_TIME);
        for (uint256 i; i < count; ++i) {
            calls.push(refundCall(modelId, contributions[i]));
        }
        vm.prank(alice);
        trainer.multicall(calls);
        assertEq(alice.balance, before, "all deposits are back");
        assertEq(trainer.verified(modelId, alice), count, "all are verified");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }
}
