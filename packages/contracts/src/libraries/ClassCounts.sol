// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";
import {Logarithm} from "./Logarithm.sol";

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (`bits` each, in storage, where they saturate).
/// @dev A word of storage has the trained counts of `classesPerWord` classes (a group) for `blockFeatures` features
/// (a block): class c of feature f is lane (f % blockFeatures) * classesPerWord + c % classesPerWord, the first one
/// lowest, of word (c / classesPerWord) * blocks + f / blockFeatures.
library ClassCounts {
    /// Where a model's counts stand.
    struct Counts {
        uint256 modelId;
        /// The slot of the first trained word.
        uint256 trained;
        /// Bits of a trained count.
        uint256 bits;
        uint256 classesPerWord;
        uint256 blockFeatures;
        uint256 blocks;
        /// Classes with uploaded counts.
        uint256 uploadedClasses;
        /// Features of a page.
        uint256 pageFeatures;
        /// Bytes of a page, and memory for one.
        uint256 pageBytes;
        uint256 buffer;
    }

    /// The features of a sample that stand on one page, so that their uploaded counts are in memory.
    struct Part {
        /// From where to where in calldata.
        uint256 from;
        uint256 to;
        /// Where the counts of feature 0 would stand in memory, judging by the page.
        uint256 counts;
    }

    /// One class's counts. The assembly below knows this order.
    struct Column {
        /// The slot of the word with the class's first features.
        uint256 slot;
        /// Bits of a feature in a word, and of all its features.
        uint256 width;
        uint256 span;
        /// Bits of a count.
        uint256 bits;
        /// Where the count of the last feature of a word stands in it, from the bottom.
        uint256 last;
        /// The uploaded count of feature f is the last two of the 32 bytes in memory at uploaded + stride * f.
        uint256 uploaded;
        uint256 stride;
        /// The word at hand, and `top` as in `sum`, for a pass in several steps.
        uint256 word;
        uint256 top;
        /// Bytes from the first count of a feature to the class's.
        uint256 offset;
    }

    /// The bytes of ten features, whose product is below 2^256.
    uint256 private constant FACTOR_BYTES = 20;

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
    function open(Counts memory t, Part memory part) internal view returns (Part memory rest) {
        (rest.from, rest.to) = (part.to, part.to);
        if (t.uploadedClasses == 0 || part.from == part.to) return rest;
        if (t.buffer == 0) t.buffer = _allocate(t.pageBytes);
        unchecked {
            uint256 page = _feature(part.from) / t.pageFeatures;
            CodePages.copy(t.modelId, page, t.buffer, t.pageBytes);
            part.counts = t.buffer - 2 * t.uploadedClasses * page * t.pageFeatures;
            uint256 limit = (page + 1) * t.pageFeatures;
            if (_feature(part.to - 2) < limit) return rest;
            rest.from = part.from;
            while (_feature(rest.from) < limit) rest.from += 2;
            part.to = rest.from;
        }
    }

    /// @return k The counts of `label`; `turn` makes them ready for a part.
    function column(Counts memory t, uint256 label) internal pure returns (Column memory k) {
        unchecked {
            k.slot = t.trained + (label / t.classesPerWord) * t.blocks;
            k.width = t.bits * t.classesPerWord;
            k.span = k.width * t.blockFeatures;
            k.bits = t.bits;
            k.last = t.bits * (label % t.classesPerWord) + k.span - k.width;
            // Solidity keeps 0 at 0x60.
            k.uploaded = 0x60;
            if (label < t.uploadedClasses) {
                k.stride = 2 * t.uploadedClasses;
                k.offset = 2 * label;
            }
        }
    }

    /// @return k The counts of each class.
    function columns(Counts memory t, uint256 classes) internal pure returns (Column[] memory k) {
        k = new Column[](classes);
        for (uint256 c; c < classes; ++c) {
            k[c] = column(t, c);
        }
    }

    /// @dev Makes a column ready for the features of `part`, which is open.
    function turn(Column memory k, Part memory part) internal pure {
        k.top = type(uint256).max;
        unchecked {
            if (k.stride != 0) k.uploaded = part.counts + k.offset - 30;
        }
    }

    /// @return total Σ count over the features of the part.
    function sum(Column memory k, Part memory part) internal view returns (uint256 total) {
        // Feature f stands `width` * f bits from the bottom of the first word, words laid end to end. `top` is where
        // the last feature of the word at hand stands: what is left to it, `left`, is negative when another word is
        // needed (at first always). `word` is shifted so that its last count ends at the top; `left` brings the
        // count that is wanted there. The scratch space holds how far the top is from the bottom.
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let uploaded := mload(add(k, 0xa0))
            let stride := mload(add(k, 0xc0))
            let word := 0
            let top := not(0)
            mstore(0x00, sub(256, mload(add(k, 0x60))))
            let cursor := mload(part)
            for { let end := mload(add(part, 0x20)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                let left := sub(top, mul(width, feature))
                if slt(left, 0) {
                    let span := mload(add(k, 0x40))
                    left := div(mul(width, feature), span)
                    word := shl(sub(mload(0x00), mload(add(k, 0x80))), sload(add(mload(k), left)))
                    top := add(mul(span, left), sub(span, width))
                    left := sub(top, mul(width, feature))
                }
                total := add(total, shr(mload(0x00), shl(left, word)))
                total := add(total, and(mload(add(uploaded, mul(stride, feature))), 0xffff))
            }
        }
    }

    /// @param logs Where Logarithm's table stands in memory.
    /// @return total Σ log2(Π (256 * count + smoothing)), each product over ten features of the part, in units of
    /// 2^-32 as Logarithm.log2 rounds them. A factor is at most 256 * (2^17 - 2) + 65,535 < 2^25.1.
    function logSum(Column memory k, Part memory part, uint256 smoothing, uint256 logs)
        internal
        view
        returns (uint256 total)
    {
        unchecked {
            uint256 end = part.to;
            for (uint256 cursor = part.from; cursor < end; cursor += FACTOR_BYTES) {
                uint256 next = cursor + FACTOR_BYTES;
                total += Logarithm.log2(logs, _product(k, cursor, next < end ? next : end, smoothing));
            }
        }
    }

    /// @dev Adds 1 to the trained counts of the features of the part, but for those that are full.
    /// @return moved How many counts have grown.
    function increment(Column memory k, Part memory part) internal returns (uint256 moved) {
        // Counts are found as in `sum`, but for `word`, which is not shifted: the one wanted is `last` - `left` bits
        // from the bottom. The word at hand is written when the next one begins. The scratch space holds `last` and
        // the largest count.
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let slot := 0
            let word := 0
            let top := not(0)
            mstore(0x00, mload(add(k, 0x80)))
            mstore(0x20, sub(shl(mload(add(k, 0x60)), 1), 1))
            let cursor := mload(part)
            for { let end := mload(add(part, 0x20)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let place := mul(width, shr(240, calldataload(cursor)))
                if slt(sub(top, place), 0) {
                    if slot { sstore(slot, word) }
                    let span := mload(add(k, 0x40))
                    slot := div(place, span)
                    top := add(mul(span, slot), sub(span, width))
                    slot := add(mload(k), slot)
                    word := sload(slot)
                }
                let shift := add(sub(mload(0x00), top), place)
                let grows := lt(and(shr(shift, word), mload(0x20)), mload(0x20))
                word := add(word, shl(shift, grows))
                moved := add(moved, grows)
            }
            if slot { sstore(slot, word) }
        }
    }

    /// @dev The same.
    /// @return moved How many counts have grown.
    /// @return before The sum of these counts before.
    function incrementAndSum(Column memory k, Part memory part)
        internal
        returns (uint256 moved, uint256 before)
    {
        // as `increment`
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let slot := 0
            let word := 0
            let top := not(0)
            mstore(0x00, mload(add(k, 0x80)))
            mstore(0x20, sub(shl(mload(add(k, 0x60)), 1), 1))
            let cursor := mload(part)
            for { let end := mload(add(part, 0x20)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                if slt(sub(top, mul(width, feature)), 0) {
                    if slot { sstore(slot, word) }
                    let span := mload(add(k, 0x40))
                    slot := div(mul(width, feature), span)
                    top := add(mul(span, slot), sub(span, width))
                    slot := add(mload(k), slot)
                    word := sload(slot)
                }
                let shift := add(sub(mload(0x00), top), mul(width, feature))
                let count := and(shr(shift, word), mload(0x20))
                if lt(count, mload(0x20)) {
                    word := add(word, shl(shift, 1))
                    moved := add(moved, 1)
                    let uploaded := mload(add(mload(add(k, 0xa0)), mul(mload(add(k, 0xc0)), feature)))
                    before := add(before, add(count, and(uploaded, 0xffff)))
                }
            }
            if slot { sstore(slot, word) }
        }
    }

    /// @return product Π (256 * count + smoothing) over the features in calldata from `cursor` to `end`.
    function _product(Column memory k, uint256 cursor, uint256 end, uint256 smoothing)
        private
        view
        returns (uint256 product)
    {
        // counts are found as in `sum`; what is at hand is kept in the column for the next features
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let uploaded := mload(add(k, 0xa0))
            let word := mload(add(k, 0xe0))
            let top := mload(add(k, 0x100))
            mstore(0x00, sub(256, mload(add(k, 0x60))))
            mstore(0x20, mload(add(k, 0xc0)))
            product := 1
            for {} lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                let left := sub(top, mul(width, feature))
                if slt(left, 0) {
                    let span := mload(add(k, 0x40))
                    left := div(mul(width, feature), span)
                    word := shl(sub(mload(0x00), mload(add(k, 0x80))), sload(add(mload(k), left)))
                    top := add(mul(span, left), sub(span, width))
                    left := sub(top, mul(width, feature))
                }
                let count := and(mload(add(uploaded, mul(mload(0x20), feature))), 0xffff)
                count := add(count, shr(mload(0x00), shl(left, word)))
                product := mul(product, add(shl(8, count), smoothing))
            }
            mstore(add(k, 0xe0), word)
            mstore(add(k, 0x100), top)
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
