// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {KindTest} from "../utils/KindTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// What every classifier must do, whatever it computes. The test of a classifier inherits this, says how to make its
/// models and samples, and adds what is its own.
abstract contract ConformanceTest is KindTest {
    /// 2^24, the most gas that a transaction may have (EIP-7825).
    uint256 internal constant TRANSACTION_GAS = 1 << 24;
    uint256 private constant ROUNDS = 12;

    /// An untrained model.
    struct Blank {
        bytes options;
        uint256[] words;
        uint256 head;
        uint256 classes;
    }

    /// A model of a few classes that has seen nothing.
    function blank() internal view virtual returns (Blank memory);

    /// The largest model and its longest, dearest sample; all classes are to be trained with it by turns.
    function largest() internal view virtual returns (Blank memory, bytes memory sample);

    /// A sample of `label`; samples of different labels can be told apart, samples of one label differ.
    function example(uint256 label, uint256 seed) internal view virtual returns (bytes memory);

    /// Samples that are not well formed for `blank`, and what they revert with.
    function malformed() internal view virtual returns (bytes[] memory samples, bytes[] memory errors);

    function create(Blank memory b) internal returns (uint256) {
        return createModel(trainer, b.options, b.words, b.head);
    }

    /// Trains with examples of all classes by turns.
    function teach(uint256 modelId, uint256 classes, uint256 rounds) internal {
        for (uint256 i; i < rounds * classes; ++i) {
            train(modelId, i % classes, example(i % classes, i));
        }
    }

    function test_conformance_learns_a_separable_problem_and_favours_no_class() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        teach(modelId, b.classes, ROUNDS);
        for (uint256 i; i < 8 * b.classes; ++i) {
            uint256 label = i % b.classes;
            assertEq(trainer.predict(modelId, example(label, 1_000_000 + i)), label, "unseen example");
        }
    }

    function test_conformance_learns_whatever_comes_last() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        for (uint256 label = b.classes; label > 0; --label) {
            for (uint256 i; i < ROUNDS; ++i) {
                train(modelId, label - 1, example(label - 1, i));
            }
        }
        assertEq(trainer.predict(modelId, example(0, 1_000_000)), 0, "the class that came last");
    }

    function test_conformance_empty_classes_can_be_trained() public {
        Blank memory b = blank();
        for (uint256 label; label < b.classes; ++label) {
            uint256 modelId = create(b);
            for (uint256 i; i < 3; ++i) {
                train(modelId, label, example(label, i));
            }
            assertEq(trainer.predict(modelId, example(label, 0)), label, "the only class with samples");
        }
    }

    function test_conformance_batch_is_the_sequence() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        ITrainer one = trainer;
        ITrainer other = newTrainer();
        createModel(other, b.options, b.words, b.head);

        uint256 count = 5 * b.classes;
        uint8[] memory labels = new uint8[](count);
        bytes[] memory samples = new bytes[](count);
        uint256 value;
        vm.record();
        for (uint256 i; i < count; ++i) {
            (labels[i], samples[i]) = (uint8(i % b.classes), example(i % b.classes, i));
            value += one.price(modelId);
            train(modelId, labels[i], samples[i]);
        }
        (, bytes32[] memory writes) = vm.accesses(address(one));
        assertTrue(writes.length > count, "the contributions were recorded");
        vm.prank(alice);
        other.contributeBatch{value: value}(modelId, labels, samples);
        for (uint256 i; i < writes.length; ++i) {
            assertEq(vm.load(address(other), writes[i]), vm.load(address(one), writes[i]), "storage");
        }
    }

    function test_conformance_predictions_change_nothing() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        teach(modelId, b.classes, 2);
        vm.record();
        uint256 first = trainer.predict(modelId, example(0, 5));
        assertEq(trainer.predict(modelId, example(0, 5)), first, "the same answer");
        bytes[] memory samples = new bytes[](1);
        samples[0] = example(0, 5);
        assertEq(trainer.predictBatch(modelId, samples)[0], first, "the same answer in a batch");
        (, bytes32[] memory writes) = vm.accesses(address(trainer));
        assertEq(writes.length, 0, "nothing is written");
    }

    function test_conformance_models_are_apart() public {
        Blank memory b = blank();
        uint256 taught = create(b);
        uint256 other = create(b);
        uint256 label = b.classes - 1;
        bytes memory sample = example(label, 1);
        uint256 before = trainer.predict(other, sample);
        for (uint256 i; i < 5; ++i) {
            train(taught, label, sample);
        }
        assertEq(trainer.predict(other, sample), before, "the model that was not taught");
    }

    function test_conformance_malformed_samples_revert_and_change_nothing() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        (bytes[] memory samples, bytes[] memory errors) = malformed();
        uint256 price = trainer.price(modelId);
        for (uint256 i; i < samples.length; ++i) {
            vm.expectRevert(errors[i]);
            vm.prank(alice);
            trainer.contribute{value: price}(modelId, 0, samples[i]);
            vm.expectRevert(errors[i]);
            trainer.predict(modelId, samples[i]);
        }
        vm.expectRevert(IClassifier.EmptySample.selector);
        vm.prank(alice);
        trainer.contribute{value: price}(modelId, 0, "");
        assertEq(trainer.log(modelId).entries, 0, "contributions");
        assertEq(address(trainer).balance, 0, "the trainer's balance");
    }

    function test_conformance_labels_out_of_range_revert() public {
        Blank memory b = blank();
        uint256 modelId = create(b);
        uint256 price = trainer.price(modelId);
        for (uint256 label = b.classes; label < 256; label = 2 * label + 1) {
            vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, b.classes));
            vm.prank(alice);
            trainer.contribute{value: price}(modelId, uint8(label), example(0, 1));
        }
    }

    function test_conformance_the_dearest_sample_stays_below_the_gas_of_a_transaction() public {
        (Blank memory b, bytes memory sample) = largest();
        checkDearest(b, sample);
    }

    function checkDearest(Blank memory b, bytes memory sample) internal {
        uint256 modelId = create(b);
        Contribution memory c;
        uint256 index;
        for (uint256 label; label < b.classes; ++label) {
            (index, c) = contribute(alice, modelId, label, sample);
            checkGas("largest: add, a new class");
        }
        uint256 predicted = trainer.predict(modelId, sample);
        (index, c) = contribute(alice, modelId, predicted, sample);
        checkGas("largest: add");
        if (trainer.predict(modelId, sample) == predicted) {
            refund(alice, modelId, c);
            checkGas("largest: refund");
        } else {
            revert("the model does not say what it was just taught");
        }
        (index, c) = contribute(bob, modelId, predicted == 0 ? 1 : 0, sample);
        if (trainer.predict(modelId, sample) != c.label) {
            take(alice, modelId, c);
            checkGas("largest: take");
        } else {
            refund(bob, modelId, c);
            checkGas("largest: refund");
        }
    }

    /// The last transaction would have passed with 2^24 gas; refunds of gas do not count, they come afterwards.
    function checkGas(string memory what) internal view {
        uint256 used = vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded);
        if (used >= TRANSACTION_GAS) revert NotEqualUint(what, used, TRANSACTION_GAS);
    }
}
