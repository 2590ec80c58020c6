// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedTest} from "./CountedTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {ClassifierModules} from "../../src/ClassifierModules.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {NaiveBayes} from "../../src/classifiers/NaiveBayes.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {CountSettings} from "../../src/types/CountSettings.sol";

contract NaiveBayesTest is CountedTest {
    uint256 private constant SMOOTHING = 256;
    int256 private constant EMPTY = type(int256).min;

    function newTrainer() internal override returns (ITrainer) {
        return deploy("NaiveBayes");
    }

    function smoothing() internal pure override returns (uint256) {
        return SMOOTHING;
    }

    function maxWeight() internal pure override returns (uint256) {
        return 448;
    }

    function scores(uint256 modelId, bytes memory sample) private view returns (int256[] memory) {
        return NaiveBayes(address(trainer)).scores(modelId, sample);
    }

    /// log2(a), in units of 2^-32, by squaring: each time the square passes 2, the next bit is 1.
    function log2(uint256 a) private pure returns (int256 result) {
        uint256 e;
        while (a >> (e + 1) != 0) ++e;
        uint256 x = (a << 127) >> e;
        result = int256(e);
        for (uint256 i; i < 32; ++i) {
            x = (x * x) >> 127;
            result *= 2;
            if (x >> 128 != 0) {
                x >>= 1;
                ++result;
            }
        }
    }

    /// The score of each class from the plain counts, one logarithm a factor.
    function exact(Reference memory r, uint256[] memory features)
        private
        pure
        returns (int256[] memory result)
    {
        result = new int256[](r.classes);
        for (uint256 c; c < r.classes; ++c) {
            if (r.samples[c] == 0) {
                result[c] = EMPTY;
                continue;
            }
            uint256 total;
            for (uint256 f; f < r.features; ++f) {
                total += countOf(r, c, f);
            }
            result[c] = log2(r.samples[c]);
            for (uint256 i; i < features.length; ++i) {
                result[c] += log2(256 * countOf(r, c, features[i]) + SMOOTHING);
            }
            result[c] -= int256(features.length) * log2(256 * total + SMOOTHING * r.features);
        }
    }

    /// Each logarithm may be off by 1.2e-5, which is 51,540 units of 2^-32; those here by 1 unit.
    function check(uint256 modelId, Reference memory r, bytes memory sample) internal view override {
        uint256[] memory features = unpack(sample);
        int256[] memory actual = scores(modelId, sample);
        int256[] memory expected = exact(r, features);
        int256 margin = 51_545 * int256(2 + features.length);
        for (uint256 c; c < r.classes; ++c) {
            int256 off = actual[c] - expected[c];
            assertTrue(off >= -margin && off <= margin, "the score is as exact as it claims");
        }
    }

    /// A dictionary weighs as much as a word, until counts are full.
    function test_every_sample_adds_the_same_weight() public {
        CountedClasses.CountOptions memory o = options(1000, 2, 2, 4, 2);
        o.sampleWeight = 20;
        (uint256 modelId, Reference memory r) = randomModel(3, o, 9);
        uint256[6] memory lengths = [uint256(1), 2, 7, 20, 21, 448];
        for (uint256 i; i < lengths.length; ++i) {
            (, uint256 before) = CountedClasses(address(trainer)).classState(modelId, 1);
            bytes memory sample = spread(lengths[i], 2);
            trainBoth(modelId, r, 1, sample);
            (, uint256 total) = CountedClasses(address(trainer)).classState(modelId, 1);
            assertEq(total - before, 20, "the weight");
            check(modelId, r, spread(30, 2));
        }
        for (uint256 i; i < 15; ++i) {
            trainBoth(modelId, r, 1, hex"0000");
        }
        assertEq(r.trained[1][0], 255, "the count is full");
        check(modelId, r, hex"00000001");
    }

    /// What learning may take covers a sample whose features all have more than a low half holds.
    function test_learning_gas_of_two_new_words_for_each_feature() public {
        CountedClasses.CountOptions memory o = options(16_384, 2, 2, 4, 2);
        o.sampleWeight = 448;
        (uint56 settings,,) =
            IClassifier(ClassifierModules(address(trainer)).classifierModule(0)).create(abi.encode(o));
        uint256 modelId = create(model(o, new uint256[](2), new uint256[](0)));
        bytes memory sample = spread(28, 36);
        train(modelId, 0, sample);
        uint256 most = CountSettings.wrap(settings).learningGas(sample.length);
        assertTrue(vm.lastCallGas().gasTotalUsed > 28 * 44_200, "all words are new");
        // what a contribution takes besides
        assertTrue(vm.lastCallGas().gasTotalUsed < most + 80_000, "the bound holds");
    }

    /// The ancestor's nb-underflow and nb-underflow-theft: it said class 0 to any text of more than a few words. Here,
    /// against logarithms of 32 bits, at lengths up to the longest.
    function test_fault_nb_underflow() public {
        (uint256 modelId, Reference memory r) = randomModel(1, options(1000, 2, 2, 8, 2), 50);
        // opposite tendencies, alike in sum
        uint256[5] memory lengths = [uint256(5), 20, 60, 120, 380];
        for (uint256 l; l < lengths.length; ++l) {
            uint256 ones;
            for (uint256 i; i < 20; ++i) {
                bytes memory sample = biased(r, lengths[l], i % 2, i);
                int256[] memory e = exact(r, unpack(sample));
                uint256 right = e[1] > e[0] ? 1 : 0;
                ones += right;
                assertEq(trainer.predict(modelId, sample), right, "the class by exact logarithms");
            }
            assertEq(ones, 10, "half of them are of class 1");
        }
    }

    /// A sample of `length` features, from those that speak for `label` on the whole.
    function biased(Reference memory r, uint256 length, uint256 label, uint256 seed)
        private
        pure
        returns (bytes memory sample)
    {
        uint256 left = length;
        for (uint256 f; f < r.features && left != 0; ++f) {
            bool speaks = countOf(r, label, f) > countOf(r, 1 - label, f);
            uint256 chance = length > 200 ? (speaks ? 100 : 30) : (speaks ? 100 * length / 150 + 4 : 1);
            if (random(seed, f) % 100 >= chance) continue;
            sample = abi.encodePacked(sample, uint16(f));
            --left;
        }
        if (sample.length == 0) sample = hex"0000";
    }

    /// The ancestor's nb-count-wraps and index-aliasing.
    function test_fault_nb_count_wraps() public {
        uint256[] memory counts = new uint256[](20);
        counts[2 * 5 + 1] = 65_535;
        uint256[] memory samples = new uint256[](2);
        (samples[0], samples[1]) = (9, 9);
        uint256 modelId = create(model(options(10, 2, 2, 4, 2), samples, counts));
        int256[] memory before = scores(modelId, hex"0005");
        for (uint256 i; i < 260; ++i) {
            train(modelId, 1, hex"0005");
        }
        (, uint256 total) = NaiveBayes(address(trainer)).classState(modelId, 1);
        assertEq(total, 65_535 + 255, "255 more, then full");
        assertTrue(scores(modelId, hex"0005")[1] > before[1], "the class did not lose its feature");
    }

    function test_smoothing_out_of_range_reverts() public {
        Blank memory b = blank();
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        b.words[0] = 0;
        vm.expectRevert(abi.encodeWithSelector(NaiveBayes.SmoothingOutOfRange.selector, 0, 65_535));
        trainer.createModel(ONLY, b.options, incentive, 0, METADATA, b.words);
        b.words[0] = 65_536 << 224;
        vm.expectRevert(abi.encodeWithSelector(NaiveBayes.SmoothingOutOfRange.selector, 65_536, 65_535));
        trainer.createModel(ONLY, b.options, incentive, 0, METADATA, b.words);
    }

    function test_classes_without_samples_are_passed_over() public {
        uint256 modelId = create(blank());
        train(modelId, 2, hex"0003");
        assertEq(scores(modelId, hex"0004")[0], EMPTY, "an empty class");
        assertEq(trainer.predict(modelId, hex"0004"), 2, "the class with samples");
    }
}
