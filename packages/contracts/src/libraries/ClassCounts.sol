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
        /// The largest trained count.
        uint256 max;
        /// Where the counts of the first and of the last feature of a word stand in it, from the bottom.
        uint256 first;
        uint256 last;
        /// The uploaded count of feature f is the last two of the 32 bytes in memory at uploaded + stride * f.
        uint256 uploaded;
        uint256 stride;
        /// The word at hand, and `base` as in `sum`, for a pass in several steps.
        uint256 word;
        uint256 base;
    }

    /// No word is at hand: every feature is far from here.
    uint256 private constant NOWHERE = 1 << 255;
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

    /// @dev Makes `k` the counts of `label` for the features of `part`, which is open.
    function select(Counts memory t, Column memory k, Part memory part, uint256 label) internal pure {
        unchecked {
            uint256 classes = t.classesPerWord;
            k.slot = t.trained + (label / classes) * t.blocks;
            uint256 width = t.bits * classes;
            k.width = width;
            k.span = width * t.blockFeatures;
            k.max = (1 << t.bits) - 1;
            uint256 first = t.bits * (label % classes);
            k.first = first;
            k.last = first + k.span - width;
            k.base = NOWHERE;
            if (label < t.uploadedClasses) {
                k.uploaded = part.counts + 2 * label - 30;
                k.stride = 2 * t.uploadedClasses;
            } else {
                // Solidity keeps 0 at 0x60.
                k.uploaded = 0x60;
                k.stride = 0;
            }
        }
    }

    /// @return total Σ count over the features of the part.
    function sum(Column memory k, Part memory part) internal view returns (uint256 total) {
        // Lay the words end to end, and feature f stands `first` + `width` * f bits from the bottom. `base` is where
        // the word at hand begins, less `first`; a feature whose place in it is below 0 or above `last` needs
        // another word (so do all at first). The scratch space holds `last` and the largest count.
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let uploaded := mload(add(k, 0xc0))
            let word := 0
            let base := NOWHERE
            mstore(0x00, mload(add(k, 0xa0)))
            mstore(0x20, mload(add(k, 0x60)))
            let cursor := mload(part)
            for { let end := mload(add(part, 0x20)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                let shift := sub(mul(width, feature), base)
                if gt(shift, mload(0x00)) {
                    let index := div(mul(width, feature), mload(add(k, 0x40)))
                    word := sload(add(mload(k), index))
                    base := sub(mul(mload(add(k, 0x40)), index), mload(add(k, 0x80)))
                    shift := sub(mul(width, feature), base)
                }
                feature := mload(add(uploaded, mul(mload(add(k, 0xe0)), feature)))
                total := add(total, add(and(shr(shift, word), mload(0x20)), and(feature, 0xffff)))
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
        // Counts are found as in `sum`; the part is not empty. The word at hand is written when the next one begins.
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let slot := 0
            let word := 0
            let base := NOWHERE
            mstore(0x00, mload(add(k, 0xa0)))
            mstore(0x20, mload(add(k, 0x60)))
            let cursor := mload(part)
            for {} 1 {} {
                let shift := sub(mul(width, shr(240, calldataload(cursor))), base)
                if gt(shift, mload(0x00)) {
                    if slot { sstore(slot, word) }
                    shift := add(shift, base)
                    slot := div(shift, mload(add(k, 0x40)))
                    base := sub(mul(mload(add(k, 0x40)), slot), mload(add(k, 0x80)))
                    slot := add(mload(k), slot)
                    word := sload(slot)
                    shift := sub(shift, base)
                }
                let grows := lt(and(shr(shift, word), mload(0x20)), mload(0x20))
                word := add(word, shl(shift, grows))
                moved := add(moved, grows)
                cursor := add(cursor, 2)
                if iszero(lt(cursor, mload(add(part, 0x20)))) { break }
            }
            if slot { sstore(slot, word) }
        }
    }

    /// @dev The same.
    /// @return growth How much the sum of the squares of the class's counts has grown: Σ (2 * count + 1), count
    /// being the uploaded and the trained one before.
    function incrementSquares(Column memory k, Part memory part) internal returns (uint256 growth) {
        // as `increment`
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let slot := 0
            let word := 0
            let base := NOWHERE
            mstore(0x00, mload(add(k, 0xa0)))
            mstore(0x20, mload(add(k, 0x60)))
            let cursor := mload(part)
            for { let end := mload(add(part, 0x20)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                let shift := sub(mul(width, feature), base)
                if gt(shift, mload(0x00)) {
                    if slot { sstore(slot, word) }
                    shift := add(shift, base)
                    slot := div(shift, mload(add(k, 0x40)))
                    base := sub(mul(mload(add(k, 0x40)), slot), mload(add(k, 0x80)))
                    slot := add(mload(k), slot)
                    word := sload(slot)
                    shift := sub(shift, base)
                }
                feature := mload(add(mload(add(k, 0xc0)), mul(mload(add(k, 0xe0)), feature)))
                let count := and(shr(shift, word), mload(0x20))
                let grows := lt(count, mload(0x20))
                word := add(word, shl(shift, grows))
                count := add(count, and(feature, 0xffff))
                growth := add(growth, mul(grows, add(add(count, count), 1)))
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
            let uploaded := mload(add(k, 0xc0))
            let word := mload(add(k, 0x100))
            let base := mload(add(k, 0x120))
            mstore(0x00, mload(add(k, 0xa0)))
            mstore(0x20, mload(add(k, 0x60)))
            product := 1
            for {} lt(cursor, end) { cursor := add(cursor, 2) } {
                let feature := shr(240, calldataload(cursor))
                let shift := sub(mul(width, feature), base)
                if gt(shift, mload(0x00)) {
                    let index := div(mul(width, feature), mload(add(k, 0x40)))
                    word := sload(add(mload(k), index))
                    base := sub(mul(mload(add(k, 0x40)), index), mload(add(k, 0x80)))
                    shift := sub(mul(width, feature), base)
                }
                feature := mload(add(uploaded, mul(mload(add(k, 0xe0)), feature)))
                feature := add(and(shr(shift, word), mload(0x20)), and(feature, 0xffff))
                product := mul(product, add(shl(8, feature), smoothing))
            }
            mstore(add(k, 0x100), word)
            mstore(add(k, 0x120), base)
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
