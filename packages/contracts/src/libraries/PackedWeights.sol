// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Signed integers of 8 to 16 bits in storage, 256 / bits to a word, the first one lowest; what is left of a word
/// at the top stays 0. Sparse samples name positions: the intercept is position 0, feature i position i + 1.
/// @dev Samples must have passed SparseSample.check. test/PackedWeights.t.sol compares each function with plain
/// Solidity.
library PackedWeights {
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
        // for each position: load its word if it is not the one at hand; total += the weight, sign-extended
        assembly ("memory-safe") {
            let perWord := div(256, bits)
            let unused := sub(256, bits)
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let current := base
            let word := sload(base)
            total := sar(unused, shl(unused, word))
            for {} lt(cursor, end) { cursor := add(cursor, 2) } {
                let position := add(shr(240, calldataload(cursor)), 1)
                let slot := add(base, div(position, perWord))
                if sub(slot, current) {
                    current := slot
                    word := sload(slot)
                }
                total := add(total, sar(unused, shl(sub(unused, mul(bits, mod(position, perWord))), word)))
            }
        }
    }

    /// @dev Adds `step` to the weight at position 0 and to those at the positions of the sample, saturating.
    function add(uint256 base, bytes calldata sample, uint256 bits, int256 step) internal {
        // for each position: take its weight out of the word at hand, put the sum, cut to ±max, in its place;
        // write each word once, when the next one begins
        assembly ("memory-safe") {
            let perWord := div(256, bits)
            let mask := sub(shl(bits, 1), 1)
            let cursor := sample.offset
            let end := add(cursor, sample.length)
            let slot := base
            let first := 0
            let word := sload(slot)
            for { let position := 0 } 1 {} {
                let shift := mul(bits, sub(position, first))
                let weight := add(sar(sub(256, bits), shl(sub(sub(256, bits), shift), word)), step)
                if sgt(weight, shr(1, mask)) { weight := shr(1, mask) }
                if slt(weight, sub(0, shr(1, mask))) { weight := sub(0, shr(1, mask)) }
                word := or(and(word, not(shl(shift, mask))), shl(shift, and(weight, mask)))

                if iszero(lt(cursor, end)) { break }
                position := add(shr(240, calldataload(cursor)), 1)
                cursor := add(cursor, 2)
                if iszero(lt(sub(position, first), perWord)) {
                    sstore(slot, word)
                    let wanted := div(position, perWord)
                    first := mul(wanted, perWord)
                    slot := add(base, wanted)
                    word := sload(slot)
                }
            }
            sstore(slot, word)
        }
    }
}
