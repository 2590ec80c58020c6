// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {StoredWords} from "./StoredWords.sol";
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
    /// What learning takes at most: for each word that a sample has, that it writes afresh, and for each position and
    /// class.
    uint256 private constant LEARNING_WORD_GAS = 2_700;
    uint256 private constant FRESH_WORD_GAS = 20_000;
    uint256 private constant LEARNING_POSITION_GAS = 2_200;
    uint256 private constant LEARNING_CLASS_GAS = 300;
    /// And what a cold word takes more than one that was read before.
    uint256 private constant COLD_WORD_GAS = 2_000;

    /// Lanes of 32 bits, in which weights of 16 or 8 bits are added up, and the words of them that 64 classes take.
    uint256 private constant LOW_16 = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant LOW_8 = 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
    uint256 private constant SIGNS_16 = 0x8000800080008000800080008000800080008000800080008000800080008000;
    uint256 private constant SIGNS_8 = 0x8080808080808080808080808080808080808080808080808080808080808080;
    uint256 private constant MAX_SUMS = 8;

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

    /// @return What `sum`, two times `add` and StoredWords.save take at most, in gas: a sample that is given to the
    /// wrong class writes the words of two classes.
    function learningGas(uint256 length, uint256 count, uint256 classes, uint256 bits)
        internal
        pure
        returns (uint256)
    {
        uint256 summed = length / 2 + 1;
        (, uint256 perPosition) = shape(classes, bits);
        uint256 all = wordsFor(count, classes, bits);
        uint256 words = FixedPointMathLib.min(summed * perPosition, all);
        uint256 written = FixedPointMathLib.min(summed * FixedPointMathLib.min(perPosition, 2), all);
        return BASE_GAS + words * LEARNING_WORD_GAS + written * FRESH_WORD_GAS + summed
            * LEARNING_POSITION_GAS + classes * LEARNING_CLASS_GAS;
    }

    /// @param length Of all samples, in bytes.
    /// @return The same for `samples` samples in one transaction. Words that several of them have are cold once; but
    /// each second time that they are written they can be 0 again, and fresh the next time.
    function bundleGas(uint256 length, uint256 samples, uint256 count, uint256 classes, uint256 bits)
        internal
        pure
        returns (uint256)
    {
        uint256 summed = length / 2 + samples;
        (, uint256 perPosition) = shape(classes, bits);
        uint256 all = wordsFor(count, classes, bits);
        uint256 words = FixedPointMathLib.min(summed * perPosition, samples * all);
        uint256 written = FixedPointMathLib.min(summed * FixedPointMathLib.min(perPosition, 2), words);
        uint256 fresh = (written + FixedPointMathLib.min(written, all)) / 2;
        return samples * (BASE_GAS + classes * LEARNING_CLASS_GAS) + FixedPointMathLib.min(words, all)
            * COLD_WORD_GAS + fresh * FRESH_WORD_GAS + words * (LEARNING_WORD_GAS - COLD_WORD_GAS) + summed
            * LEARNING_POSITION_GAS;
    }

    /// @dev Stores `words` from word `offset` on of a model of `count` positions.
    function upload(
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

    /// @param base Where the model's weights begin in storage; or 0, and nothing but the words in `given` is read.
    /// @param given Words of weights, as StoredWords has them, if `base` is 0.
    /// @return totals For each class its weight at position 0 plus those at the positions of the sample.
    /// @return touched The words that have these weights, and those of the other classes there.
    function sum(uint256 base, uint256[] memory given, bytes calldata sample, uint256 classes, uint256 bits)
        internal
        view
        returns (int256[] memory totals, uint256[] memory touched)
    {
        totals = new int256[](classes);
        uint256[] memory lanes = new uint256[](MAX_SUMS);
        (uint256 positions, uint256 words) = shape(classes, bits);
        uint256 from = StoredWords.begin(base, given);
        uint256 next = StoredWords.load(base, given, from, 0, words);
        uint256 index;
        _sumPosition(from, next, 0, bits, lanes);
        unchecked {
            for (uint256 i; i < sample.length; i += 2) {
                uint256 position = _position(sample, i);
                if (position / positions * words != index) {
                    index = position / positions * words;
                    from = next;
                    next = StoredWords.load(base, given, from, index, words);
                }
                _sumPosition(from, next, position % positions * classes * bits, bits, lanes);
            }
        }
        touched = StoredWords.end(base, given, next);
        _unpack(lanes, bits, sample.length / 2 + 1, totals);
    }

    /// @dev Adds `step` to the weight of class `c` at position 0 and at the positions of the sample, saturating.
    /// @param touched The words that have these weights, as `sum` gives them.
    function add(
        uint256[] memory touched,
        bytes calldata sample,
        uint256 classes,
        uint256 bits,
        uint256 c,
        int256 step
    ) internal pure {
        (uint256 positions, uint256 words) = shape(classes, bits);
        uint256 first = bits * (c % (256 / bits));
        unchecked {
            // where the word of the class is, and the index of the position's first word
            uint256 word = StoredWords.place(touched, c / (256 / bits));
            uint256 index;
            _add(word, first, bits, step);
            for (uint256 i; i < sample.length; i += 2) {
                uint256 position = _position(sample, i);
                if (position / positions * words != index) {
                    index = position / positions * words;
                    word += 64 * words;
                }
                _add(word, position % positions * classes * bits + first, bits, step);
            }
        }
    }

    /// @dev Adds the weights of all classes at a position to `lanes`.
    /// @param from Where the words of the position are in memory, up to `next`.
    function _sumPosition(uint256 from, uint256 next, uint256 shift, uint256 bits, uint256[] memory lanes)
        private
        pure
    {
        // A word is taken apart into lanes of 32 bits, so that no sum of weights runs over into the next lane: every
        // second weight of 16 bits, every fourth of 8 bits, then those above them. Weights are made unsigned, 2^15 or
        // 2^7 too large. What is above those of the position is added too, and never looked at.
        assembly ("memory-safe") {
            let signs := SIGNS_16
            let mask := LOW_16
            if eq(bits, 8) {
                signs := SIGNS_8
                mask := LOW_8
            }
            for { let to := add(lanes, 0x20) } lt(from, next) { from := add(from, 0x40) } {
                let word := xor(shr(shift, mload(add(from, 0x20))), signs)
                for { let k := 0 } lt(k, 32) { k := add(k, bits) } {
                    mstore(to, add(mload(to), and(shr(k, word), mask)))
                    to := add(to, 0x20)
                }
            }
        }
    }

    /// @dev Takes the totals of all classes out of the lanes to which `count` positions were added.
    function _unpack(uint256[] memory lanes, uint256 bits, uint256 count, int256[] memory totals)
        private
        pure
    {
        unchecked {
            uint256 apart = 32 / bits;
            for (uint256 c; c < totals.length; ++c) {
                uint256 lane = c % (256 / bits);
                uint256 word = lanes[c / (256 / bits) * apart + lane % apart];
                totals[c] =
                    int256(uint256(uint32(word >> (32 * (lane / apart))))) - int256(count << (bits - 1));
            }
        }
    }

    function _add(uint256 word, uint256 shift, uint256 bits, int256 step) private pure {
        // the weight at `shift` is taken out of its word, and the sum, cut to ±max, put in its place
        assembly ("memory-safe") {
            word := add(word, 0x20)
            let mask := sub(shl(bits, 1), 1)
            let max := shr(1, mask)
            let value := mload(word)
            let old := signextend(sub(shr(3, bits), 1), shr(shift, value))
            let weight := add(old, step)
            if sgt(weight, max) { weight := max }
            if slt(weight, sub(0, max)) { weight := sub(0, max) }
            mstore(word, xor(value, shl(shift, and(xor(old, weight), mask))))
        }
    }

    /// @return position The one that the two bytes at `i` name.
    function _position(bytes calldata sample, uint256 i) private pure returns (uint256 position) {
        // the feature, plus one
        assembly ("memory-safe") {
            position := add(1, shr(240, calldataload(add(sample.offset, i))))
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
