// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseConformanceTest} from "./DenseConformanceTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseLinear} from "../../src/classifiers/DenseLinear.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";

contract DensePerceptronTest is DenseConformanceTest {
    uint256 private constant RATE = 3000;

    function newTrainer() internal override returns (ITrainer) {
        return deploy("DensePerceptron");
    }

    function model(uint256 features, uint256 rate, int256 intercept, int256[] memory weights)
        private
        pure
        returns (Blank memory)
    {
        uint256[] memory first = new uint256[](8);
        first[0] = uint256(intercept);
        uint256[] memory rest = new uint256[](features);
        for (uint256 i; i < weights.length; ++i) {
            rest[i] = uint256(weights[i]);
        }
        return Blank({
            options: abi.encode(DensePerceptron.DensePerceptronOptions(uint16(features), uint16(rate))),
            words: Parameters.join(Parameters.stream(first, 4), Parameters.stream(rest, 2)),
            head: 0,
            classes: 2
        });
    }

    function blank() internal pure override returns (Blank memory) {
        return model(FEATURES, RATE, 0, new int256[](0));
    }

    function largest() internal pure override returns (Blank memory, bytes memory sample) {
        return (model(1024, 32_767, 0, new int256[](0)), Parameters.dense(randomVector(1, 1024)));
    }

    function score(uint256 modelId, bytes memory sample) private view returns (int256) {
        return DensePerceptron(address(trainer)).score(modelId, sample);
    }

    /// The reference: one number at a time, as the documentation says.
    function moved(int256 weight, int256 x, int256 rate, bool up) private pure returns (int256) {
        int256 product = x * rate + 16_384;
        int256 step = product / 32_768;
        if (product < 0 && product % 32_768 != 0) --step;
        weight = up ? weight + step : weight - step;
        if (weight > 32_767) return 32_767;
        return weight < -32_767 ? int256(-32_767) : weight;
    }

    /// What training has added is read as it is uploaded: all of it, or any part.
    function test_trainedParameters(uint256 seed) public {
        uint256 modelId = create(blank());
        int256[] memory x = randomVector(seed % 1e9 * 5 + 1, FEATURES);
        x[FEATURES - 1] = 1000;
        train(modelId, 1, Parameters.dense(x));
        uint256[] memory first = new uint256[](8);
        first[0] = RATE;
        uint256[] memory rest = new uint256[](FEATURES);
        for (uint256 i; i < FEATURES; ++i) {
            rest[i] = uint256(moved(0, x[i], int256(RATE), true));
        }
        uint256[] memory expected = Parameters.join(Parameters.stream(first, 4), Parameters.stream(rest, 2));
        DensePerceptron trained = DensePerceptron(address(trainer));
        for (uint256 from; from <= expected.length; ++from) {
            for (uint256 to = from; to <= expected.length; ++to) {
                assertEq(
                    abi.encode(trained.trainedParameters(modelId, from, to - from)),
                    abi.encode(slice(expected, from, to)),
                    "the words"
                );
            }
        }
    }

    function testFuzz_agrees_with_plain_arithmetic(uint256 seed, uint16 rate) public {
        rate = uint16(bound(rate, 1, 32_767));
        int256[] memory uploaded = randomVector(seed, FEATURES);
        int256[] memory trained = new int256[](FEATURES);
        int256 intercept = int256(seed % 100_000) - 50_000;
        uint256 modelId = create(model(FEATURES, rate, intercept, uploaded));
        for (uint256 i; i < 12; ++i) {
            int256[] memory x = randomVector(uint256(keccak256(abi.encode(seed, i))), FEATURES);
            bytes memory sample = Parameters.dense(x);
            int256 expected = intercept * 32_768 + dotProduct(uploaded, x) + dotProduct(trained, x);
            assertEq(score(modelId, sample), expected, "score");
            bool label = random(seed, i) % 3 != 0;
            train(modelId, label ? 1 : 0, sample);
            if ((expected > 0) == label) continue;
            intercept += label ? int256(uint256(rate)) : -int256(uint256(rate));
            for (uint256 j; j < FEATURES; ++j) {
                trained[j] = moved(trained[j], x[j], int256(uint256(rate)), label);
            }
        }
    }

    /// The ancestor's dense-intercept-scale: weights [-1, 0], intercept 5, sample [1, 0]; it said 0.
    function test_fault_dense_intercept_scale() public {
        int256[] memory weights = new int256[](2);
        weights[0] = -1;
        uint256 modelId = create(model(2, 1, 5, weights));
        int256[] memory x = new int256[](2);
        x[0] = 32_767;
        assertEq(score(modelId, Parameters.dense(x)), 5 * 32_768 - 32_767, "score");
        assertEq(trainer.predict(modelId, Parameters.dense(x)), 1, "class");
    }

    function test_fault_perceptron_intercept_frozen() public {
        uint256 modelId = create(model(2, 1000, 999, new int256[](0)));
        bytes memory nothing = new bytes(4);
        assertEq(trainer.predict(modelId, nothing), 1, "before");
        train(modelId, 0, nothing);
        assertEq(score(modelId, nothing), -32_768, "the intercept moved");
        assertEq(trainer.predict(modelId, nothing), 0, "after");
    }

    function test_weights_saturate_and_never_wrap() public {
        int256[] memory x = new int256[](2);
        (x[0], x[1]) = (-32_768, 0);
        bytes memory sample = Parameters.dense(x);
        int256[] memory weights = new int256[](2);
        weights[0] = 32_767;
        // the intercept keeps the model wrong, so that each contribution moves it
        uint256 modelId = create(model(2, 32_767, type(int32).min, weights));
        for (uint256 i; i < 6; ++i) {
            train(modelId, 1, sample);
        }
        int256 intercept = int256(type(int32).min) + 6 * 32_767;
        assertEq(score(modelId, sample), intercept * 32_768, "32767 - 32767, times x");
        modelId = create(model(2, 32_767, type(int32).max, weights));
        for (uint256 i; i < 6; ++i) {
            train(modelId, 0, sample);
        }
        intercept = int256(type(int32).max) - 6 * 32_767;
        assertEq(score(modelId, sample), intercept * 32_768 - 65_534 * 32_768, "2 * 32767, times x");
    }

    function test_options_out_of_range_revert() public {
        expectBad(0, 1, abi.encodeWithSelector(DenseLinear.FeatureCountOutOfRange.selector, 0, 1024));
        expectBad(1025, 1, abi.encodeWithSelector(DenseLinear.FeatureCountOutOfRange.selector, 1025, 1024));
        expectBad(1, 0, abi.encodeWithSelector(DenseLinear.LearningRateOutOfRange.selector, 0, 32_767));
        expectBad(
            1, 32_768, abi.encodeWithSelector(DenseLinear.LearningRateOutOfRange.selector, 32_768, 32_767)
        );
    }

    function expectBad(uint16 features, uint16 rate, bytes memory error_) private {
        bytes memory options = abi.encode(DensePerceptron.DensePerceptronOptions(features, rate));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
    }

    function test_parameters_beyond_the_last_one_revert() public {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        Blank memory b = blank();
        b.words[0] |= 1 << 192;
        vm.expectRevert(abi.encodeWithSelector(DenseLinear.WordNotCanonical.selector, 0, b.words[0]));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
        b = blank();
        b.words[3] |= 1;
        vm.expectRevert(abi.encodeWithSelector(DenseLinear.WordNotCanonical.selector, 3, 1));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
    }
}
