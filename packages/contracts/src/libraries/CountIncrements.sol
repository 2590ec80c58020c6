// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassCounts, Counts} from "./ClassCounts.sol";

/// Adds 1 to the trained counts of a sample's features, for the class that ClassCounts has selected. Counts that are
/// full stay.
library CountIncrements {
    /// As ClassCounts has them; assembly takes plain numbers only.
    uint256 private constant TO_HIGH = 1 << 18;
    uint256 private constant HAS_HIGH = 1 << 255;

    /// @dev Uploaded counts are not read.
    /// @return moved How many counts have grown.
    function increment(Counts t) internal returns (uint256 moved) {
        unchecked {
            (uint256 cursor, uint256 end) = (t.get(ClassCounts.FROM), t.get(ClassCounts.TO));
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
    function incrementSum(Counts t) internal returns (uint256 moved, uint256 before) {
        unchecked {
            (uint256 cursor, uint256 end) = (t.get(ClassCounts.FROM), t.get(ClassCounts.TO));
            moved = (end - cursor) / 2;
            // the last pair is this class's own
            t.set(ClassCounts.UPLOADED, t.get(ClassCounts.UPLOADED) - 2);
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
    function _increment(Counts t, uint256 cursor, uint256 end) private returns (uint256 place) {
        // Lay the low words end to end, and feature f stands `offset` + `width` * f bits from the bottom. `base` is
        // where the word at hand begins, less `offset`; a feature whose place in it is above `top` needs another
        // word. The word at hand is written when the next one begins; `slot` is 0 for the held word, which stays in
        // memory, and for none. The scratch space holds `end` and `top`. A function with `leave` is not inlined, and so
        // has the whole stack for its own variables.
        assembly ("memory-safe") {
            function keep(p, slot, word) {
                switch slot
                case 0 { mstore(add(p, 0x300), word) }
                default { sstore(slot, word) }
            }
            function run(p, i) -> last {
                let width := mload(add(p, 0x100))
                let mask := sub(shl(mload(add(p, 0xe0)), 1), 1)
                let slot := 0
                let word := mload(add(p, 0x300))
                let base := mload(add(p, 0x180))
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let shift := sub(mul(width, shr(240, calldataload(i))), base)
                    if gt(shift, mload(0x20)) {
                        keep(p, slot, word)
                        shift := add(add(shift, base), mload(add(p, 0x60)))
                        slot := div(shift, mload(add(p, 0x120)))
                        base := mul(slot, mload(add(p, 0x120)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), slot)
                        word := sload(slot)
                    }
                    if eq(and(shr(shift, word), mask), mask) {
                        keep(p, slot, word)
                        last := i
                        leave
                    }
                    word := add(word, shl(shift, 1))
                }
                keep(p, slot, word)
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
    function _incrementSum(Counts t, uint256 cursor, uint256 end)
        private
        returns (uint256 place, uint256 before)
    {
        t.openHigh();
        // as in `_increment`, but for the place, which comes back where `end` was: a variable less on the stack
        assembly ("memory-safe") {
            function keep(p, slot, word) {
                switch slot
                case 0 { mstore(add(p, 0x300), word) }
                default { sstore(slot, word) }
            }
            function run(p, i) -> total {
                let width := mload(add(p, 0x100))
                let mask := sub(shl(mload(add(p, 0xe0)), 1), 1)
                let slot := 0
                let word := mload(add(p, 0x300))
                let base := mload(add(p, 0x180))
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(0x20)) {
                        keep(p, slot, word)
                        base := add(shift, base)
                        shift := add(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), div(shift, mload(add(p, 0x120))))
                        shift := mod(shift, mload(add(p, 0x120)))
                        base := sub(base, shift)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x160), sload(add(slot, TO_HIGH))) }
                    }
                    let low := and(shr(shift, word), mask)
                    if eq(low, mask) {
                        keep(p, slot, word)
                        mstore(0x00, i)
                        leave
                    }
                    word := add(word, shl(shift, 1))
                    feature := mload(add(mload(p), mul(mload(add(p, 0xc0)), feature)))
                    total := add(total, add(low, and(feature, 0xffff)))
                    if slt(word, 0) {
                        total := add(total, mul(add(mask, 1), and(shr(shift, mload(add(p, 0x160))), mask)))
                    }
                }
                keep(p, slot, word)
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, 0x80)))
            before := run(t, cursor)
            place := mload(0x00)
        }
    }

    /// @dev Adds 1 to the trained count of the selected class for `feature`, whose low half is full.
    /// @return grows False when the high half is full as well, so that the count stays.
    function _carry(Counts t, uint256 feature) private returns (bool grows) {
        (uint256 slot, uint256 shift) = _placeOf(t, feature);
        uint256 bits = t.get(ClassCounts.BITS);
        bool held = _isHeld(t, slot);
        uint256 word = held ? t.get(ClassCounts.HELD) : ClassCounts.load(slot);
        // the high half + 1, the low half - what it can hold, and the bit that says so
        assembly ("memory-safe") {
            let mask := sub(shl(bits, 1), 1)
            let high := sload(add(slot, TO_HIGH))
            grows := lt(and(shr(shift, high), mask), mask)
            if grows {
                sstore(add(slot, TO_HIGH), add(high, shl(shift, 1)))
                word := or(sub(word, shl(shift, mask)), HAS_HIGH)
                if iszero(held) { sstore(slot, word) }
            }
        }
        if (held) t.set(ClassCounts.HELD, word);
        // what follows stands behind the held word
        else t.set(ClassCounts.BASE, HAS_HIGH);
    }

    /// @return count The count of the selected class for `feature`, uploaded and trained.
    function _count(Counts t, uint256 feature) private view returns (uint256 count) {
        (uint256 slot, uint256 shift) = _placeOf(t, feature);
        uint256 bits = t.get(ClassCounts.BITS);
        uint256 word = _isHeld(t, slot) ? t.get(ClassCounts.HELD) : ClassCounts.load(slot);
        uint256 pointer;
        // of a later page, UPLOADED stands below 0
        unchecked {
            pointer = t.get(ClassCounts.UPLOADED) + t.get(ClassCounts.STRIDE) * feature;
        }
        // the last pair of bytes, and the two halves
        assembly ("memory-safe") {
            let mask := sub(shl(bits, 1), 1)
            count := and(mload(pointer), 0xffff)
            count := add(count, and(shr(shift, word), mask))
            count := add(count, shl(bits, and(shr(shift, sload(add(slot, TO_HIGH))), mask)))
        }
    }

    /// @return Whether the low word at `slot` is the held one.
    function _isHeld(Counts t, uint256 slot) private pure returns (bool) {
        return slot == t.get(ClassCounts.LOW) && t.get(ClassCounts.SKIPPED) != 0;
    }

    /// @return slot The low word of a feature.
    /// @return shift Where the selected class stands in it, from the bottom.
    function _placeOf(Counts t, uint256 feature) private pure returns (uint256 slot, uint256 shift) {
        unchecked {
            uint256 bit = t.get(ClassCounts.WIDTH) * feature + t.get(ClassCounts.OFFSET);
            uint256 span = t.get(ClassCounts.SPAN);
            return (t.get(ClassCounts.SLOT) + bit / span, bit % span);
        }
    }
}
