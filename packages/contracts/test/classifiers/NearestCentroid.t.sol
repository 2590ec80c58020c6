// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseConformanceTest} from "./DenseConformanceTest.sol";
import {ConformanceTest} from "./ConformanceTest.sol";
import {OpenClassesTest} from "./OpenClassesTest.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";

contract NearestCentroidTest is DenseConformanceTest, OpenClassesTest {
    uint256 private constant CLASSES = 4;

    function newTrainer() internal override returns (ITrainer) {
        return deploy("NearestCentroid");
    }

    function model(uint256 features, uint256 classes, uint256 max, bool open)
        private
        pure
        returns (Blank memory b)
    {
        b.options = abi.encode(
            NearestCentroid.CentroidOptions(uint16(features), uint8(classes), uint8(max), open)
        );
        b.head = (classes + 15) / 16;
        b.words = new uint256[](b.head + classes * ((features + 15) / 16));
        b.classes = classes;
    }

    function blank() internal pure override returns (Blank memory) {
        return model(FEATURES, CLASSES, CLASSES + 1, false);
    }

    function empty(uint256 max, bool open) internal pure override returns (Blank memory) {
        return model(FEATURES, 0, max, open);
    }

    /// All classes have uploaded means and trained sums, so that everything must be read.
    function largest() internal pure override returns (Blank memory b, bytes memory sample) {
        b = model(512, 64, 64, false);
        for (uint256 i; i < 4; ++i) {
            b.words[i] = type(uint256).max / 0xffff * 1000;
        }
        sample = Parameters.dense(randomVector(1, 512));
    }

    function example(uint256 label, uint256 seed)
        internal
        view
        override(ConformanceTest, DenseConformanceTest)
        returns (bytes memory)
    {
        return DenseConformanceTest.example(label, seed);
    }

    function malformed()
        internal
        view
        override(ConformanceTest, DenseConformanceTest)
        returns (bytes[] memory samples, bytes[] memory errors)
    {
        return DenseConformanceTest.malformed();
    }

    function distances(uint256 modelId, bytes memory sample)
        private
        view
        returns (int256[] memory, uint256[] memory)
    {
        return NearestCentroid(address(trainer)).distances(modelId, sample);
    }

    /// What stands in the trainer's storage beside the classes is nobody's centroid.
    function testFuzz_reverts_centroidOfNoClass(uint256 label) public {
        uint256 modelId = create(blank());
        label = bound(label, CLASSES, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, CLASSES));
        NearestCentroid(address(trainer)).centroid(modelId, label);
    }

    function testFuzz_agrees_with_plain_arithmetic(uint256 seed) public {
        Blank memory b = model(FEATURES, 3, 3, false);
        int256[][] memory sums = new int256[][](3);
        uint256[] memory counts = new uint256[](3);
        // class 2 has no samples at first
        for (uint256 c; c < 2; ++c) {
            counts[c] = 1 + random(seed, c) % 60_000;
            sums[c] = randomVector(uint256(keccak256(abi.encode(seed, c))), FEATURES);
            uint256[] memory values = new uint256[](FEATURES);
            for (uint256 j; j < FEATURES; ++j) {
                values[j] = uint256(sums[c][j]);
                sums[c][j] *= int256(counts[c]);
            }
            uint256[] memory words = Parameters.stream(values, 2);
            for (uint256 j; j < words.length; ++j) {
                b.words[1 + 3 * c + j] = words[j];
            }
        }
        sums[2] = new int256[](FEATURES);
        b.words[0] = (counts[0] << 240) | (counts[1] << 224);
        uint256 modelId = create(b);
        for (uint256 i; i < 9; ++i) {
            int256[] memory x = randomVector(uint256(keccak256(abi.encode(seed, i, "x"))), FEATURES);
            (int256[] memory numerators, uint256[] memory n) = distances(modelId, Parameters.dense(x));
            for (uint256 c; c < 3; ++c) {
                assertEq(n[c], counts[c], "count");
                int256 expected =
                    dotProduct(sums[c], sums[c]) - 2 * int256(counts[c]) * dotProduct(sums[c], x);
                assertEq(numerators[c], expected, "numerator");
            }
            uint256 label = random(seed, i) % 3;
            train(modelId, label, Parameters.dense(x));
            ++counts[label];
            for (uint256 j; j < FEATURES; ++j) {
                sums[label][j] += x[j];
            }
        }
    }

    /// A sample against the sum of its class: 2 x·Σx + ‖x‖² is below 0, and only with ‖Σx‖² it is not.
    function test_a_sample_that_shortens_the_sum() public {
        uint256 modelId = create(blank());
        int256[] memory x = new int256[](FEATURES);
        x[0] = 4000;
        train(modelId, 1, Parameters.dense(x));
        x[0] = -3000;
        train(modelId, 1, Parameters.dense(x));
        (int256[] memory numerators, uint256[] memory n) = distances(modelId, Parameters.dense(x));
        assertEq(n[1], 2, "both are counted");
        assertEq(numerators[1], 1000 * 1000 - 2 * 2 * 1000 * -3000, "of a sum of 1000");
    }

    function test_a_class_of_65535_samples_is_settled() public {
        Blank memory b = model(2, 2, 2, false);
        b.words[0] = (uint256(65_534) << 240) | (uint256(65_535) << 224);
        b.words[1] = uint256(0x8000) << 240;
        b.words[2] = uint256(0x8000) << 240;
        uint256 modelId = create(b);
        int256[] memory x = new int256[](2);
        x[0] = -32_768;
        for (uint256 i; i < 3; ++i) {
            train(modelId, 0, Parameters.dense(x));
            train(modelId, 1, Parameters.dense(x));
        }
        (int256[] memory numerators, uint256[] memory n) = distances(modelId, Parameters.dense(x));
        int256 sum = -65_535 * 32_768;
        for (uint256 c; c < 2; ++c) {
            assertEq(n[c], 65_535, "count");
            assertEq(numerators[c], sum * sum - 2 * 65_535 * sum * -32_768, "the largest sum there is");
        }
    }

    /// The ancestor's nc-bounds-after-use: a bad label burns no more than the check.
    function test_fault_nc_bounds_after_use() public {
        uint256 modelId = create(blank());
        uint256 price = trainer.price(modelId);
        vm.prank(alice);
        try trainer.contribute{value: price}(modelId, 200, example(0, 1)) {
            revert("a label that does not exist was taken");
        } catch {
            assertTrue(vm.lastCallGas().gasTotalUsed < 100_000, "gas");
        }
    }

    /// The ancestor's nc-datacounts-length: counts are parameters like others, so none can be missing.
    function test_fault_nc_datacounts_length() public {
        uint256 modelId = create(model(2, 17, 17, false));
        train(modelId, 16, hex"40000000");
        assertEq(trainer.predict(modelId, hex"40000000"), 16, "the class with a sample");
    }

    function test_options_out_of_range_revert() public {
        expectBad(0, 2, 2, abi.encodeWithSelector(NearestCentroid.FeatureCountOutOfRange.selector, 0, 1024));
        expectBad(
            1025, 2, 2, abi.encodeWithSelector(NearestCentroid.FeatureCountOutOfRange.selector, 1025, 1024)
        );
        expectBad(1009, 2, 33, abi.encodeWithSelector(NearestCentroid.ModelTooLarge.selector, 33_792, 32_768));
        bytes4 classes = bytes4(keccak256("ClassCountOutOfRange(uint256,uint256,uint256)"));
        expectBad(10, 0, 1, abi.encodeWithSelector(classes, 1, 2, 64));
        expectBad(10, 0, 65, abi.encodeWithSelector(classes, 65, 2, 64));
        expectBad(10, 6, 5, abi.encodeWithSelector(classes, 6, 0, 5));
    }

    function expectBad(uint16 features, uint8 classes, uint8 max, bytes memory error_) private {
        bytes memory options = abi.encode(NearestCentroid.CentroidOptions(features, classes, max, false));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
    }

    function test_parameters_beyond_the_last_one_revert() public {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        Blank memory b = blank();
        b.words[0] = 1 << 176;
        vm.expectRevert(abi.encodeWithSelector(NearestCentroid.WordNotCanonical.selector, 0, 1 << 176));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
        b = blank();
        b.words[6] = 1 << 175;
        vm.expectRevert(abi.encodeWithSelector(NearestCentroid.WordNotCanonical.selector, 6, 1 << 175));
        trainer.createModel(0, b.options, incentive, 0, METADATA, b.words);
    }
}
