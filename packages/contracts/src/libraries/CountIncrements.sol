// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

// Assembly uses these names, which solhint does not see; and it is one function because assembly shares none.
// solhint-disable no-unused-import, function-max-lines
import {
    ClassCounts,
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
    WORDS,
    WORDS_END,
    WORDS_BASE,
    WORDS_LIMIT,
    TO_HIGH,
    MISSING
} from "./ClassCounts.sol";
import {NeededWords} from "./NeededWords.sol";

/// Adds 1 to the trained counts of a sample's features, for the class that ClassCounts has selected, in memory. Counts
/// that are full stay.
library CountIncrements {
    /// @dev Of the features at hand. Uploaded counts are not read.
    /// @return moved How many counts have grown.
    function increment(Counts memory t) internal view returns (uint256 moved) {
        unchecked {
            (uint256 cursor, uint256 to) = (t.from, t.to);
            moved = (to - cursor) / 2;
            while (true) {
                cursor = _increment(t, cursor, to);
                if (cursor == to) return moved;
                if (!_carry(t, ClassCounts.featureAt(cursor))) --moved;
                cursor += 2;
            }
        }
    }

    /// @dev The same.
    /// @return moved How many counts have grown.
    /// @return before Their sum before, uploaded and trained.
    function incrementSum(Counts memory t) internal view returns (uint256 moved, uint256 before) {
        t.lookUp();
        unchecked {
            // the last pair is this class's own
            t.uploaded -= 2;
            (uint256 cursor, uint256 to) = (t.from, t.to);
            moved = (to - cursor) / 2;
            while (true) {
                uint256 sum;
                (cursor, sum) = _incrementSum(t, cursor, to);
                before += sum;
                if (cursor == to) return (moved, before);
                uint256 feature = ClassCounts.featureAt(cursor);
                if (!_carry(t, feature)) {
                    --moved;
                    before -= (1 << (2 * t.bits)) - 1;
                    before -= NeededWords.load(t.uploaded + t.stride * feature) & 0xffff;
                }
                cursor += 2;
            }
        }
    }

    /// @dev Adds 1 to the low halves of the selected class for the features in calldata, until one is full.
    /// @return place Where its feature stands in calldata; the end when there was none.
    function _increment(Counts memory t, uint256 cursor, uint256 end) private view returns (uint256 place) {
        // Lay the low words of a group end to end, and feature f stands `offset` + `width` * f bits from the bottom.
        // `start` is where the word at hand begins, less `offset`; a feature whose place in it is above `top` needs
        // another word, which comes from storage or stands in memory if it is given. The word at hand goes to memory
        // when the next one begins. The scratch space holds `end` and `top`. A function with `leave` is not inlined,
        // and so has the whole stack for its own variables.
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
            function run(p, i) -> last {
                let width := mload(add(p, WIDTH))
                let mask := sub(shl(mload(add(p, BITS)), 1), 1)
                let lowAt := mload(add(p, LOW_AT))
                let word := mload(lowAt)
                let start := mload(add(p, START))
                let next := mload(add(mload(add(p, WORDS)), WORDS_END))
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let shift := sub(mul(width, shr(240, calldataload(i))), start)
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
                    if eq(and(shr(shift, word), mask), mask) {
                        keep(p, lowAt, word, start, next)
                        last := i
                        leave
                    }
                    word := add(word, shl(shift, 1))
                }
                keep(p, lowAt, word, start, next)
                last := i
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, TOP)))
            place := run(t, cursor)
        }
    }

    /// @dev The same.
    /// @return place As there.
    /// @return before Σ count, uploaded and trained, over the features up to `place`, before they grow.
    function _incrementSum(Counts memory t, uint256 cursor, uint256 end)
        private
        view
        returns (uint256 place, uint256 before)
    {
        // as in `_increment`, but that the word at hand is in memory, and its high word behind it, if it has one; and
        // that the place comes back where `end` was
        assembly ("memory-safe") {
            function need(p, index) -> wordAt {
                let words := mload(add(p, WORDS))
                let next := mload(add(words, WORDS_END))
                wordAt := add(next, 0x20)
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
            function run(p, i) -> total {
                let width := mload(add(p, WIDTH))
                let mask := sub(shl(mload(add(p, BITS)), 1), 1)
                let lowAt := mload(add(p, LOW_AT))
                let start := mload(add(p, START))
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), start)
                    if gt(shift, mload(0x20)) {
                        shift := add(add(shift, start), mload(add(p, OFFSET)))
                        let index := div(shift, mload(add(p, SPAN)))
                        start := mul(index, mload(add(p, SPAN)))
                        shift := sub(shift, start)
                        start := sub(start, mload(add(p, OFFSET)))
                        index := add(mload(add(p, LOW)), index)
                        lowAt := need(p, index)
                        if slt(mload(lowAt), 0) { pop(need(p, add(index, TO_HIGH))) }
                    }
                    let word := mload(lowAt)
                    let low := and(shr(shift, word), mask)
                    feature := mload(add(mload(add(p, UPLOADED)), mul(mload(add(p, STRIDE)), feature)))
                    total := add(total, add(low, and(feature, 0xffff)))
                    if slt(word, 0) {
                        total := add(total, mul(add(mask, 1), and(shr(shift, mload(add(lowAt, 0x40))), mask)))
                    }
                    if eq(low, mask) {
                        mstore(0x00, i)
                        break
                    }
                    mstore(lowAt, add(word, shl(shift, 1)))
                }
                mstore(add(p, LOW_AT), lowAt)
                mstore(add(p, START), start)
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, TOP)))
            before := run(t, cursor)
            place := mload(0x00)
        }
    }

    /// @dev Adds 1 to the count of `feature` in the word at hand, whose low half is full.
    /// @return grows False when the high half is full as well, so that the count stays.
    function _carry(Counts memory t, uint256 feature) private view returns (bool grows) {
        t.needHigh();
        unchecked {
            uint256 shift = t.width * feature - t.start;
            uint256 mask = (1 << t.bits) - 1;
            uint256 highAt = t.lowAt + 0x40;
            uint256 high = NeededWords.load(highAt);
            grows = (high >> shift) & mask != mask;
            if (!grows) return false;
            // the high half + 1, the low half - what it can hold, and the bit that says so
            NeededWords.set(highAt, high + (1 << shift));
            uint256 low = NeededWords.load(t.lowAt) - (mask << shift);
            NeededWords.set(t.lowAt, low | ClassCounts.HAS_HIGH);
        }
    }
}
