// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ConformanceTest} from "./ConformanceTest.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

/// Conformance of classifiers of sparse samples: a class is known by twenty features of its own, of which a sample has
/// some; all classes share the features above.
abstract contract SparseConformanceTest is ConformanceTest {
    uint256 internal constant FEATURES = 120;
    uint256 private constant OWN = 20;

    /// The most features of a sample of `blank`.
    function maxLength() internal pure virtual returns (uint256);

    function example(uint256 label, uint256 seed)
        internal
        view
        virtual
        override
        returns (bytes memory sample)
    {
        uint256 bits = random(seed, label);
        for (uint256 i; i < OWN; ++i) {
            if (bits >> i & 1 != 0 || i == seed % OWN) {
                sample = abi.encodePacked(sample, uint16(label * OWN + i));
            }
        }
        return abi.encodePacked(sample, uint16(100 + seed % 10), uint16(110 + (seed / 10) % 10));
    }

    function malformed()
        internal
        view
        virtual
        override
        returns (bytes[] memory samples, bytes[] memory errors)
    {
        samples = new bytes[](6);
        errors = new bytes[](6);
        samples[0] = hex"0001000200";
        errors[0] = abi.encodeWithSelector(SparseSample.SampleMisaligned.selector, 5);
        samples[1] = hex"000100020002";
        errors[1] = abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 2, 2, 2);
        samples[2] = hex"00010003000200050006";
        errors[2] = abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 2, 3, 2);
        samples[3] = abi.encodePacked(uint16(1), uint16(FEATURES));
        errors[3] = abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, FEATURES, FEATURES);
        samples[4] = hex"ffff";
        errors[4] = abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, 65_535, FEATURES);
        samples[5] = spread(maxLength() + 1, 1);
        errors[5] = abi.encodeWithSelector(SparseSample.SampleTooLong.selector, maxLength() + 1, maxLength());
    }

    /// A packed sample of `length` features, `step` apart.
    function spread(uint256 length, uint256 step) internal pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        for (uint256 i; i < length; ++i) {
            sample[2 * i] = bytes1(uint8(i * step >> 8));
            sample[2 * i + 1] = bytes1(uint8(i * step));
        }
    }

    /// A packed sample of features below `featureCount`, chosen by `seed`; never empty.
    function randomSample(uint256 seed, uint256 featureCount) internal pure returns (bytes memory sample) {
        for (uint256 feature; feature < featureCount; ++feature) {
            if (random(seed, feature) % 6 == 0) sample = abi.encodePacked(sample, uint16(feature));
        }
        if (sample.length == 0) sample = abi.encodePacked(uint16(seed % featureCount));
    }

    /// The features of a packed sample.
    function unpack(bytes memory sample) internal pure returns (uint256[] memory features) {
        features = new uint256[](sample.length / 2);
        for (uint256 i; i < features.length; ++i) {
            features[i] = uint16(bytes2(bytes.concat(sample[2 * i], sample[2 * i + 1])));
        }
    }
}
