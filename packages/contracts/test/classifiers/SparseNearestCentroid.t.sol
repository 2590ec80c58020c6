// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedTest} from "./CountedTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {SparseNearestCentroid} from "../../src/classifiers/SparseNearestCentroid.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

contract SparseNearestCentroidTest is CountedTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("SparseNearestCentroid");
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }

    function maxWeight() internal pure override returns (uint256) {
        return 0;
    }

    function distances(uint256 modelId, bytes memory sample)
        private
        view
        returns (int256[] memory numerators, uint256[] memory samples)
    {
        return SparseNearestCentroid(address(trainer)).distances(modelId, sample);
    }

    function check(uint256 modelId, Reference memory r, bytes memory sample) internal view override {
        (int256[] memory numerators, uint256[] memory samples) = distances(modelId, sample);
        uint256[] memory features = unpack(sample);
        for (uint256 c; c < r.classes; ++c) {
            uint256 norm;
            uint256 dot;
            for (uint256 f; f < r.features; ++f) {
                norm += countOf(r, c, f) ** 2;
            }
            for (uint256 i; i < features.length; ++i) {
                dot += countOf(r, c, features[i]);
            }
            assertEq(samples[c], r.samples[c], "samples");
            assertEq(numerators[c], int256(norm) - int256(2 * r.samples[c] * dot), "numerator");
        }
    }

    /// The ancestor's snc-negative-distance and snc-duplicate-training: repeated indices are not samples.
    function test_fault_snc_repeated_indices() public {
        uint256 modelId = create(blank());
        uint256 price = trainer.price(modelId);
        bytes memory error_ = abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 1, 0, 0);
        vm.expectRevert(error_);
        trainer.predict(modelId, hex"000000000000");
        vm.prank(alice);
        vm.expectRevert(error_);
        trainer.contribute{value: price}(modelId, 0, hex"000000000000");
    }

    /// The ancestor's snc-rounding-revert and snc-empty-class: all numbers are whole, and no class divides by 0.
    function test_fault_snc_rounding_and_empty_class() public {
        uint256 modelId = create(blank());
        for (uint256 i; i < 10; ++i) {
            train(modelId, 1, i % 3 == 0 ? bytes(hex"00010002") : bytes(hex"0003"));
        }
        (int256[] memory numerators, uint256[] memory samples) = distances(modelId, hex"0003");
        // sums 4, 4 and 6
        assertEq(numerators[1], int256(16 + 16 + 36) - 2 * 10 * 6, "numerator");
        assertEq(samples[1], 10, "samples");
        assertEq(trainer.predict(modelId, hex"0003"), 1, "the only class with samples");
    }
}
