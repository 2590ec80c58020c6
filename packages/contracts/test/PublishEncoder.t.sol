// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "../src/interfaces/IModels.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract PublishEncoderTest is TrainerTest {
    function test_reverts_unknownModel(uint256 modelId) public {
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, modelId));
        trainer.publishEncoder(modelId, "words");
    }

    function test_reverts_notOwner(address caller) public {
        vm.assume(caller != owner);
        uint256 modelId = createModel();
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, caller, owner));
        vm.prank(caller);
        trainer.publishEncoder(modelId, "words");
    }

    function test_publishEncoder(bytes calldata data) public {
        uint256 modelId = createModel();
        vm.expectEmit(address(trainer));
        emit IModels.EncoderPublished(modelId, data);
        vm.prank(owner);
        trainer.publishEncoder(modelId, data);
    }

    /// The vocabulary may come before the parameters.
    function test_publishEncoder_beforeTheModelIsReady() public {
        (uint256 modelId,) = createIncompleteModel();
        vm.expectEmit(address(trainer));
        emit IModels.EncoderPublished(modelId, "words");
        vm.prank(owner);
        trainer.publishEncoder(modelId, "words");
    }
}
