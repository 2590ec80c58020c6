// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassCounts} from "./ClassCounts.sol";

/// Adds 1 to the trained counts of a sample's features, for the class that ClassCounts has selected. Counts that are
/// full stay.
library CountIncrements {
    /// As ClassCounts has them; assembly takes plain numbers only.
    uint256 private constant TO_HIGH = 1 << 18;
    uint256 private constant HAS_HIGH = 1 << 255;

    /// @dev Uploaded counts are not read.
    /// @return moved How many counts have grown.
    function increment(ClassCounts.Counts memory t) internal returns (uint256 moved) {
        unchecked {
            (uint256 cursor, uint256 end) = (t.from, t.to);
            moved = (end - cursor) / 2;
            while (true) {
                cursor = _increment(t, cursor, end);
                if (cursor == end) return moved;
                if (!_carry(t, ClassCounts.featureAt(cursor))) --moved;
                cursor += 2;
            }
        }
    }

    /// @dev The same.
    /// @return moved How many counts have grown.
    /// @return before Their sum before, uploaded and trained.
    function incrementSum(ClassCounts.Counts memory t) internal returns (uint256 moved, uint256 before) {
        unchecked {
            (uint256 cursor, uint256 end) = (t.from, t.to);
            moved = (end - cursor) / 2;
            while (true) {
                uint256 sum;
                (cursor, sum) = _incrementSum(t, cursor, end);
                before += sum;
                if (cursor == end) return (moved, before);
                uint256 feature = ClassCounts.featureAt(cursor);
                uint256 count = _count(t, feature);
                if (_carry(t, feature)) before += count;
                else --moved;
                cursor += 2;
            }
        }
    }

    /// @dev Adds 1 to the low halves of the selected class for the features in calldata, until one is full.
    /// @return place Where its feature stands in calldata; the end when there was none.
    function _increment(ClassCounts.Counts memory t, uint256 cursor, uint256 end)
        private
        returns (uint256 place)
    {
        // Lay the low words end to end, and feature f stands `offset` + `width` * f bits from the bottom. `base` is
        // where the word at hand begins, less `offset`; a feature whose place in it is above `top` needs another
        // word; so do all at first. The word at hand is written when the next one begins. The scratch space holds
        // `end` and `top`. A function with `leave` is not inlined, and so has the whole stack for its own variables.
        assembly ("memory-safe") {
            function run(p, i) -> last {
                let width := mload(add(p, 0x100))
                let mask := sub(shl(mload(add(p, 0xe0)), 1), 1)
                let slot := 0
                let word := 0
                let base := HAS_HIGH
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let shift := sub(mul(width, shr(240, calldataload(i))), base)
                    if gt(shift, mload(0x20)) {
                        if slot { sstore(slot, word) }
                        shift := add(add(shift, base), mload(add(p, 0x60)))
                        slot := div(shift, mload(add(p, 0x120)))
                        base := mul(slot, mload(add(p, 0x120)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), slot)
                        word := sload(slot)
                    }
                    if eq(and(shr(shift, word), mask), mask) {
                        sstore(slot, word)
                        last := i
                        leave
                    }
                    word := add(word, shl(shift, 1))
                }
                if slot { sstore(slot, word) }
                last := i
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, 0x80)))
            place := run(t, cursor)
        }
    }

    /// @dev The same.
    /// @return place As there.
    /// @return before Σ count, uploaded and trained, over the features before `place`.
    function _incrementSum(ClassCounts.Counts memory t, uint256 cursor, uint256 end)
        private
        returns (uint256 place, uint256 before)
    {
        // as in `_increment`
        assembly ("memory-safe") {
            function run(p, i) -> last, total {
                let width := mload(add(p, 0x100))
                let mask := sub(shl(mload(add(p, 0xe0)), 1), 1)
                let slot := 0
                let word := 0
                let base := HAS_HIGH
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(0x20)) {
                        if slot { sstore(slot, word) }
                        shift := add(add(shift, base), mload(add(p, 0x60)))
                        slot := div(shift, mload(add(p, 0x120)))
                        base := mul(slot, mload(add(p, 0x120)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), slot)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x160), sload(add(slot, TO_HIGH))) }
                    }
                    let low := and(shr(shift, word), mask)
                    if eq(low, mask) {
                        sstore(slot, word)
                        last := i
                        leave
                    }
                    word := add(word, shl(shift, 1))
                    total := add(total, low)
                    if slt(word, 0) {
                        shift := and(shr(shift, mload(add(p, 0x160))), mask)
                        total := add(total, mul(add(mask, 1), shift))
                    }
                    feature := mload(add(mload(add(p, 0xa0)), mul(mload(add(p, 0xc0)), feature)))
                    total := add(total, and(shr(16, feature), 0xffff))
                }
                if slot { sstore(slot, word) }
                last := i
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, 0x80)))
            place, before := run(t, cursor)
        }
    }

    /// @dev Adds 1 to the trained count of the selected class for `feature`, whose low half is full.
    /// @return grows False when the high half is full as well, so that the count stays.
    function _carry(ClassCounts.Counts memory t, uint256 feature) private returns (bool grows) {
        (uint256 slot, uint256 shift) = _placeOf(t, feature);
        uint256 bits = t.bits;
        // the high half + 1, the low half - what it can hold, and the bit that says so
        assembly ("memory-safe") {
            let mask := sub(shl(bits, 1), 1)
            let high := sload(add(slot, TO_HIGH))
            grows := lt(and(shr(shift, high), mask), mask)
            if grows {
                sstore(add(slot, TO_HIGH), add(high, shl(shift, 1)))
                sstore(slot, or(sub(sload(slot), shl(shift, mask)), HAS_HIGH))
            }
        }
    }

    /// @return count The count of the selected class for `feature`, uploaded and trained.
    function _count(ClassCounts.Counts memory t, uint256 feature) private view returns (uint256 count) {
        (uint256 slot, uint256 shift) = _placeOf(t, feature);
        uint256 bits = t.bits;
        uint256 pointer;
        // of a later page, `uploaded` stands below 0
        unchecked {
            pointer = t.uploaded + t.stride * feature;
        }
        // the last but one pair of bytes, and the two halves
        assembly ("memory-safe") {
            let mask := sub(shl(bits, 1), 1)
            count := and(shr(16, mload(pointer)), 0xffff)
            count := add(count, and(shr(shift, sload(slot)), mask))
            count := add(count, shl(bits, and(shr(shift, sload(add(slot, TO_HIGH))), mask)))
        }
    }

    /// @return slot The low word of a feature.
    /// @return shift Where the selected class stands in it, from the bottom.
    function _placeOf(ClassCounts.Counts memory t, uint256 feature)
        private
        pure
        returns (uint256 slot, uint256 shift)
    {
        unchecked {
            uint256 bit = t.width * feature + t.offset;
            return (t.slot + bit / t.span, bit % t.span);
        }
    }
}
