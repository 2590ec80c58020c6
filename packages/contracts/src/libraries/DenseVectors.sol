// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseSample} from "./DenseSample.sol";
import {StoredWords} from "./StoredWords.sol";

/// Vectors that dense samples are multiplied with and added to. Uploaded ones (from CodePages) stand as samples do:
/// sixteen big-endian int16 to a word. What training adds stands in the same way (weights), or as sums of 32 bits
/// (centroids), for each sixteen features two words; these words are in memory as StoredWords has them.
/// @dev `lanes` and `total` come from DenseSample.spread, which explains the multiplication. A biased lane is b too
/// large, so the product is b * total too large.
library DenseVectors {
    uint256 private constant SIGNS = 0x8000800080008000800080008000800080008000800080008000800080008000;
    uint256 private constant LANES = 0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
    uint256 private constant HALF = 1 << 191;
    uint256 private constant SIGNS_32 = 0x8000000080000000800000008000000080000000800000008000000080000000;
    uint256 private constant ONES = 0x0000000000000001000000000000000100000000000000010000000000000001;
    uint256 private constant HALF_STEPS = 0x0000000000004000000000000000400000000000000040000000000000004000;
    uint256 private constant LOW_17 = 0x000000000001ffff000000000001ffff000000000001ffff000000000001ffff;
    /// In each lane 2^17 - 65,535, and 65,534.
    uint256 private constant ABOVE = 0x0000000000010001000000000001000100000000000100010000000000010001;
    uint256 private constant TOP = 0x000000000000fffe000000000000fffe000000000000fffe000000000000fffe;
    uint256 private constant LOW_16 = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant LANES_32 = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;

    /// @return result Σ v x for the vector of `words` words at `vector` in memory.
    function dot(uint256 vector, uint256 words, uint256 lanes, int256 total)
        internal
        pure
        returns (int256 result)
    {
        // for each word: add the four products of four lanes; the dot product of all is in the top lane at the end
        assembly ("memory-safe") {
            let sum := HALF
            for { let end := add(vector, shl(5, words)) } lt(vector, end) { vector := add(vector, 0x20) } {
                let v := xor(mload(vector), SIGNS)
                sum := add(sum, mul(and(shr(48, v), LANES), mload(lanes)))
                sum := add(sum, mul(and(shr(32, v), LANES), mload(add(lanes, 0x20))))
                sum := add(sum, mul(and(shr(16, v), LANES), mload(add(lanes, 0x40))))
                sum := add(sum, mul(and(v, LANES), mload(add(lanes, 0x60))))
                lanes := add(lanes, 0x80)
            }
            result := sub(sar(192, sum), shl(15, total))
        }
    }

    /// @return result The same for that vector and `trained`, added.
    function dot(uint256 vector, uint256 trained, uint256 words, uint256 lanes, int256 total)
        internal
        pure
        returns (int256 result)
    {
        // As above, with the lanes of both words added in 32 bits: every second one, and those above them. They are
        // 2^16 too large together.
        assembly ("memory-safe") {
            let sum := HALF
            for { let end := add(vector, shl(5, words)) } lt(vector, end) { vector := add(vector, 0x20) } {
                let v := xor(mload(vector), SIGNS)
                let t := xor(mload(add(trained, 0x20)), SIGNS)
                let low := add(and(v, LOW_16), and(t, LOW_16))
                let high := add(and(shr(16, v), LOW_16), and(shr(16, t), LOW_16))
                sum := add(sum, mul(and(shr(32, high), LANES_32), mload(lanes)))
                sum := add(sum, mul(and(shr(32, low), LANES_32), mload(add(lanes, 0x20))))
                sum := add(sum, mul(and(high, LANES_32), mload(add(lanes, 0x40))))
                sum := add(sum, mul(and(low, LANES_32), mload(add(lanes, 0x60))))
                lanes := add(lanes, 0x80)
                trained := add(trained, 0x40)
            }
            result := sub(sar(192, sum), shl(16, total))
        }
    }

    /// @return result The same for the sums of 32 bits in the 2 * words words at `sums`.
    function dotSums(uint256 sums, uint256 words, uint256 lanes, int256 total)
        internal
        pure
        returns (int256 result)
    {
        // A word is the integer Σ sum_i 2^(32 i), where negative sums borrow; adding SIGNS_32 makes each lane
        // unsigned, and 2^31 too large. Two words for each sixteen features.
        assembly ("memory-safe") {
            let sum := HALF
            for { let end := add(sums, shl(7, words)) } lt(sums, end) { sums := add(sums, 0x80) } {
                let v := add(mload(add(sums, 0x20)), SIGNS_32)
                sum := add(sum, mul(and(v, LANES_32), mload(lanes)))
                sum := add(sum, mul(and(shr(32, v), LANES_32), mload(add(lanes, 0x20))))
                v := add(mload(add(sums, 0x60)), SIGNS_32)
                sum := add(sum, mul(and(v, LANES_32), mload(add(lanes, 0x40))))
                sum := add(sum, mul(and(shr(32, v), LANES_32), mload(add(lanes, 0x60))))
                lanes := add(lanes, 0x80)
            }
            result := sub(sar(192, sum), shl(31, total))
        }
    }

    /// @dev Adds `sample` to sums of 32 bits, which the caller knows not to overflow.
    function addToSums(uint256 sums, bytes calldata sample) internal pure {
        uint256 words = (sample.length + 31) / 32;
        unchecked {
            for (uint256 i; i < words; ++i) {
                uint256 biased = DenseSample.word(sample, i) ^ SIGNS;
                _addTo(sums + 128 * i, _lane(biased, 48), _lane(biased, 32));
                _addTo(sums + 128 * i + 64, _lane(biased, 16), _lane(biased, 0));
            }
        }
    }

    /// @dev Adds `sign` * round(x * rate / 2^15) to each of the trained weights, saturating at ±(2^15 - 1). Halves
    /// round up: floor((x * rate + 2^14) / 2^15). `sign` is 1 or -1, `rate` 1 to 32,767.
    function addToWeights(uint256 trained, bytes calldata sample, uint256 rate, int256 sign) internal pure {
        uint256 words = (sample.length + 31) / 32;
        unchecked {
            // what makes the lanes of `_addLanes` positive, and puts the smallest allowed sum at 2^32
            uint256 offset = ONES * ((1 << 32) - 1 - rate + (sign < 0 ? 2 * rate : 0));
            for (uint256 i; i < words; ++i) {
                uint256 x = DenseSample.word(sample, i) ^ SIGNS;
                uint256 old = StoredWords.read(trained) ^ SIGNS;
                uint256 next = _addLanes(old, x, rate, sign, offset)
                    | (_addLanes(old >> 16, x >> 16, rate, sign, offset) << 16)
                    | (_addLanes(old >> 32, x >> 32, rate, sign, offset) << 32)
                    | (_addLanes(old >> 48, x >> 48, rate, sign, offset) << 48);
                StoredWords.write(trained, next ^ SIGNS);
                trained += 64;
            }
        }
    }

    /// @dev The lowest sixteen bits of each lane of 64 are used.
    /// @return next The four sums, 2^15 too large as `old` and `x` are.
    function _addLanes(uint256 old, uint256 x, uint256 rate, int256 sign, uint256 offset)
        private
        pure
        returns (uint256 next)
    {
        // With x + 2^15 in a lane, (lane * rate + 2^14) / 2^15, rounded down, is step + rate. Then old + sign * that
        // + offset is 2^32 + v, where v is how far the sum is above -(2^15 - 1), and below it bit 32 is not set. So
        // bit 32, spread over 17 bits, keeps v or makes it 0. In the same way v is cut to 65,534.
        assembly ("memory-safe") {
            let step := add(mul(and(x, LANES), rate), HALF_STEPS)
            step := and(shr(15, step), LOW_17)
            let v := add(add(and(old, LANES), mul(sign, step)), offset)
            v := and(v, mul(and(shr(32, v), ONES), 0x1ffff))
            let above := mul(and(shr(17, add(v, ABOVE)), ONES), 0x1ffff)
            next := add(or(and(v, not(above)), and(above, TOP)), ONES)
        }
    }

    function _addTo(uint256 cursor, uint256 low, uint256 high) private pure {
        // word += low + 2^32 high; negative lanes borrow
        assembly ("memory-safe") {
            cursor := add(cursor, 0x20)
            mstore(cursor, add(mload(cursor), add(low, shl(32, high))))
        }
    }

    function _lane(uint256 biased, uint256 shift) private pure returns (uint256) {
        unchecked {
            return ((biased >> shift) & LANES) - DenseSample.LANE_SIGNS;
        }
    }
}
