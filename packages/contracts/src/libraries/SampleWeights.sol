// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

// Assembly uses these names, which solhint does not see.
// solhint-disable no-unused-import, function-max-lines
import {
    ClassCounts,
    Counts,
    BITS,
    WIDTH,
    SPAN,
    OFFSET,
    TOP,
    LOW,
    LOW_AT,
    START,
    WORDS,
    WORDS_END,
    WORDS_BASE,
    WORDS_LIMIT,
    MISSING
} from "./ClassCounts.sol";
import {NeededWords} from "./NeededWords.sol";

/// How a weight is shared out among the features of a sample. Assembly reads the fields that have names below.
struct Shares {
    uint256 weight;
    uint256 features;
    /// What the features before got, times their number, and where that began.
    uint256 given;
    /// That of the feature whose low half cannot take it.
    uint256 share;
}

// Where fields of Shares stand, for assembly.
uint256 constant WEIGHT = 0x00;
uint256 constant FEATURES = 0x20;
uint256 constant GIVEN = 0x40;
uint256 constant SHARE = 0x60;

/// Adds one and the same weight for every sample, for the class that ClassCounts has selected, in memory: of a sample
/// of n features each gets the weight's nth part, rounded down or up so that they get the whole weight together. A
/// weight below n goes to as many of the features, evenly spread.
/// @dev With r the sum of the features modulo 65,535 and then n, feature number i gets
/// ⌊(r + weight * (i + 1)) / n⌋ - ⌊(r + weight * i) / n⌋: which ones are rounded up differs from sample to sample.
library SampleWeights {
    /// Nothing of the sample is at hand yet, nor its uploaded counts, which are not read.
    /// @return growth What the counts have grown by: the weight, less what no longer went into full ones.
    function addWeight(Counts memory t, uint256 weight) internal view returns (uint256 growth) {
        if (!t.open()) return 0;
        unchecked {
            (uint256 cursor, uint256 to) = (t.from, t.to);
            uint256 features = (to - cursor) / 2;
            Shares memory shares = Shares(weight, features, _residue(cursor, to) % features, 0);
            growth = weight;
            while (true) {
                cursor = _add(t, shares, cursor, to);
                if (cursor == to) return growth;
                growth -= _carry(t, ClassCounts.featureAt(cursor), shares.share);
                cursor += 2;
            }
        }
    }

    /// @return residue Σ of the features in calldata from `from` to `to`, modulo 2^16 - 1: a word of 16-bit digits
    /// leaves the same as their sum.
    function _residue(uint256 from, uint256 to) private pure returns (uint256 residue) {
        // whole words, then what is left of the last one
        assembly ("memory-safe") {
            for {} lt(add(from, 0x1f), to) { from := add(from, 0x20) } {
                residue := add(residue, mod(calldataload(from), 0xffff))
            }
            let rest := shl(3, sub(add(from, 0x20), to))
            residue := mod(add(residue, mod(shr(rest, calldataload(from)), 0xffff)), 0xffff)
        }
    }

    /// @dev Adds the shares of the features in calldata to their low halves, until one cannot take its share.
    /// @return place Where its feature stands in calldata; the end when there was none.
    function _add(Counts memory t, Shares memory shares, uint256 cursor, uint256 end)
        private
        view
        returns (uint256 place)
    {
        // Finds each feature as CountIncrements does; those without a share need no word. The scratch space holds `end`
        // and `top`.
        assembly ("memory-safe") {
            function keep(p, lowAt, word, start, next) {
                mstore(lowAt, word)
                mstore(add(p, LOW_AT), lowAt)
                mstore(add(p, START), start)
                mstore(add(mload(add(p, WORDS)), WORDS_END), next)
            }
            function check(words, next, index) {
                if or(xor(mload(next), index), iszero(lt(next, mload(add(words, WORDS_LIMIT))))) {
                    mstore(0x00, MISSING)
                    mstore(0x04, index)
                    revert(0x00, 0x24)
                }
            }
            function shareOf(q) -> share {
                let given := mload(add(q, GIVEN))
                let features := mload(add(q, FEATURES))
                share := add(given, mload(add(q, WEIGHT)))
                mstore(add(q, GIVEN), share)
                share := sub(div(share, features), div(given, features))
            }
            function run(p, q, i) -> last {
                let lowAt := mload(add(p, LOW_AT))
                let word := mload(lowAt)
                let start := mload(add(p, START))
                let next := mload(add(mload(add(p, WORDS)), WORDS_END))
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let share := shareOf(q)
                    if iszero(share) { continue }
                    let shift := sub(mul(mload(add(p, WIDTH)), shr(240, calldataload(i))), start)
                    if gt(shift, mload(0x20)) {
                        mstore(lowAt, word)
                        shift := add(add(shift, start), mload(add(p, OFFSET)))
                        let index := div(shift, mload(add(p, SPAN)))
                        start := mul(index, mload(add(p, SPAN)))
                        shift := sub(shift, start)
                        start := sub(start, mload(add(p, OFFSET)))
                        index := add(mload(add(p, LOW)), index)
                        lowAt := add(next, 0x20)
                        word := mload(add(mload(add(p, WORDS)), WORDS_BASE))
                        switch word
                        case 0 {
                            check(mload(add(p, WORDS)), next, index)
                            word := mload(lowAt)
                        }
                        default {
                            mstore(next, index)
                            word := sload(add(word, index))
                        }
                        next := add(next, 0x40)
                    }
                    let mask := sub(shl(mload(add(p, BITS)), 1), 1)
                    if gt(add(and(shr(shift, word), mask), share), mask) {
                        mstore(add(q, SHARE), share)
                        keep(p, lowAt, word, start, next)
                        last := i
                        leave
                    }
                    word := add(word, shl(shift, share))
                }
                keep(p, lowAt, word, start, next)
                last := i
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, TOP)))
            place := run(t, shares, cursor)
        }
    }

    /// @dev Adds `share` to the count of `feature` in the word at hand, whose low half cannot take it.
    /// @return lost What did not fit.
    function _carry(Counts memory t, uint256 feature, uint256 share) private view returns (uint256 lost) {
        t.needHigh();
        // Adding the difference of two halves at their place changes nothing beside it.
        unchecked {
            uint256 shift = t.width * feature - t.start;
            uint256 bits = t.bits;
            uint256 mask = (1 << bits) - 1;
            (uint256 lowAt, uint256 highAt) = (t.lowAt, t.lowAt + 0x40);
            (uint256 low, uint256 high) = (NeededWords.load(lowAt), NeededWords.load(highAt));
            uint256 before = (((high >> shift) & mask) << bits) | ((low >> shift) & mask);
            uint256 grown = before + share;
            uint256 max = (1 << (2 * bits)) - 1;
            if (grown > max) (grown, lost) = (max, grown - max);
            if (grown == before) return lost;
            NeededWords.set(highAt, high + (((grown >> bits) - (before >> bits)) << shift));
            low += ((grown & mask) - (before & mask)) << shift;
            NeededWords.set(lowAt, low | ClassCounts.HAS_HIGH);
        }
    }
}
