// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";
import {Logarithm} from "./Logarithm.sol";

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (twice `bits`, in storage, where they saturate). The low half of a
/// trained count stands in a low word, the high half at the same place of a high word, which is written at each
/// 2^bits-th sample only, and read only where a low word says that one of its counts has come so far.
/// @dev A low word has the counts of `classesPerWord` classes (a group, two at least) for as many features as fit in
/// 255 bits, the lowest feature and class lowest; at the bottom of a group's first word, `skipped` features are left
/// out. Bit 255 says that a count of the word has a high half.
library ClassCounts {
    /// Where a model's counts stand. The assembly below knows this order.
    struct Counts {
        /// Set by `select` for a class: the slot of its group's first low word.
        uint256 slot;
        /// Where feature 0 stands, in bits from the bottom of the first low word, and where the highest feature of a
        /// low word stands from the bottom of that.
        uint256 offset;
        uint256 top;
        /// The uploaded counts of the class and the next one, for feature f, are the last two pairs of the 32 bytes in
        /// memory at uploaded + stride * f.
        uint256 uploaded;
        uint256 stride;
        /// Bits of half a count, of all halves of a feature in a word, and of all features in a word.
        uint256 bits;
        uint256 width;
        uint256 span;
        /// The slot of the first low word of all.
        uint256 low;
        uint256 classesPerWord;
        uint256 features;
        /// Features that are left out in a group's first word.
        uint256 skipped;
        /// Set by `open`: memory for a word for each feature of a part, and for a page.
        uint256 gathered;
        uint256 page;
        /// The high word of the low word at hand, if that says that there is one.
        uint256 high;
    }

    /// Where a model's uploaded counts stand, none for 0 classes.
    struct Upload {
        uint256 modelId;
        uint256 classes;
        /// Features of a page, and bytes.
        uint256 pageFeatures;
        uint256 pageBytes;
    }

    /// The features of a sample that stand on one page, so that their uploaded counts are in memory.
    struct Part {
        /// From where to where in calldata.
        uint256 from;
        uint256 to;
        /// Where the counts of feature 0 would stand in memory, judging by the page; the classes that have some.
        uint256 counts;
        uint256 classes;
    }

    /// What a low word may fill with counts, and the bit above, which says that there are high halves.
    uint256 internal constant LOW_BITS = 255;
    uint256 private constant HAS_HIGH = 1 << 255;
    /// How far a high word stands behind its low word; no model has as many low words.
    uint256 private constant TO_HIGH = 1 << 18;
    /// Ten features, whose product is below 2^256, have a word each.
    uint256 private constant FACTOR_BYTES = 320;

    /// @return part The whole sample, with nothing in memory.
    function whole(bytes calldata sample) internal pure returns (Part memory part) {
        uint256 from;
        // where the sample begins in calldata
        assembly ("memory-safe") {
            from := sample.offset
        }
        (part.from, part.to) = (from, from + sample.length);
    }

    /// @dev Brings the page of the first feature of `part` to memory.
    /// @return rest The features of `part` that stand on later pages, which are cut off it.
    function open(Counts memory t, Upload memory u, Part memory part)
        internal
        view
        returns (Part memory rest)
    {
        (rest.from, rest.to) = (part.to, part.to);
        if (t.gathered == 0) t.gathered = _allocate(16 * (part.to - part.from));
        if (u.classes == 0 || part.from == part.to) return rest;
        if (t.page == 0) t.page = _allocate(u.pageBytes);
        unchecked {
            uint256 page = _feature(part.from) / u.pageFeatures;
            CodePages.copy(u.modelId, page, t.page, u.pageBytes);
            part.classes = u.classes;
            part.counts = t.page - 2 * u.classes * page * u.pageFeatures;
            uint256 limit = (page + 1) * u.pageFeatures;
            if (_feature(part.to - 2) < limit) return rest;
            rest.from = part.from;
            while (_feature(rest.from) < limit) rest.from += 2;
            part.to = rest.from;
        }
    }

    /// @dev Selects the counts of `label` for the features of `part`, in a model of `classes`.
    /// @return pair Whether sums are also those of the next class, which stands beside it.
    function select(Counts memory t, Part memory part, uint256 label, uint256 classes)
        internal
        pure
        returns (bool pair)
    {
        unchecked {
            uint256 place = label % t.classesPerWord;
            uint256 skipped = t.skipped * t.width;
            uint256 groupWords = (t.features * t.width + skipped + t.span - 1) / t.span;
            t.slot = t.low + label / t.classesPerWord * groupWords;
            t.offset = skipped + place * t.bits;
            t.top = place * t.bits + t.span - t.width;
            if (label < part.classes) {
                t.uploaded = part.counts + 2 * label - 28;
                t.stride = 2 * part.classes;
            } else {
                // Solidity keeps 0 at 0x60.
                t.uploaded = 0x60;
                t.stride = 0;
            }
            // beside it in low words, and in uploaded counts or not there either
            pair = place + 1 < t.classesPerWord && label + 1 < classes && label + 1 != part.classes;
        }
    }

    /// @return totals Σ count over the features of the part: of the selected class in the low 128 bits, of the next
    /// one in the high 128.
    function sum(Counts memory t, Part memory part) internal view returns (uint256 totals) {
        uint256 end = _gather(t, part);
        uint256 cursor = t.gathered;
        // adds up words of memory; the halves stay apart, since a count is below 2^17
        assembly ("memory-safe") {
            for {} lt(cursor, end) { cursor := add(cursor, 0x20) } { totals := add(totals, mload(cursor)) }
        }
    }

    /// @param logs Where Logarithm's table stands in memory.
    /// @return total Σ log2(Π (256 * count + smoothing)), each product over ten features of the part, in units of
    /// 2^-32 as Logarithm.log2 rounds them. A factor is at most 256 * (2^17 - 2) + 65,535 < 2^25.1.
    /// @return next The same of the next class.
    function logSums(Counts memory t, Part memory part, uint256 smoothing, uint256 logs)
        internal
        view
        returns (uint256 total, uint256 next)
    {
        unchecked {
            uint256 end = _gather(t, part);
            for (uint256 cursor = t.gathered; cursor < end; cursor += FACTOR_BYTES) {
                uint256 stop = cursor + FACTOR_BYTES;
                (uint256 p, uint256 q) = _products(cursor, stop < end ? stop : end, smoothing);
                total += Logarithm.log2(logs, p);
                next += Logarithm.log2(logs, q);
            }
        }
    }

    /// @dev Adds 1 to the trained counts of the selected class for the features of the part, but for those that are
    /// full. Uploaded counts are not read.
    /// @return moved How many counts have grown.
    function increment(Counts memory t, Part memory part) internal returns (uint256 moved) {
        unchecked {
            uint256 cursor = part.from;
            moved = (part.to - cursor) / 2;
            while (true) {
                cursor = _increment(t, cursor, part.to);
                if (cursor == part.to) return moved;
                if (!_carry(t, _feature(cursor))) --moved;
                cursor += 2;
            }
        }
    }

    /// @dev The same.
    /// @return moved How many counts have grown.
    /// @return before Their sum before, uploaded and trained.
    function incrementSum(Counts memory t, Part memory part)
        internal
        returns (uint256 moved, uint256 before)
    {
        unchecked {
            uint256 cursor = part.from;
            moved = (part.to - cursor) / 2;
            while (true) {
                uint256 sum_;
                (cursor, sum_) = _incrementSum(t, cursor, part.to);
                before += sum_;
                if (cursor == part.to) return (moved, before);
                uint256 count = _count(t, _feature(cursor));
                if (_carry(t, _feature(cursor))) before += count;
                else --moved;
                cursor += 2;
            }
        }
    }

    /// @dev Adds 1 to the low halves of the selected class for the features in calldata, until one is full.
    /// @return next Where its feature stands in calldata; the end when there was none.
    function _increment(Counts memory t, uint256 cursor, uint256 end) private returns (uint256 next) {
        // Lay the low words end to end, and feature f stands `offset` + `width` * f bits from the bottom. `base` is
        // where the word at hand begins, less `offset`; a feature whose place in it is above `top` needs another
        // word; so do all at first. The word at hand is written when the next one begins. The scratch space holds
        // `end` and `top`. A function with `leave` is not inlined, and so has the whole stack for its own variables.
        assembly ("memory-safe") {
            function run(p, i) -> last {
                let width := mload(add(p, 0xc0))
                let mask := sub(shl(mload(add(p, 0xa0)), 1), 1)
                let slot := 0
                let word := 0
                let base := HAS_HIGH
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let shift := sub(mul(width, shr(240, calldataload(i))), base)
                    if gt(shift, mload(0x20)) {
                        if slot { sstore(slot, word) }
                        shift := add(add(shift, base), mload(add(p, 0x20)))
                        slot := div(shift, mload(add(p, 0xe0)))
                        base := mul(slot, mload(add(p, 0xe0)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x20)))
                        slot := add(mload(p), slot)
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
            mstore(0x20, mload(add(t, 0x40)))
            next := run(t, cursor)
        }
    }

    /// @dev The same.
    /// @return next As there.
    /// @return before Σ count, uploaded and trained, over the features before `next`.
    function _incrementSum(Counts memory t, uint256 cursor, uint256 end)
        private
        returns (uint256 next, uint256 before)
    {
        // as in `_increment`
        assembly ("memory-safe") {
            function run(p, i) -> last, total {
                let width := mload(add(p, 0xc0))
                let mask := sub(shl(mload(add(p, 0xa0)), 1), 1)
                let slot := 0
                let word := 0
                let base := HAS_HIGH
                for {} lt(i, mload(0x00)) { i := add(i, 2) } {
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(0x20)) {
                        if slot { sstore(slot, word) }
                        shift := add(add(shift, base), mload(add(p, 0x20)))
                        slot := div(shift, mload(add(p, 0xe0)))
                        base := mul(slot, mload(add(p, 0xe0)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x20)))
                        slot := add(mload(p), slot)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x1c0), sload(add(slot, TO_HIGH))) }
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
                        shift := and(shr(shift, mload(add(p, 0x1c0))), mask)
                        total := add(total, mul(add(mask, 1), shift))
                    }
                    feature := mload(add(mload(add(p, 0x60)), mul(mload(add(p, 0x80)), feature)))
                    total := add(total, and(shr(16, feature), 0xffff))
                }
                if slot { sstore(slot, word) }
                last := i
            }
            mstore(0x00, end)
            mstore(0x20, mload(add(t, 0x40)))
            next, before := run(t, cursor)
        }
    }

    /// @dev Adds 1 to the trained count of the selected class for `feature`, whose low half is full.
    /// @return grows False when the high half is full as well, so that the count stays.
    function _carry(Counts memory t, uint256 feature) private returns (bool grows) {
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
    function _count(Counts memory t, uint256 feature) private view returns (uint256 count) {
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
    function _placeOf(Counts memory t, uint256 feature) private pure returns (uint256 slot, uint256 shift) {
        unchecked {
            uint256 bit = t.width * feature + t.offset;
            return (t.slot + bit / t.span, bit % t.span);
        }
    }

    /// @dev Writes for each feature of the part a word to memory at `gathered`: the count of the selected class in the
    /// low 128 bits, that of the next one in the high 128.
    /// @return end Where the last word ends.
    function _gather(Counts memory t, Part memory part) private view returns (uint256 end) {
        // as in `_increment`
        assembly ("memory-safe") {
            function run(p, i, pointer) -> last {
                let bits := mload(add(p, 0xa0))
                let width := mload(add(p, 0xc0))
                let mask := sub(shl(bits, 1), 1)
                let word := 0
                let base := HAS_HIGH
                for {} 1 { i := add(i, 2) } {
                    if iszero(lt(i, mload(0x00))) {
                        last := pointer
                        leave
                    }
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(0x20)) {
                        shift := add(add(shift, base), mload(add(p, 0x20)))
                        let slot := div(shift, mload(add(p, 0xe0)))
                        base := mul(slot, mload(add(p, 0xe0)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x20)))
                        slot := add(mload(p), slot)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x1c0), sload(add(slot, TO_HIGH))) }
                    }
                    feature := mload(add(mload(add(p, 0x60)), mul(mload(add(p, 0x80)), feature)))
                    let low := shr(shift, word)
                    let count := add(and(low, mask), and(shr(16, feature), 0xffff))
                    feature := add(and(shr(bits, low), mask), and(feature, 0xffff))
                    if slt(word, 0) {
                        low := shr(shift, mload(add(p, 0x1c0)))
                        count := add(count, shl(bits, and(low, mask)))
                        feature := add(feature, shl(bits, and(shr(bits, low), mask)))
                    }
                    mstore(pointer, or(count, shl(128, feature)))
                    pointer := add(pointer, 0x20)
                }
            }
            mstore(0x00, mload(add(part, 0x20)))
            mstore(0x20, mload(add(t, 0x40)))
            end := run(t, mload(part), mload(add(t, 0x180)))
        }
    }

    /// @return product Π (256 * count + smoothing) over the counts in memory from `cursor` to `end`.
    /// @return next The same of the next class.
    function _products(uint256 cursor, uint256 end, uint256 smoothing)
        private
        pure
        returns (uint256 product, uint256 next)
    {
        // 256 times a count is the count eight bits further up
        assembly ("memory-safe") {
            product := 1
            next := 1
            for {} lt(cursor, end) { cursor := add(cursor, 0x20) } {
                let counts := mload(cursor)
                product := mul(product, add(and(shl(8, counts), 0xffffffff), smoothing))
                next := mul(next, add(shr(120, counts), smoothing))
            }
        }
    }

    /// @return feature The feature at `cursor` in calldata.
    function _feature(uint256 cursor) private pure returns (uint256 feature) {
        // its two bytes
        assembly ("memory-safe") {
            feature := shr(240, calldataload(cursor))
        }
    }

    /// @return pointer Memory of `size` bytes, with 32 before it, which loads that end with a count take in.
    function _allocate(uint256 size) private pure returns (uint256 pointer) {
        // moves the free memory pointer
        assembly ("memory-safe") {
            pointer := add(mload(0x40), 0x20)
            mstore(0x40, add(pointer, size))
        }
    }
}
