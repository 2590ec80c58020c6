// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Signed weights of 8 or 16 bits in storage, those of all classes of a position next to one another, class 0 lowest;
/// position 0 is the intercepts, feature i is position i + 1. When the classes of a position fill half a word or
/// less, a word has as many positions as fit, the first one lowest; when they do not fit into one word, a position
/// has as many words as they need. What is left of a word at the top stays 0.
library ClassWeights {
    uint256 private constant BASE_GAS = 20_000;
    uint256 private constant WORD_GAS = 2_200;
    uint256 private constant POSITION_GAS = 500;
    uint256 private constant CLASS_GAS = 80;

    /// A bit is set above the last weight of the word.
    error WordNotCanonical(uint256 word, uint256 value);

    /// @return The largest weight; the smallest is its negative.
    function maxWeight(uint256 bits) internal pure returns (uint256) {
        return (1 << (bits - 1)) - 1;
    }

    /// @return positions Positions of a word.
    /// @return words Words of a position; one of the two is 1.
    function shape(uint256 classes, uint256 bits) internal pure returns (uint256 positions, uint256 words) {
        uint256 lanes = 256 / bits;
        if (classes > lanes) return (1, (classes + lanes - 1) / lanes);
        return (lanes / classes, 1);
    }

    /// @return How many words `count` positions take.
    function wordsFor(uint256 count, uint256 classes, uint256 bits) internal pure returns (uint256) {
        (uint256 positions, uint256 words) = shape(classes, bits);
        return (count + positions - 1) / positions * words;
    }

    /// @param length Of a sample, in bytes.
    /// @return What `sum` takes at most in a model of `count` positions, in gas: for each word of storage that it
    /// reads, cold, for each position, and for each class there.
    function sumGas(uint256 length, uint256 count, uint256 classes, uint256 bits)
        internal
        pure
        returns (uint256)
    {
        uint256 summed = length / 2 + 1;
        (, uint256 perPosition) = shape(classes, bits);
        uint256 words = FixedPointMathLib.min(summed * perPosition, wordsFor(count, classes, bits));
        return BASE_GAS + words * WORD_GAS + summed * (POSITION_GAS + classes * CLASS_GAS);
    }

    /// @dev Stores `words` from word `offset` on of a model of `count` positions.
    function store(
        uint256 base,
        uint256 offset,
        uint256[] calldata words,
        uint256 count,
        uint256 classes,
        uint256 bits
    ) internal {
        for (uint256 i; i < words.length; ++i) {
            uint256 used = bits * _weightsIn(offset + i, count, classes, bits);
            uint256 value = words[i];
            if (used < 256 && value >> used != 0) revert WordNotCanonical(offset + i, value);
            // storage[base + offset + i] = value
            assembly ("memory-safe") {
                sstore(add(base, add(offset, i)), value)
            }
        }
    }

    /// @return totals For each class its weight at position 0 plus those at the positions of the sample.
    function sum(uint256 base, bytes calldata sample, uint256 classes, uint256 bits)
        internal
        view
        returns (int256[] memory totals)
    {
        totals = new int256[](classes);
        (uint256 positions, uint256 words) = shape(classes, bits);
        _sumPosition(base, 0, bits, totals);
        for (uint256 i; i < sample.length; i += 2) {
            uint256 position;
            // the two bytes at i, plus one
            assembly ("memory-safe") {
                position := add(1, shr(240, calldataload(add(sample.offset, i))))
            }
            unchecked {
                uint256 shift = (position % positions) * classes * bits;
                _sumPosition(base + position / positions * words, shift, bits, totals);
            }
        }
    }

    /// @dev Adds `step` to the weight of class `c` at position 0 and at the positions of the sample, saturating.
    function add(uint256 base, bytes calldata sample, uint256 classes, uint256 bits, uint256 c, int256 step)
        internal
    {
        (uint256 positions, uint256 words) = shape(classes, bits);
        uint256 lanes = 256 / bits;
        base += c / lanes;
        uint256 first = bits * (c % lanes);
        _add(base, first, bits, step);
        for (uint256 i; i < sample.length; i += 2) {
            uint256 position;
            // the two bytes at i, plus one
            assembly ("memory-safe") {
                position := add(1, shr(240, calldataload(add(sample.offset, i))))
            }
            unchecked {
                uint256 shift = (position % positions) * classes * bits + first;
                _add(base + position / positions * words, shift, bits, step);
            }
        }
    }

    function _sumPosition(uint256 slot, uint256 shift, uint256 bits, int256[] memory totals) private view {
        // for each word, for each of its classes: the lowest weight is sign-extended and added, and the word shifted
        // on to the next one
        assembly ("memory-safe") {
            let to := add(totals, 0x20)
            let end := add(to, shl(5, mload(totals)))
            let last := sub(shr(3, bits), 1)
            for {} lt(to, end) { slot := add(slot, 1) } {
                let word := shr(shift, sload(slot))
                let next := add(to, shl(5, div(256, bits)))
                if gt(next, end) { next := end }
                for {} lt(to, next) { to := add(to, 0x20) } {
                    mstore(to, add(mload(to), signextend(last, word)))
                    word := shr(bits, word)
                }
            }
        }
    }

    function _add(uint256 slot, uint256 shift, uint256 bits, int256 step) private {
        // the weight at `shift` is taken out of its word, and the sum, cut to ±max, put in its place
        assembly ("memory-safe") {
            let mask := sub(shl(bits, 1), 1)
            let max := shr(1, mask)
            let word := sload(slot)
            let old := signextend(sub(shr(3, bits), 1), shr(shift, word))
            let weight := add(old, step)
            if sgt(weight, max) { weight := max }
            if slt(weight, sub(0, max)) { weight := sub(0, max) }
            sstore(slot, xor(word, shl(shift, and(xor(old, weight), mask))))
        }
    }

    /// @return How many weights word `index` has.
    function _weightsIn(uint256 index, uint256 count, uint256 classes, uint256 bits)
        private
        pure
        returns (uint256)
    {
        (uint256 positions, uint256 words) = shape(classes, bits);
        if (words == 1) {
            uint256 left = count - index * positions;
            return classes * (left < positions ? left : positions);
        }
        uint256 lanes = 256 / bits;
        return index % words == words - 1 ? classes - (words - 1) * lanes : lanes;
    }
}
