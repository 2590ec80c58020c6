// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ConformanceTest} from "./ConformanceTest.sol";
import {OpenClasses} from "../../src/classifiers/OpenClasses.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IModels} from "../../src/interfaces/IModels.sol";

/// What classifiers must do whose models can get more classes.
abstract contract OpenClassesTest is ConformanceTest {
    /// A model without any class, for at most `max`.
    function empty(uint256 max, bool open) internal view virtual returns (Blank memory);

    function test_the_owner_adds_classes_up_to_the_limit() public {
        uint256 modelId = create(empty(3, false));
        assertEq(trainer.predict(modelId, example(0, 1)), 0, "a model without classes says 0");
        for (uint256 label; label < 3; ++label) {
            vm.expectEmit(address(trainer));
            emit ICollaborativeTrainer.ClassAdded(modelId, label, owner, "name");
            vm.prank(owner);
            assertEq(trainer.addClass(modelId, "name"), label, "label");
            assertEq(trainer.classCount(modelId), label + 1, "classes");
        }
        vm.expectRevert(abi.encodeWithSelector(OpenClasses.TooManyClasses.selector, modelId, 3));
        vm.prank(owner);
        trainer.addClass(modelId, "one too many");
    }

    function test_others_add_classes_only_where_the_owner_allows_it() public {
        uint256 closed = create(empty(3, false));
        uint256 open = create(empty(3, true));
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, closed, bob, owner));
        vm.prank(bob);
        trainer.addClass(closed, "mine");
        vm.prank(bob);
        assertEq(trainer.addClass(open, "mine"), 0, "label");
    }

    function test_a_new_class_changes_no_prediction_until_it_is_trained() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        teach(modelId, b.classes, 4);
        vm.prank(owner);
        uint256 added = trainer.addClass(modelId, "another");
        for (uint256 i; i < 2 * b.classes; ++i) {
            assertEq(trainer.predict(modelId, example(i % b.classes, i)), i % b.classes, "an old class");
        }
        for (uint256 i; i < 8; ++i) {
            train(modelId, added, example(added, i));
        }
        assertEq(trainer.predict(modelId, example(added, 99)), added, "the new class");
        assertEq(trainer.predict(modelId, example(0, 99)), 0, "an old class");
    }

    function test_uploading_nothing_again_keeps_the_classes() public {
        uint256 modelId = create(empty(3, true));
        trainer.addClass(modelId, "a");
        uint256 uploaded = trainer.model(modelId).uploadedWords;
        vm.prank(owner);
        trainer.uploadParameters(modelId, uploaded, new uint256[](0));
        assertEq(trainer.classCount(modelId), 1, "classes");
    }
}
