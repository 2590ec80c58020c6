// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

// Assembly uses these names, which solhint does not see; and it is one function because assembly shares none.
// solhint-disable no-unused-import, function-max-lines
import {
    Counts,
    UPLOADED,
    STRIDE,
    BITS,
    WIDTH,
    SPAN,
    OFFSET,
    TOP,
    LOW,
    LOW_AT,
    START,
    CURSOR,
    WORDS,
    WORDS_END,
    WORDS_BASE,
    WORDS_LIMIT,
    TO_HIGH,
    MISSING
} from "./ClassCounts.sol";
import {Logarithm} from "./Logarithm.sol";

/// Adds up the counts of a sample's features, for the class that ClassCounts has selected and the next one in one pass.
library CountSums {
    /// Ten features, whose product is below 2^256, have two bytes each.
    uint256 private constant FACTOR_BYTES = 20;
    /// A pair is a number for the class in the upper half of a word, and one for the next class in the lower half: here
    /// of ones.
    uint256 private constant PAIR = (1 << 128) | 1;

    /// @return total Σ count over the features at hand.
    /// @return another The same of the next class.
    function sum(Counts memory t) internal view returns (uint256 total, uint256 another) {
        t.lookUp();
        (total,) = _run(t, t.from, t.to, 0);
        return (total >> 128, uint128(total));
    }

    /// @param logs Where Logarithm's table stands in memory.
    /// @return total Σ log2(Π (256 * count + smoothing)), each product over ten of the features at hand, in units of
    /// 2^-32 as Logarithm.log2 rounds them. A factor is at most 256 * (2^17 - 2) + 65,535 < 2^25.1.
    /// @return another The same of the next class.
    function logSums(Counts memory t, uint256 smoothing, uint256 logs)
        internal
        view
        returns (uint256 total, uint256 another)
    {
        t.lookUp();
        unchecked {
            uint256 to = t.to;
            for (uint256 from = t.from; from < to; from += FACTOR_BYTES) {
                uint256 stop = from + FACTOR_BYTES;
                (uint256 p, uint256 q) = _run(t, from, stop < to ? stop : to, smoothing * PAIR);
                total += Logarithm.log2(logs, p);
                another += Logarithm.log2(logs, q);
            }
        }
    }

    /// @dev Goes on with the words that were at hand before.
    /// @param smoothing A pair, or 0.
    /// @return first Π (256 * count + smoothing) over the features in calldata from `from` to `to`; without smoothing,
    /// the pair of Σ count.
    /// @return second The product of the next class.
    function _run(Counts memory t, uint256 from, uint256 to, uint256 smoothing)
        private
        view
        returns (uint256 first, uint256 second)
    {
        // Finds each feature as CountIncrements does; the words of a group stand in memory after its first pass. 256
        // times a count is the count eight bits up. The scratch space holds `to` and the smoothing.
        assembly ("memory-safe") {
            // the group's next word: finds it in memory, or brings it there
            function need(p, index) -> wordAt {
                let next := mload(add(p, CURSOR))
                wordAt := add(next, 0x20)
                mstore(add(p, CURSOR), add(next, 0x40))
                let words := mload(add(p, WORDS))
                if eq(next, mload(add(words, WORDS_END))) {
                    mstore(add(words, WORDS_END), add(next, 0x40))
                    let base := mload(add(words, WORDS_BASE))
                    switch base
                    case 0 {
                        if or(xor(mload(next), index), iszero(lt(next, mload(add(words, WORDS_LIMIT))))) {
                            mstore(0x00, MISSING)
                            mstore(0x04, index)
                            revert(0x00, 0x24)
                        }
                    }
                    default {
                        mstore(next, index)
                        mstore(wordAt, sload(add(base, index)))
                    }
                }
            }
            function run(p, i) -> a, b {
                let width := mload(add(p, WIDTH))
                let bits := mload(add(p, BITS))
                let mask := sub(shl(bits, 1), 1)
                let word := mload(mload(add(p, LOW_AT)))
                let start := mload(add(p, START))
                if mload(0x20) {
                    a := 1
                    b := 1
                }
                for {} 1 { i := add(i, 2) } {
                    if iszero(lt(i, mload(0x00))) {
                        mstore(add(p, START), start)
                        leave
                    }
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), start)
                    if gt(shift, mload(add(p, TOP))) {
                        shift := add(add(shift, start), mload(add(p, OFFSET)))
                        let index := div(shift, mload(add(p, SPAN)))
                        start := mul(index, mload(add(p, SPAN)))
                        shift := sub(shift, start)
                        start := sub(start, mload(add(p, OFFSET)))
                        index := add(mload(add(p, LOW)), index)
                        word := need(p, index)
                        mstore(add(p, LOW_AT), word)
                        word := mload(word)
                        if slt(word, 0) { pop(need(p, add(index, TO_HIGH))) }
                    }
                    feature := mload(add(mload(add(p, UPLOADED)), mul(mload(add(p, STRIDE)), feature)))
                    feature := or(shl(112, and(feature, 0xffff0000)), and(feature, 0xffff))
                    if slt(word, 0) {
                        let half := shr(shift, mload(add(mload(add(p, LOW_AT)), 0x40)))
                        half := or(shl(128, and(half, mask)), and(shr(bits, half), mask))
                        feature := add(feature, shl(bits, half))
                    }
                    shift := shr(shift, word)
                    feature := add(feature, or(shl(128, and(shift, mask)), and(shr(bits, shift), mask)))
                    if iszero(mload(0x20)) {
                        a := add(a, feature)
                        continue
                    }
                    feature := add(shl(8, feature), mload(0x20))
                    a := mul(a, shr(128, feature))
                    b := mul(b, shr(128, shl(128, feature)))
                }
            }
            mstore(0x00, to)
            mstore(0x20, smoothing)
            first, second := run(t, from)
        }
    }
}
