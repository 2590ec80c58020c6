// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "../src/interfaces/IModels.sol";
import {PackedWeights} from "../src/libraries/PackedWeights.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract UploadParametersTest is TrainerTest {
    uint256 private constant REQUIRED = 4;

    uint256[] private none;

    function test_reverts_unknownModel(uint256 modelId) public {
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, modelId));
        trainer.uploadParameters(modelId, 0, none);
    }

    function test_reverts_notOwner(address caller) public {
        vm.assume(caller != owner);
        (uint256 modelId,) = createIncompleteModel();
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, caller, owner));
        vm.prank(caller);
        trainer.uploadParameters(modelId, REQUIRED - 1, new uint256[](1));
    }

    /// Also a chunk that is sent twice, and one that leaves a gap.
    function test_reverts_unexpectedOffset(uint256 offset) public {
        (uint256 modelId,) = createIncompleteModel();
        vm.assume(offset != REQUIRED - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IModels.UnexpectedOffset.selector, modelId, REQUIRED - 1, offset)
        );
        vm.prank(owner);
        trainer.uploadParameters(modelId, offset, new uint256[](1));
    }

    function test_reverts_tooManyWords(uint8 extra) public {
        (uint256 modelId,) = createIncompleteModel();
        uint256 given = bound(extra, 2, 100);
        vm.expectRevert(abi.encodeWithSelector(IModels.TooManyWords.selector, modelId, 1, given));
        vm.prank(owner);
        trainer.uploadParameters(modelId, REQUIRED - 1, new uint256[](given));
    }

    function test_reverts_wordNotCanonical() public {
        (uint256 modelId,) = createIncompleteModel();
        uint256[] memory words = new uint256[](1);
        words[0] = 1 << (8 * 5); // 101 weights: five stand in the last word
        vm.expectRevert(
            abi.encodeWithSelector(PackedWeights.WordNotCanonical.selector, REQUIRED - 1, words[0])
        );
        vm.prank(owner);
        trainer.uploadParameters(modelId, REQUIRED - 1, words);
    }

    /// A ready model takes no more words, so nobody, its owner included, can change it but by contributing.
    function test_reverts_readyModelStaysAsItIs(uint8 count) public {
        uint256 modelId = createModel();
        uint256 given = bound(count, 1, 100);
        vm.expectRevert(abi.encodeWithSelector(IModels.TooManyWords.selector, modelId, 0, given));
        vm.prank(owner);
        trainer.uploadParameters(modelId, REQUIRED, new uint256[](given));
        vm.expectRevert(abi.encodeWithSelector(IModels.UnexpectedOffset.selector, modelId, REQUIRED, 0));
        vm.prank(owner);
        trainer.uploadParameters(modelId, 0, new uint256[](given));
    }

    /// An upload of nothing is accepted where the last one ended, and changes nothing.
    function test_emptyUploadChangesNothing() public {
        (uint256 incomplete,) = createIncompleteModel();
        uint256 ready = createModel();
        contribute(alice, ready, 1, one(3));
        bytes32 before = state(incomplete);
        bytes32 beforeReady = state(ready);
        vm.prank(owner);
        trainer.uploadParameters(incomplete, REQUIRED - 1, none);
        vm.prank(owner);
        trainer.uploadParameters(ready, REQUIRED, none);
        assertEq(state(incomplete), before, "the incomplete model");
        assertEq(state(ready), beforeReady, "the ready model");
    }

    /// In any chunks, the parameters end up the same; until the last one the model cannot be used.
    function test_uploadParameters_inChunks(uint256 seed, uint8 bits) public {
        bits = uint8(bound(bits, 8, 16));
        uint256[] memory words = filledWords(1001, bits, int256(seed % 255) - 127);
        vm.prank(owner);
        uint256 modelId = trainer.createModel(
            0, abi.encode(1000, bits, 1), abi.encode(depositOptions()), 0, METADATA, none
        );
        for (uint256 offset; offset < words.length;) {
            vm.expectRevert(
                abi.encodeWithSelector(IModels.ModelIncomplete.selector, modelId, offset, words.length)
            );
            trainer.predict(modelId, one(0));

            seed = uint256(keccak256(abi.encode(seed)));
            uint256[] memory chunk = new uint256[](bound(seed, 1, words.length - offset));
            for (uint256 i; i < chunk.length; ++i) {
                chunk[i] = words[offset + i];
            }
            vm.expectEmit(address(trainer));
            emit IModels.ParametersUploaded(modelId, offset, words.length, chunk);
            vm.prank(owner);
            trainer.uploadParameters(modelId, offset, chunk);
            offset += chunk.length;
            assertEq(trainer.model(modelId).uploadedWords, offset, "what is uploaded");
        }
        assertTrue(trainer.model(modelId).ready, "the model is ready");
        assertEq(
            abi.encode(trainer.parameters(modelId, 0, words.length)), abi.encode(words), "the parameters"
        );
    }

    function state(uint256 modelId) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                trainer.model(modelId), trainer.incentive(modelId), trainer.parameters(modelId, 0, REQUIRED)
            )
        );
    }
}
