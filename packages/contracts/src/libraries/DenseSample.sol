// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// A dense sample: for every feature a signed 16-bit integer, big-endian, that stands for integer / 2^15 (Q15). Its
/// Euclidean norm is at most 1, so that no sample moves a model further than another: clients divide by the norm,
/// or by a bound of it, and round.
/// @dev The functions work on sixteen features at a time. `SIGNS` turns two's complement into an unsigned lane that
/// is 2^15 too large. Four lanes of 64 bits, as one integer Σ lane_q · 2^(64 q), multiplied by four others in the
/// opposite order, have the dot product in the top lane; lower lanes may be negative and borrow, so HALF rounds it.
library DenseSample {
    uint256 internal constant SIGNS = 0x8000800080008000800080008000800080008000800080008000800080008000;
    uint256 internal constant LANES = 0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
    uint256 internal constant LANE_SIGNS = 0x0000000000008000000000000000800000000000000080000000000000008000;
    uint256 internal constant ONES = 0x0000000000000001000000000000000100000000000000010000000000000001;
    uint256 internal constant HALF = 1 << 191;

    uint256 private constant LOW_64 = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
    uint256 private constant LOW_32 = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
    uint256 private constant LOW_16 = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;

    /// (2^15 + 2^5)^2: norm 1, and what rounding 1,024 features to the nearest integer can add to it.
    uint256 internal constant MAX_SQUARED_NORM = 0x8020 * 0x8020;

    error SampleLengthMismatch(uint256 bytesGiven, uint256 bytesExpected);
    /// In units of 2^-30.
    error NormAboveOne(uint256 squaredNorm, uint256 max);

    /// @dev Reverts unless `sample` is well formed for a model of `featureCount`.
    function check(bytes calldata sample, uint256 featureCount) internal pure {
        if (sample.length != 2 * featureCount) revert SampleLengthMismatch(sample.length, 2 * featureCount);
        uint256 norm = squaredNorm(sample);
        if (norm > MAX_SQUARED_NORM) revert NormAboveOne(norm, MAX_SQUARED_NORM);
    }

    /// @return Words of sixteen features that a vector of `featureCount` takes.
    function wordsFor(uint256 featureCount) internal pure returns (uint256) {
        return (featureCount + 15) / 16;
    }

    /// @return x The features 16 i to 16 i + 15, feature 16 i highest; 0 past the end. `i` is within the sample.
    function word(bytes calldata sample, uint256 i) internal pure returns (uint256 x) {
        // What stands in calldata after the sample is shifted out.
        assembly ("memory-safe") {
            let from := shl(5, i)
            x := calldataload(add(sample.offset, from))
            let left := sub(sample.length, from)
            if lt(left, 32) {
                let past := shl(3, sub(32, left))
                x := shl(past, shr(past, x))
            }
        }
    }

    /// @return norm Σ x², in units of 2^-30.
    function squaredNorm(bytes calldata sample) internal pure returns (uint256 norm) {
        uint256 count = (sample.length + 31) / 32;
        unchecked {
            for (uint256 i; i < count; ++i) {
                uint256 x = word(sample, i);
                norm += _square(x ^ SIGNS, _reversed(x) ^ SIGNS);
            }
            norm = (norm + HALF) >> 192;
        }
    }

    /// @dev The sample as the dot products of DenseVectors want it: for each sixteen features four words; word j
    /// holds features j, 4 + j, 8 + j, 12 + j in lanes of 64 bits, the first one lowest.
    /// @return lanes Where the words stand in memory.
    /// @return total Σ x.
    function spread(bytes calldata sample) internal pure returns (uint256 lanes, int256 total) {
        uint256 count = (sample.length + 31) / 32;
        uint256 sum;
        lanes = _allocate(4 * count);
        unchecked {
            for (uint256 i; i < count; ++i) {
                sum += _spreadWord(_reversed(word(sample, i)) ^ SIGNS, lanes + 128 * i);
            }
            total = int256(sum * ONES + HALF) >> 192;
        }
    }

    /// @return sum The four products of four lanes and the same four in the opposite order.
    function _square(uint256 forward, uint256 backward) private pure returns (uint256 sum) {
        // lanes as in `_spreadWord`
        assembly ("memory-safe") {
            sum := mul(sub(and(shr(48, forward), LANES), LANE_SIGNS), sub(and(backward, LANES), LANE_SIGNS))
            let b := sub(and(shr(16, backward), LANES), LANE_SIGNS)
            sum := add(sum, mul(sub(and(shr(32, forward), LANES), LANE_SIGNS), b))
            b := sub(and(shr(32, backward), LANES), LANE_SIGNS)
            sum := add(sum, mul(sub(and(shr(16, forward), LANES), LANE_SIGNS), b))
            b := sub(and(shr(48, backward), LANES), LANE_SIGNS)
            sum := add(sum, mul(sub(and(forward, LANES), LANE_SIGNS), b))
        }
    }

    /// @return sum The four words that now stand at `to`, added up.
    function _spreadWord(uint256 biased, uint256 to) private pure returns (uint256 sum) {
        // each word: every fourth lane of sixteen bits, less the bias, as one signed integer
        assembly ("memory-safe") {
            sum := sub(and(biased, LANES), LANE_SIGNS)
            mstore(to, sum)
            let lane := sub(and(shr(16, biased), LANES), LANE_SIGNS)
            mstore(add(to, 0x20), lane)
            sum := add(sum, lane)
            lane := sub(and(shr(32, biased), LANES), LANE_SIGNS)
            mstore(add(to, 0x40), lane)
            sum := add(sum, lane)
            lane := sub(and(shr(48, biased), LANES), LANE_SIGNS)
            mstore(add(to, 0x60), lane)
            sum := add(sum, lane)
        }
    }

    /// @return r The sixteen features of `x` in the opposite order.
    function _reversed(uint256 x) private pure returns (uint256 r) {
        // halves are swapped, then quarters, eighths and sixteenths
        assembly ("memory-safe") {
            r := or(shr(128, x), shl(128, x))
            r := or(and(shr(64, r), LOW_64), shl(64, and(r, LOW_64)))
            r := or(and(shr(32, r), LOW_32), shl(32, and(r, LOW_32)))
            r := or(and(shr(16, r), LOW_16), shl(16, and(r, LOW_16)))
        }
    }

    function _allocate(uint256 words) private pure returns (uint256 pointer) {
        // Moves the free memory pointer.
        assembly ("memory-safe") {
            pointer := mload(0x40)
            mstore(0x40, add(pointer, shl(5, words)))
        }
    }
}
