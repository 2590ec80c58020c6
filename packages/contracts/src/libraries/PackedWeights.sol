// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {StoredWords} from "./StoredWords.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Signed integers of 8 to 16 bits in storage, 256 / bits to a word, the first one lowest; what is left of a word
/// at the top stays 0. Sparse samples name positions: the intercept is position 0, feature i position i + 1.
/// @dev Learning and scoring work on the words that a sample touches, in memory. Samples must have passed
/// SparseSample.check. test/PackedWeights.t.sol compares each function with plain
/// Solidity.
library PackedWeights {
    uint256 private constant BASE_GAS = 10_000;
    uint256 private constant WORD_GAS = 2_300;
    uint256 private constant FEATURE_GAS = 250;
    uint256 private constant FRESH_WORD_GAS = 20_200;
    /// In a bundle: room for a word of the model, a word that is fresh, one that a sample touches, and a feature of it.
    uint256 private constant HELD_GAS = 30;
    uint256 private constant HELD_FRESH_GAS = 22_500;
    uint256 private constant HELD_WORD_GAS = 1_500;
    uint256 private constant HELD_FEATURE_GAS = 900;

    /// StoredWords.WordMissing.
    bytes32 private constant MISSING = 0x2192449a00000000000000000000000000000000000000000000000000000000;

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

    /// @return What `add` takes at most, in gas, the words loaded and saved: a fresh word of storage for each position,
    /// or all that there are.
    function addGas(uint256 length, uint256 count, uint256 bits) internal pure returns (uint256) {
        unchecked {
            uint256 features = length / 2;
            uint256 words = FixedPointMathLib.min(features + 1, wordsFor(count, bits));
            return sumGas(length, count, bits) + words * FRESH_WORD_GAS + features * FEATURE_GAS;
        }
    }

    /// @param length Of all samples, in bytes.
    /// @return The same for `samples` samples in one transaction, in which words that several of them have are read and
    /// written once (HeldWords).
    function bundleGas(uint256 length, uint256 samples, uint256 count, uint256 bits)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 features = length / 2;
            uint256 all = wordsFor(count, bits);
            uint256 words = FixedPointMathLib.min(features + samples, samples * all);
            uint256 once = FixedPointMathLib.min(words, all);
            return samples * BASE_GAS + all * HELD_GAS + once * HELD_FRESH_GAS + words * HELD_WORD_GAS
                + features * HELD_FEATURE_GAS;
        }
    }

    /// @dev Stores `words` from word `offset` on of a model of `count` weights.
    function upload(uint256 base, uint256 offset, uint256[] calldata words, uint256 count, uint256 bits)
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

    /// @param base Where the model's weights begin in storage; or 0, and nothing but the words in `given` is read.
    /// @param given Words of weights, as StoredWords has them, if `base` is 0.
    /// @return total The weight at position 0 plus those at the positions of the sample.
    /// @return touched The words that have these weights, as `given` has them.
    function sum(uint256 base, uint256[] memory given, bytes calldata sample, uint256 bits)
        internal
        view
        returns (int256 total, uint256[] memory touched)
    {
        // Outer loop: words; inner loop: the positions of the sample in the word at hand. Shifted left by
        // top - bits * position, a weight ends at the top of the word; shifted back, by all bits but its own, it
        // is sign-extended. A shift below 0 means that the position is in a later word. What is read past the
        // end of the sample is not used.
        uint256 next = StoredWords.begin(base, given);
        assembly ("memory-safe") {
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let position := 0
            for {} 1 {} {
                let word := div(position, div(256, bits))
                let top := add(sub(256, bits), mul(mul(div(256, bits), bits), word))
                next := add(next, 0x40)
                switch base
                case 0 {
                    if or(
                        xor(mload(sub(next, 0x40)), word),
                        gt(sub(next, 0x20), add(given, shl(5, mload(given))))
                    ) {
                        mstore(0x00, MISSING)
                        mstore(0x04, word)
                        revert(0x00, 0x24)
                    }
                    word := mload(sub(next, 0x20))
                }
                default {
                    mstore(sub(next, 0x40), word)
                    word := sload(add(base, word))
                    mstore(sub(next, 0x20), word)
                }
                for { let shift := sub(top, mul(bits, position)) } 1 {} {
                    total := add(total, sar(sub(256, bits), shl(shift, word)))

                    position := add(shr(240, calldataload(cursor)), 1)
                    shift := sub(top, mul(bits, position))
                    if iszero(gt(lt(cursor, end), slt(shift, 0))) { break }
                    cursor := add(cursor, 2)
                }
                if iszero(lt(cursor, end)) { break }
                cursor := add(cursor, 2)
            }
        }
        touched = StoredWords.end(base, given, next);
    }

    /// @dev Adds `step`, which is not 0, to the weight at position 0 and to those at the positions of the sample,
    /// saturating.
    /// @param touched The words that have these weights, as `sum` gives them.
    function add(uint256[] memory touched, bytes calldata sample, uint256 bits, int256 step) internal pure {
        // The loops of `sum`, with each word written before the next one. A weight that goes up can only pass max,
        // one that goes down only -max. With `down` all ones in the latter case, both read
        // xor(weight, down) > limit: weight > max, or -weight - 1 > max - 1.
        assembly ("memory-safe") {
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let down := sar(255, step)
            let limit := add(shr(sub(257, bits), not(0)), down)
            let at := add(touched, 0x20)
            let position := 0
            for {} 1 {} {
                let top := add(sub(256, bits), mul(mul(div(256, bits), bits), mload(at)))
                let word := mload(add(at, 0x20))
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
                mstore(add(at, 0x20), word)
                if iszero(lt(cursor, end)) { break }
                cursor := add(cursor, 2)
                at := add(at, 0x40)
            }
        }
    }
}
