// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseConformanceTest} from "./SparseConformanceTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";
import {SparseLinear} from "../../src/classifiers/SparseLinear.sol";
import {Sigmoid} from "../../src/libraries/Sigmoid.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

contract LogisticRegressionTest is SparseConformanceTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("LogisticRegression");
    }

    function maxLength() internal pure override returns (uint256) {
        return 512;
    }

    function model(uint256 features, uint256 bits, uint256 scaleBits, uint256 rate)
        private
        pure
        returns (Blank memory b)
    {
        b.options = abi.encode(
            LogisticRegression.LogisticOptions(uint24(features), uint8(bits), uint8(scaleBits), uint16(rate))
        );
        uint256 lanes = 256 / bits;
        b.words = new uint256[]((features + lanes) / lanes);
        b.classes = 2;
    }

    function blank() internal pure override returns (Blank memory) {
        return model(FEATURES, 16, 10, 300);
    }

    function largest() internal pure override returns (Blank memory, bytes memory sample) {
        return (model(65_536, 16, 15, 10_000), spread(512, 128));
    }

    function score(uint256 modelId, bytes memory sample) private view returns (int256) {
        return LogisticRegression(address(trainer)).score(modelId, sample);
    }

    function probability(uint256 modelId, bytes memory sample) private view returns (uint256) {
        return LogisticRegression(address(trainer)).probability(modelId, sample);
    }

    /// 1 / (1 + e^-(score / 2^scaleBits)) times 10^18, by Solady's exponential.
    function logistic(int256 points, uint256 scaleBits) private pure returns (int256) {
        int256 exponent = -(points * 1e18) / int256(1 << scaleBits);
        if (exponent > 130e18) return 0;
        int256 e = FixedPointMathLib.expWad(exponent);
        return 1e36 / (1e18 + e);
    }

    /// A model and plain weights beside it.
    struct Reference {
        uint256 features;
        uint256 scaleBits;
        uint256 rate;
        int256 max;
        int256[] weights;
    }

    function testFuzz_agrees_with_plain_arithmetic(uint256 seed) public {
        uint256 bits = 8 + random(seed, 2) % 9;
        Reference memory r;
        r.features = 1 + random(seed, 1) % 60;
        r.scaleBits = random(seed, 3) % 16;
        r.max = int256(1 << (bits - 1)) - 1;
        r.rate = 1 + random(seed, 4) % uint256(r.max);
        r.weights = new int256[](r.features + 1);
        uint256 modelId = create(model(r.features, bits, r.scaleBits, r.rate));
        for (uint256 i; i < 10; ++i) {
            bytes memory sample = randomSample(uint256(keccak256(abi.encode(seed, i))), r.features);
            check(modelId, r, sample);
            bool up = random(seed, 50 + i) % 2 == 0;
            train(modelId, up ? 1 : 0, sample);
            move(r, unpack(sample), up);
        }
    }

    function scoreOf(Reference memory r, uint256[] memory f) private pure returns (int256 points) {
        points = r.weights[0];
        for (uint256 j; j < f.length; ++j) {
            points += r.weights[f[j] + 1];
        }
    }

    function check(uint256 modelId, Reference memory r, bytes memory sample) private view {
        int256 expected = scoreOf(r, unpack(sample));
        assertEq(score(modelId, sample), expected, "score");
        assertEq(trainer.predict(modelId, sample), expected > 0 ? 1 : 0, "class");
        int256 off = int256(probability(modelId, sample)) - logistic(expected, r.scaleBits);
        assertTrue(off >= -3 && off <= 3, "probability");
    }

    /// The step is made from the library's own probability, whose exactness is tested below.
    function move(Reference memory r, uint256[] memory f, bool up) private pure {
        uint256 p = Sigmoid.logistic(scoreOf(r, f), r.scaleBits);
        int256 step = int256((r.rate * (up ? (1 << 64) - p : p) + (1 << 63)) >> 64);
        if (!up) step = -step;
        for (uint256 j; j <= f.length; ++j) {
            uint256 position = j == f.length ? 0 : f[j] + 1;
            int256 weight = r.weights[position] + step;
            if (weight > r.max) weight = r.max;
            if (weight < -r.max) weight = -r.max;
            r.weights[position] = weight;
        }
    }

    function testFuzz_the_sigmoid_is_as_exact_as_it_claims(int32 points, uint8 scaleBits) public pure {
        scaleBits %= 16;
        int256 p = int256(Sigmoid.logistic(points, scaleBits) * 1e18 >> 64);
        int256 off = p - logistic(points, scaleBits);
        assertTrue(off >= -2 && off <= 2, "off by more than the two roundings");
    }

    function testFuzz_the_sigmoid_ascends_and_is_symmetric(int16 points, uint8 scaleBits) public pure {
        scaleBits %= 16;
        uint256 p = Sigmoid.logistic(points, scaleBits);
        assertEq(p + Sigmoid.logistic(-int256(points), scaleBits), 1 << 64, "p(x) + p(-x) = 1");
        assertTrue(Sigmoid.logistic(int256(points) + 1, scaleBits) >= p, "ascends");
    }

    function test_the_sigmoid_at_its_ends() public pure {
        assertEq(Sigmoid.logistic(0, 10), 1 << 63, "1/2 at 0");
        assertEq(Sigmoid.logistic(type(int64).max, 15), 1 << 64, "1 far above");
        assertEq(Sigmoid.logistic(-int256(type(int64).max), 15), 0, "0 far below");
    }

    function test_probabilities_become_right() public {
        uint256 modelId = create(blank());
        // three of four samples of feature 1 are of class 1
        for (uint256 i; i < 160; ++i) {
            train(modelId, i % 4 == 3 ? 0 : 1, hex"0001");
        }
        uint256 p = probability(modelId, hex"0001");
        assertTrue(p > 0.6e18 && p < 0.9e18, "about 3/4");
    }

    function test_options_out_of_range_revert() public {
        bytes4 features = SparseLinear.FeatureCountOutOfRange.selector;
        bytes4 bits = SparseLinear.WeightBitsOutOfRange.selector;
        bytes4 rate = SparseLinear.LearningRateOutOfRange.selector;
        expectBad(0, 8, 1, 1, abi.encodeWithSelector(features, 0, 65_536));
        expectBad(65_537, 8, 1, 1, abi.encodeWithSelector(features, 65_537, 65_536));
        expectBad(9, 7, 1, 1, abi.encodeWithSelector(bits, 7, 8, 16));
        expectBad(9, 17, 1, 1, abi.encodeWithSelector(bits, 17, 8, 16));
        expectBad(
            9, 8, 16, 1, abi.encodeWithSelector(LogisticRegression.ScaleBitsOutOfRange.selector, 16, 15)
        );
        expectBad(9, 8, 1, 0, abi.encodeWithSelector(rate, 0, 127));
        expectBad(9, 8, 1, 128, abi.encodeWithSelector(rate, 128, 127));
    }

    function expectBad(uint24 features, uint8 bits, uint8 scaleBits, uint16 rate, bytes memory error_)
        private
    {
        bytes memory options = abi.encode(LogisticRegression.LogisticOptions(features, bits, scaleBits, rate));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
    }
}
