// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Signed integers of 8 to 16 bits in storage, 256 / bits to a word, the first one lowest; what is left of a word
/// at the top stays 0. Sparse samples name positions: the intercept is position 0, feature i position i + 1.
/// @dev Samples must have passed SparseSample.check. test/PackedWeights.t.sol compares each function with plain
/// Solidity.
library PackedWeights {
    uint256 private constant BASE_GAS = 10_000;
    uint256 private constant WORD_GAS = 2_300;
    uint256 private constant FEATURE_GAS = 250;

    /// A bit is set above the last weight of the word.
    error WordNotCanonical(uint256 word, uint256 value);

    /// @return The largest weight; the smallest is its negative.
    function maxWeight(uint256 bits) internal pure returns (uint256) {
        return (1 << (bits - 1)) - 1;
    }

    /// @return How many words `count` weights take.
    function wordsFor(uint256 count, uint256 bits) internal pure returns (uint256) {
        uint256 perWord = 256 / bits;
        return (count + perWord - 1) / perWord;
    }

    /// @param length Of a sample, in bytes.
    /// @return What `sum` takes at most in a model of `count` weights, in gas: for each word of storage that it reads,
    /// cold, and for each feature.
    function sumGas(uint256 length, uint256 count, uint256 bits) internal pure returns (uint256) {
        unchecked {
            uint256 features = length / 2;
            uint256 words = FixedPointMathLib.min(features + 1, wordsFor(count, bits));
            return BASE_GAS + words * WORD_GAS + features * FEATURE_GAS;
        }
    }

    /// @dev Stores `words` from word `offset` on of a model of `count` weights.
    function store(uint256 base, uint256 offset, uint256[] calldata words, uint256 count, uint256 bits)
        internal
    {
        uint256 perWord = 256 / bits;
        for (uint256 i; i < words.length; ++i) {
            uint256 left = count - (offset + i) * perWord;
            uint256 used = (left < perWord ? left : perWord) * bits;
            uint256 value = words[i];
            if (used < 256 && value >> used != 0) revert WordNotCanonical(offset + i, value);
            // storage[base + offset + i] = value
            assembly ("memory-safe") {
                sstore(add(base, add(offset, i)), value)
            }
        }
    }

    /// @return total The weight at position 0 plus those at the positions of the sample.
    function sum(uint256 base, bytes calldata sample, uint256 bits) internal view returns (int256 total) {
        // Outer loop: words; inner loop: the positions of the sample in the word at hand. Shifted left by
        // top - bits * position, a weight ends at the top of the word; shifted back, by all bits but its own, it
        // is sign-extended. A shift below 0 means that the position is in a later word. What is read past the
        // end of the sample is not used.
        assembly ("memory-safe") {
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let word := sload(base)
            let top := sub(256, bits)
            let position := 0
            for {} 1 {} {
                for { let shift := sub(top, mul(bits, position)) } 1 {} {
                    total := add(total, sar(sub(256, bits), shl(shift, word)))

                    position := add(shr(240, calldataload(cursor)), 1)
                    shift := sub(top, mul(bits, position))
                    if iszero(gt(lt(cursor, end), slt(shift, 0))) { break }
                    cursor := add(cursor, 2)
                }
                if iszero(lt(cursor, end)) { break }
                cursor := add(cursor, 2)
                let perWord := div(256, bits)
                let index := div(position, perWord)
                word := sload(add(base, index))
                top := add(sub(256, bits), mul(mul(perWord, bits), index))
            }
        }
    }

    /// @dev Adds `step`, which is not 0, to the weight at position 0 and to those at the positions of the sample,
    /// saturating.
    function add(uint256 base, bytes calldata sample, uint256 bits, int256 step) internal {
        // The loops of `sum`, with each word written before the next one. A weight that goes up can only pass max,
        // one that goes down only -max. With `down` all ones in the latter case, both read
        // xor(weight, down) > limit: weight > max, or -weight - 1 > max - 1.
        assembly ("memory-safe") {
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let down := sar(255, step)
            let limit := add(shr(sub(257, bits), not(0)), down)
            let slot := base
            let word := sload(base)
            let top := sub(256, bits)
            let position := 0
            for {} 1 {} {
                for { let shift := sub(top, mul(bits, position)) } 1 {} {
                    let old := sar(sub(256, bits), shl(shift, word))
                    let weight := add(old, step)
                    if sgt(xor(weight, down), limit) { weight := xor(limit, down) }
                    // the bits in which the weight changes, put in its place
                    word := xor(word, shr(shift, shl(sub(256, bits), xor(old, weight))))

                    position := add(shr(240, calldataload(cursor)), 1)
                    shift := sub(top, mul(bits, position))
                    if iszero(gt(lt(cursor, end), slt(shift, 0))) { break }
                    cursor := add(cursor, 2)
                }
                sstore(slot, word)
                if iszero(lt(cursor, end)) { break }
                cursor := add(cursor, 2)
                let perWord := div(256, bits)
                let index := div(position, perWord)
                slot := add(base, index)
                word := sload(slot)
                top := add(sub(256, bits), mul(mul(perWord, bits), index))
            }
        }
    }
}
