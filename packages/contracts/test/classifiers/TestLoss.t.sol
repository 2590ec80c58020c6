// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind, Kinds} from "../mechanisms/Kinds.sol";
import {ModuleTest} from "../utils/ModuleTest.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {Softmax} from "../../src/libraries/Softmax.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

/// Pages of test samples, and losses on them, for every classifier, against plain ones: a call for each sample.
contract TestLossTest is ModuleTest {
    uint16 private constant FEATURES = 12;
    uint256 private constant SAMPLES = 21;
    uint256 private constant WRONG = 1 << 16;

    struct Page {
        bytes data;
        uint256[] labels;
        bytes[] samples;
        /// Where each sample begins, and where the last one ends.
        uint256[] cursors;
    }

    /// Of the page, from a sample on, and of the test set.
    struct Part {
        bool quadratic;
        uint256 from;
        uint256 most;
        uint256 first;
        uint256 halves;
    }

    function start(Kind kind, uint256 seed) private returns (Page memory page) {
        bytes memory options = Kinds.options(kind, FEATURES);
        make(Kinds.name(kind), options);
        (, uint256 count,) = classifier.create(options);
        make(Kinds.name(kind), options, Kinds.blank(kind, count), count);
        page.labels = new uint256[](SAMPLES);
        page.samples = new bytes[](SAMPLES);
        page.cursors = new uint256[](SAMPLES + 1);
        for (uint256 i; i < SAMPLES; ++i) {
            bytes memory sample = sampleOf(kind, seed, i);
            (page.labels[i], page.samples[i]) = (seed >> i & 1, sample);
            page.data = abi.encodePacked(page.data, uint8(page.labels[i]), uint16(sample.length), sample);
            page.cursors[i + 1] = page.data.length;
            if (i % 3 != 0) classifier.update(MODEL, settings, sample, seed >> (i + 1) & 1);
        }
    }

    function sampleOf(Kind kind, uint256 seed, uint256 i) private pure returns (bytes memory) {
        seed = uint256(keccak256(abi.encode(seed, i)));
        if (Kinds.isDense(kind)) return Kinds.dense(FEATURES, seed);
        return spread(seed % 4, 1 + (seed >> 8) % 3, 1 + (seed >> 16) % 3);
    }

    function testFuzz_losses_are_those_of_single_predictions(uint256 seed) public {
        for (uint256 i; i < Kinds.COUNT; ++i) {
            Page memory page = start(Kind(i), seed);
            assertEq(classifier.admitTests(MODEL, settings, page.data), SAMPLES, "all are counted");
            uint256 most = 1 + (seed >> 8) % (2 * SAMPLES);
            Part memory part = Part(false, seed % SAMPLES, most, (seed >> 16) % 512, seed);
            compare(page, part);
            if (classifier.offersQuadraticLoss()) {
                part.quadratic = true;
                compare(page, part);
                continue;
            }
            vm.expectRevert(IClassifier.QuadraticLossNotOffered.selector);
            classifier.testLoss(MODEL, settings, true, page.data, 0, 1, 0, 0);
        }
    }

    /// Halves hold one of each pair, whatever they are and however the test set is taken apart.
    function compare(Page memory page, Part memory part) private view {
        (uint256 pay, uint256 keep, uint256 to) = expected(page, part);
        uint256[4] memory found = lossOf(page.data, page.cursors[part.from], part);
        assertEq(found[0], pay, "the half that pays");
        assertEq(found[1], keep, "the other half");
        assertEq(found[2], to - part.from, "how many");
        assertEq(found[3], page.cursors[to], "where the next one begins");
    }

    function lossOf(bytes memory data, uint256 cursor, Part memory part)
        private
        view
        returns (uint256[4] memory)
    {
        bytes memory call = abi.encodeCall(
            IClassifier.testLoss,
            (MODEL, settings, part.quadratic, data, cursor, part.most, part.first, part.halves)
        );
        (bool ok, bytes memory result) = address(host).staticcall(call);
        assertTrue(ok, "it does not revert");
        return abi.decode(result, (uint256[4]));
    }

    function expected(Page memory page, Part memory part)
        private
        view
        returns (uint256 pay, uint256 keep, uint256 to)
    {
        to = part.from + part.most < SAMPLES ? part.from + part.most : SAMPLES;
        for (uint256 i = part.from; i < to; ++i) {
            uint256 number = part.first + i - part.from;
            uint256 loss = part.quadratic ? alone(page, i) : error(page, i);
            if (number % 2 == (part.halves >> (number / 2)) % 2) pay += loss;
            else keep += loss;
        }
    }

    function error(Page memory page, uint256 i) private view returns (uint256) {
        return classifier.classify(MODEL, settings, page.samples[i]) == page.labels[i] ? 0 : WRONG;
    }

    /// The quadratic loss on one sample.
    function alone(Page memory page, uint256 i) private view returns (uint256 loss) {
        (uint256 pay, uint256 keep,,) =
            classifier.testLoss(MODEL, settings, true, page.data, page.cursors[i], 1, 0, 0);
        assertTrue(pay <= WRONG && keep == 0, "0 to 1, and of the half that pays");
        return pay;
    }

    function test_the_end_of_a_page() public {
        Page memory page = start(Kind.SparsePerceptron, 1);
        uint256 length = page.data.length;
        (uint256 pay, uint256 keep, uint256 made, uint256 end) =
            classifier.testLoss(MODEL, settings, false, page.data, length, 5, 0, 0);
        assertEq(pay + keep + made, 0, "nothing is left");
        assertEq(end, length, "still the end");
        (,, made, end) = classifier.testLoss(MODEL, settings, false, page.data, 0, 0, 0, 0);
        assertEq(made + end, 0, "none is wanted");
    }

    /// Of 10 and a rate of 2, a score is 5/2 in units of the logistic function.
    function test_quadratic_loss_of_a_perceptron() public {
        make("SparsePerceptron", abi.encode(SparsePerceptron.PerceptronOptions(12, 8, 2)));
        for (uint256 label; label < 2; ++label) {
            for (uint256 up; up < 2; ++up) {
                uint256[] memory words = new uint256[](1);
                // the intercept
                words[0] = up == 1 ? 10 : 256 - 10;
                classifier.store(MODEL, settings, 0, words);
                bytes memory data = abi.encodePacked(uint8(label), uint16(2), uint16(3));
                (uint256 pay,,,) = classifier.testLoss(MODEL, settings, true, data, 0, 1, 0, 0);
                // 1 / (1 + e^2.5) = 0.0758581800212435
                uint256 expected = up == label ? 377 : 55_970;
                assertEq(pay, expected, "the square of the error");
            }
        }
    }

    /// What Softmax counts for a class, with 64 of them: all bits are ones of what the scores are below the highest.
    function test_gas_of_probabilities() public {
        uint256[] memory words = new uint256[](72);
        // scores of -2^7 * 2^15 + 2, which is -2 (2^21 - 1), but for class 0
        for (uint256 c = 1; c < 64; ++c) {
            words[c / 8] |= uint256(uint32(int32(-128))) << (224 - 32 * (c % 8));
            words[8 + c] = 2 << 240;
        }
        bytes memory options = abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(1, 64, 1));
        make("DenseMulticlassPerceptron", options, words, 0);
        bytes memory data = hex"0100020001";
        Part memory part = Part(true, 0, 1, 0, 0);
        assertEq(lossOf(data, 0, part)[0], WRONG, "all but the highest are 0");
        uint256 gas = vm.lastCallGas().gasTotalUsed;
        part.quadratic = false;
        assertEq(lossOf(data, 0, part)[0], WRONG, "wrong");
        gas -= vm.lastCallGas().gasTotalUsed;
        uint256 counted = 64 * Softmax.CLASS_GAS;
        if (gas > counted || gas < counted / 2) revert NotEqualUint("as counted, or less", gas, counted);
    }

    function test_reverts_pageMalformed() public {
        start(Kind.SparsePerceptron, 1);
        refused("", abi.encodeWithSelector(IClassifier.PageMalformed.selector, 0));
        bytes memory good = hex"0100020003";
        bytes[3] memory ends = [bytes(hex"01"), hex"010002", hex"01000200"];
        for (uint256 i; i < ends.length; ++i) {
            refused(ends[i], abi.encodeWithSelector(IClassifier.PageMalformed.selector, 0));
            bytes memory data = abi.encodePacked(good, good, ends[i]);
            refused(data, abi.encodeWithSelector(IClassifier.PageMalformed.selector, 10));
        }
        assertEq(classifier.admitTests(MODEL, settings, abi.encodePacked(good, good)), 2, "whole");
    }

    function test_reverts_of_labels_and_samples() public {
        start(Kind.SparsePerceptron, 1);
        bytes memory good = hex"0100020003";
        refused(
            abi.encodePacked(good, hex"0200020003"),
            abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2)
        );
        refused(
            abi.encodePacked(good, hex"00000200ff"),
            abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, 255, FEATURES)
        );
    }

    function test_reverts_testSampleTooDear() public {
        make("SparsePerceptron", abi.encode(SparsePerceptron.PerceptronOptions(65_536, 16, 1)));
        // 10,000 + (n + 1) * 2,300 + n * 250
        bytes memory most = spread(0, 779, 32);
        bytes memory more = spread(0, 780, 32);
        bytes memory data = abi.encodePacked(uint8(0), uint16(most.length), most);
        assertEq(classifier.admitTests(MODEL, settings, data), 1, "the longest");
        refused(
            abi.encodePacked(data, uint8(0), uint16(more.length), more),
            abi.encodeWithSelector(
                IClassifier.TestSampleTooDear.selector, data.length, 12_300 + 780 * 2550, 2_000_000
            )
        );
        uint256 gas = gasleft();
        classifier.testLoss(MODEL, settings, true, data, 0, 1, 0, 0);
        assertTrue(gas - gasleft() <= 2_000_000, "and it takes no more");
    }

    function refused(bytes memory data, bytes memory reason) private {
        vm.expectRevert(reason);
        classifier.admitTests(MODEL, settings, data);
    }
}
