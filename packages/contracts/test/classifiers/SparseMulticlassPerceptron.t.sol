// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseConformanceTest} from "./SparseConformanceTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {ClassWeights} from "../../src/libraries/ClassWeights.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

contract SparseMulticlassPerceptronTest is SparseConformanceTest {
    uint256 private constant CLASSES = 5;

    function newTrainer() internal override returns (ITrainer) {
        return deploy("SparseMulticlassPerceptron");
    }

    function maxLength() internal pure override returns (uint256) {
        return 512;
    }

    function model(uint256 features, uint256 classes, uint256 bits, uint256 rate)
        private
        pure
        returns (Blank memory b)
    {
        b.options = abi.encode(
            SparseMulticlassPerceptron.SparseMulticlassOptions(
                uint24(features), uint8(classes), uint8(bits), uint16(rate)
            )
        );
        uint256 lanes = 256 / bits;
        b.words = new uint256[](
            classes > lanes
                ? (features + 1) * ((classes + lanes - 1) / lanes)
                : (features + lanes / classes) / (lanes / classes)
        );
        b.classes = classes;
    }

    function blank() internal pure override returns (Blank memory) {
        return model(FEATURES, CLASSES, 8, 3);
    }

    /// One word for each feature, 512 features.
    function largest() internal pure override returns (Blank memory, bytes memory sample) {
        return (model(512, 32, 8, 1), spread(512, 1));
    }

    /// Four words for each feature, of which an update writes two: 256 features.
    function test_the_dearest_sample_of_wide_positions() public {
        checkDearest(model(256, 64, 16, 1), spread(256, 1));
    }

    function test_samples_of_wide_positions_are_shorter() public {
        uint256 modelId = create(model(300, 33, 8, 1));
        vm.expectRevert(abi.encodeWithSelector(SparseSample.SampleTooLong.selector, 257, 256));
        trainer.predict(modelId, spread(257, 1));
    }

    /// Parameters are read as they were uploaded: all of them, or any part.
    function test_parameters() public {
        Blank memory b = blank();
        for (uint256 position; position <= FEATURES; ++position) {
            put(b, 8, position, position % CLASSES, int256(position % 100) - 50);
        }
        uint256 modelId = create(b);
        SparseMulticlassPerceptron uploaded = SparseMulticlassPerceptron(address(trainer));
        for (uint256 from; from <= b.words.length; from += 3) {
            for (uint256 to = from; to <= b.words.length; ++to) {
                assertEq(
                    abi.encode(uploaded.parameters(modelId, from, to - from)),
                    abi.encode(slice(b.words, from, to)),
                    "the words"
                );
            }
        }
    }

    function scores(uint256 modelId, bytes memory sample) private view returns (int256[] memory) {
        return SparseMulticlassPerceptron(address(trainer)).scores(modelId, sample);
    }

    /// Puts `weight` where the documentation says that class `c` of position `position` stands.
    function put(Blank memory b, uint256 bits, uint256 position, uint256 c, int256 weight) private pure {
        uint256 lanes = 256 / bits;
        uint256 lane = uint256(weight) & ((1 << bits) - 1);
        if (b.classes > lanes) {
            uint256 perPosition = (b.classes + lanes - 1) / lanes;
            b.words[position * perPosition + c / lanes] |= lane << (bits * (c % lanes));
        } else {
            uint256 perWord = lanes / b.classes;
            b.words[position / perWord] |= lane << (bits * (position % perWord * b.classes + c));
        }
    }

    function clamped(int256 weight, int256 max) private pure returns (int256) {
        if (weight > max) return max;
        return weight < -max ? -max : weight;
    }

    /// Plain weights beside the model; small ranges, so that weights saturate.
    function testFuzz_agrees_with_plain_arithmetic(uint256 seed) public {
        uint256 bits = seed % 2 == 0 ? 8 : 16;
        uint256 classes = 2 + random(seed, 1) % 63;
        uint256 features = 1 + random(seed, 2) % 40;
        int256 max = int256(1 << (bits - 1)) - 1;
        uint256 rate = 1 + random(seed, 3) % uint256(max);
        Blank memory b = model(features, classes, bits, rate);
        int256[][] memory weights = new int256[][](classes);
        for (uint256 c; c < classes; ++c) {
            weights[c] = new int256[](features + 1);
            for (uint256 p; p <= features; ++p) {
                weights[c][p] = int256(random(seed, 100 + c * 50 + p) % uint256(2 * max + 1)) - max;
                put(b, bits, p, c, weights[c][p]);
            }
        }
        uint256 modelId = create(b);
        for (uint256 i; i < 4; ++i) {
            bytes memory sample = randomSample(uint256(keccak256(abi.encode(seed, i))), features);
            uint256 best = checkScores(modelId, weights, sample);
            uint256 label = random(seed, i) % classes;
            train(modelId, label, sample);
            if (label != best) move(weights, sample, label, best, int256(rate), max);
        }
    }

    function checkScores(uint256 modelId, int256[][] memory weights, bytes memory sample)
        private
        view
        returns (uint256 best)
    {
        uint256[] memory f = unpack(sample);
        int256[] memory actual = scores(modelId, sample);
        for (uint256 c; c < weights.length; ++c) {
            int256 expected = weights[c][0];
            for (uint256 i; i < f.length; ++i) {
                expected += weights[c][f[i] + 1];
            }
            assertEq(actual[c], expected, "score");
            if (expected > actual[best]) best = c;
        }
        assertEq(trainer.predict(modelId, sample), best, "class");
    }

    function move(
        int256[][] memory weights,
        bytes memory sample,
        uint256 label,
        uint256 best,
        int256 rate,
        int256 max
    ) private pure {
        uint256[] memory f = unpack(sample);
        for (uint256 i; i <= f.length; ++i) {
            uint256 p = i == f.length ? 0 : f[i] + 1;
            weights[label][p] = clamped(weights[label][p] + rate, max);
            weights[best][p] = clamped(weights[best][p] - rate, max);
        }
    }

    function test_options_out_of_range_revert() public {
        bytes4 classes = SparseMulticlassPerceptron.ClassCountOutOfRange.selector;
        bytes4 rate = SparseMulticlassPerceptron.LearningRateOutOfRange.selector;
        bytes4 features = SparseMulticlassPerceptron.FeatureCountOutOfRange.selector;
        expectBad(0, 2, 8, 1, abi.encodeWithSelector(features, 0, 65_536));
        expectBad(65_537, 2, 8, 1, abi.encodeWithSelector(features, 65_537, 65_536));
        expectBad(9, 1, 8, 1, abi.encodeWithSelector(classes, 1, 2, 64));
        expectBad(9, 65, 8, 1, abi.encodeWithSelector(classes, 65, 2, 64));
        bytes4 bits = SparseMulticlassPerceptron.WeightBitsNotSupported.selector;
        expectBad(9, 2, 12, 1, abi.encodeWithSelector(bits, 12));
        expectBad(9, 2, 8, 0, abi.encodeWithSelector(rate, 0, 127));
        expectBad(9, 2, 8, 128, abi.encodeWithSelector(rate, 128, 127));
    }

    function expectBad(uint24 features, uint8 classes, uint8 bits, uint16 rate, bytes memory error_) private {
        bytes memory options =
            abi.encode(SparseMulticlassPerceptron.SparseMulticlassOptions(features, classes, bits, rate));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
    }

    function test_parameters_beyond_the_last_one_revert() public {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        // six positions of five classes to a word: 240 bits; 121 positions: one in the last word
        Blank memory b = blank();
        b.words[3] = 1 << 240;
        vm.expectRevert(abi.encodeWithSelector(ClassWeights.WordNotCanonical.selector, 3, b.words[3]));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
        b = blank();
        b.words[20] = 1 << 40;
        vm.expectRevert(abi.encodeWithSelector(ClassWeights.WordNotCanonical.selector, 20, b.words[20]));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
        b = model(9, 33, 8, 1);
        b.words[3] = 1 << 8;
        vm.expectRevert(abi.encodeWithSelector(ClassWeights.WordNotCanonical.selector, 3, b.words[3]));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
    }
}
