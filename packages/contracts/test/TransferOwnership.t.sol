// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract TransferOwnershipTest is TrainerTest {
    function test_reverts_unknownModel(uint256 modelId) public {
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, modelId));
        trainer.transferOwnership(modelId, alice);
    }

    function test_reverts_notOwner(address caller) public {
        vm.assume(caller != owner);
        uint256 modelId = createModel();
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, caller, owner));
        vm.prank(caller);
        trainer.transferOwnership(modelId, caller);
    }

    function test_reverts_newOwnerIsZero() public {
        uint256 modelId = createModel();
        vm.expectRevert(abi.encodeWithSelector(IModels.NewOwnerIsZero.selector, modelId));
        vm.prank(owner);
        trainer.transferOwnership(modelId, address(0));
    }

    function test_transferOwnership(address newOwner) public {
        vm.assume(newOwner != address(0) && newOwner != owner);
        uint256 modelId = createModel();
        vm.expectEmit(address(trainer));
        emit IModels.OwnershipTransferred(modelId, owner, newOwner);
        vm.prank(owner);
        trainer.transferOwnership(modelId, newOwner);
        assertEq(trainer.model(modelId).owner, newOwner, "the new owner");

        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, owner, newOwner));
        vm.prank(owner);
        trainer.publishEncoder(modelId, "");
    }

    function test_newOwnerFinishesTheUpload() public {
        (uint256 modelId, uint256 required) = createIncompleteModel();
        vm.prank(owner);
        trainer.transferOwnership(modelId, carol);
        vm.prank(carol);
        trainer.uploadParameters(modelId, required - 1, new uint256[](1));
        assertTrue(trainer.model(modelId).ready, "the model is ready");
    }

    /// The late claim goes with the model.
    function test_newOwnerClaimsLate() public {
        uint256 modelId = createModel();
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        vm.prank(owner);
        trainer.transferOwnership(modelId, carol);
        skip(OWNER_CLAIM_TIME);

        vm.expectRevert(abi.encodeWithSelector(IDeposits.NotVerified.selector, owner));
        vm.prank(owner);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
        (uint256 amount,) = take(carol, modelId, c);
        assertEq(amount, c.deposit, "the new owner takes the deposit");
    }

    /// Handing one model over does not touch another.
    function test_otherModelsKeepTheirOwner() public {
        uint256 first = createModel();
        uint256 second = createModel();
        vm.prank(owner);
        trainer.transferOwnership(first, alice);
        assertEq(trainer.model(second).owner, owner, "the other model's owner");
    }
}
