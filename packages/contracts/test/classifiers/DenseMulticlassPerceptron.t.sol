// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseConformanceTest} from "./DenseConformanceTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {CodePages} from "../../src/libraries/CodePages.sol";

contract DenseMulticlassPerceptronTest is DenseConformanceTest {
    int256 private constant RATE = 3000;
    uint256 private constant CLASSES = 5;

    function newTrainer() internal override returns (ITrainer) {
        return deploy("DenseMulticlassPerceptron");
    }

    function model(uint256 features, uint256 classes, int256 rate) private pure returns (Blank memory b) {
        b.options = abi.encode(
            DenseMulticlassPerceptron.DenseMulticlassOptions(
                uint16(features), uint8(classes), uint16(uint256(rate))
            )
        );
        b.words = new uint256[]((classes + 7) / 8 + classes * ((features + 15) / 16));
        b.classes = classes;
    }

    function blank() internal pure override returns (Blank memory) {
        return model(FEATURES, CLASSES, RATE);
    }

    function largest() internal pure override returns (Blank memory, bytes memory sample) {
        return (model(1024, 64, 32_767), Parameters.dense(randomVector(1, 1024)));
    }

    function scores(uint256 modelId, bytes memory sample) private view returns (int256[] memory) {
        return DenseMulticlassPerceptron(address(trainer)).scores(modelId, sample);
    }

    /// The reference: one number at a time; saturation is the same code as for two classes, and tested there.
    function move(int256[] memory weights, int256[] memory x, int256 sign) private pure {
        for (uint256 j; j < x.length; ++j) {
            int256 product = x[j] * RATE + 16_384;
            int256 step = product / 32_768;
            if (product < 0 && product % 32_768 != 0) --step;
            weights[j] += sign * step;
        }
        weights[x.length] += sign * RATE;
    }

    function testFuzz_agrees_with_plain_arithmetic(uint256 seed) public {
        int256[][] memory weights = new int256[][](CLASSES);
        for (uint256 c; c < CLASSES; ++c) {
            weights[c] = new int256[](FEATURES + 1);
        }
        uint256 modelId = create(blank());
        for (uint256 i; i < 9; ++i) {
            int256[] memory x = randomVector(uint256(keccak256(abi.encode(seed, i))), FEATURES);
            int256[] memory actual = scores(modelId, Parameters.dense(x));
            uint256 best;
            int256 highest;
            for (uint256 c; c < CLASSES; ++c) {
                int256 expected = weights[c][FEATURES] * 32_768;
                for (uint256 j; j < FEATURES; ++j) {
                    expected += weights[c][j] * x[j];
                }
                assertEq(actual[c], expected, "score");
                if (c == 0 || expected > highest) (best, highest) = (c, expected);
            }
            assertEq(trainer.predict(modelId, Parameters.dense(x)), best, "class");
            uint256 label = random(seed, i) % CLASSES;
            train(modelId, label, Parameters.dense(x));
            if (label == best) continue;
            move(weights[label], x, 1);
            move(weights[best], x, -1);
        }
    }

    function test_uploaded_vectors_stand_where_they_belong() public {
        Blank memory b = model(17, 9, 1);
        // intercepts 100 + c in two words, weight c + 1 for feature 16, the first one of a vector's second word
        for (uint256 c; c < 9; ++c) {
            b.words[c / 8] |= (100 + c) << (224 - 32 * (c % 8));
            b.words[2 + 2 * c + 1] = (c + 1) << 240;
        }
        uint256 modelId = create(b);
        int256[] memory x = new int256[](17);
        x[16] = -10;
        int256[] memory actual = scores(modelId, Parameters.dense(x));
        for (uint256 c; c < 9; ++c) {
            assertEq(actual[c], int256(100 + c) * 32_768 - 10 * int256(c + 1), "score");
        }
    }

    function test_chunks_must_end_where_a_page_ends() public {
        Blank memory b = model(1024, 64, 1);
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        uint256[] memory part = slice(b.words, 0, 600);
        vm.expectRevert(abi.encodeWithSelector(CodePages.ChunkNotAligned.selector, 600, 1024));
        trainer.createModel(0, b.options, incentive, 0, METADATA, part);
    }

    function test_class_counts_out_of_range_revert() public {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        for (uint256 classes = 1; classes < 66; classes += 64) {
            bytes memory options =
                abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(10, uint8(classes), 1));
            vm.expectRevert(
                abi.encodeWithSelector(
                    DenseMulticlassPerceptron.ClassCountOutOfRange.selector, classes, 2, 64
                )
            );
            trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
        }
    }
}
