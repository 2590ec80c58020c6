// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ConformanceTest} from "./ConformanceTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseSample} from "../../src/libraries/DenseSample.sol";

/// Conformance of classifiers of dense samples: a class is known by a direction of its own, with noise in all others.
abstract contract DenseConformanceTest is ConformanceTest {
    /// Not a multiple of sixteen, so that the last word of a sample is not full.
    uint256 internal constant FEATURES = 37;

    function example(uint256 label, uint256 seed) internal view virtual override returns (bytes memory) {
        int256[] memory x = new int256[](FEATURES);
        for (uint256 i; i < FEATURES; ++i) {
            x[i] = int256(random(seed, i) % 1000) - 500;
        }
        x[3 * label] += 20_000;
        x[3 * label + 20] -= 15_000;
        return Parameters.dense(x);
    }

    function malformed()
        internal
        view
        virtual
        override
        returns (bytes[] memory samples, bytes[] memory errors)
    {
        samples = new bytes[](5);
        errors = new bytes[](5);
        uint256[5] memory lengths =
            [uint256(1), 2 * FEATURES - 2, 2 * FEATURES - 1, 2 * FEATURES + 1, 2 * FEATURES];
        for (uint256 i; i < 4; ++i) {
            samples[i] = new bytes(lengths[i]);
            errors[i] =
                abi.encodeWithSelector(DenseSample.SampleLengthMismatch.selector, lengths[i], 2 * FEATURES);
        }
        int256[] memory x = new int256[](FEATURES);
        (x[0], x[36]) = (32_767, -1471);
        samples[4] = Parameters.dense(x);
        uint256 norm = 32_767 * 32_767 + 1471 * 1471;
        errors[4] =
            abi.encodeWithSelector(DenseSample.NormAboveOne.selector, norm, DenseSample.MAX_SQUARED_NORM);
    }

    /// A sample of norm at most 1 with numbers of both signs, chosen by `seed`.
    function randomVector(uint256 seed, uint256 count) internal pure returns (int256[] memory x) {
        x = new int256[](count);
        int256 largestNumber = int256(32_768 / sqrt(count));
        for (uint256 i; i < count; ++i) {
            x[i] = int256(random(seed, i) % uint256(2 * largestNumber)) - largestNumber;
        }
        if (seed % 5 == 0) {
            x = new int256[](count);
            x[seed % count] = seed % 2 == 0 ? int256(32_767) : -32_768;
        }
    }

    function dotProduct(int256[] memory a, int256[] memory b) internal pure returns (int256 sum) {
        for (uint256 i; i < a.length; ++i) {
            sum += a[i] * b[i];
        }
    }

    function sqrt(uint256 x) internal pure returns (uint256 root) {
        while ((root + 1) * (root + 1) <= x) ++root;
    }
}
