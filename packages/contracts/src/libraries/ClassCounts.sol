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
        /// Bytes of a page.
        uint256 pageBytes;
    }

    /// One class's counts of the features of a sample. The assembly below knows this order.
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
        /// Where the uploaded count of the sample's first feature ends in memory, less 32, and how far it is from one
        /// to the next. Where there are none it points to 0, and the distance is 0.
        uint256 uploaded;
        uint256 stride;
        /// The word at hand, and `top` as in `sum`, for a pass in several parts.
        uint256 word;
        uint256 top;
    }

    /// The bytes of ten features, whose product is below 2^256.
    uint256 private constant FACTOR_BYTES = 20;

    /// @return uploaded Where the uploaded counts of the sample's features, one feature after the other, now stand in
    /// memory; 0 before them.
    function gather(Counts memory t, bytes calldata sample) internal view returns (uint256 uploaded) {
        uint256 stride = 2 * t.uploadedClasses;
        uint256 buffer;
        // 32 bytes of 0, room for the counts, a page after them, and what a load of its last count takes in
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, 0)
            uploaded := add(free, 0x20)
            buffer := add(uploaded, mul(stride, shr(1, sample.length)))
            mstore(0x40, add(add(buffer, mload(add(t, 0x100))), 0x20))
        }
        if (stride == 0) return uploaded;
        uint256 cursor = _start(sample);
        uint256 to = uploaded;
        unchecked {
            // page by page
            for (uint256 end = cursor + sample.length; cursor < end;) {
                uint256 page = _feature(cursor) / t.pageFeatures;
                CodePages.copy(t.modelId, page, buffer, t.pageBytes);
                uint256 limit = (page + 1) * t.pageFeatures;
                uint256 first = buffer - stride * (limit - t.pageFeatures);
                // for each feature below `limit`: memory[to, to + stride] = memory[first + stride * feature, …]
                assembly ("memory-safe") {
                    for {} lt(cursor, end) { cursor := add(cursor, 2) } {
                        let feature := shr(240, calldataload(cursor))
                        if iszero(lt(feature, limit)) { break }
                        mcopy(to, add(first, mul(stride, feature)), stride)
                        to := add(to, stride)
                    }
                }
            }
        }
    }

    /// @param uploaded From `gather`, or 0 to leave the uploaded counts out.
    /// @return k The counts of `label`.
    function column(Counts memory t, uint256 uploaded, uint256 label) internal pure returns (Column memory k) {
        unchecked {
            k.slot = t.trained + (label / t.classesPerWord) * t.blocks;
            k.width = t.bits * t.classesPerWord;
            k.span = k.width * t.blockFeatures;
            k.bits = t.bits;
            k.last = t.bits * (label % t.classesPerWord) + k.span - k.width;
            k.top = type(uint256).max;
            if (uploaded == 0) {
                // Solidity keeps 0 at 0x60.
                k.uploaded = 0x60;
            } else if (label < t.uploadedClasses) {
                k.uploaded = uploaded + 2 * label - 30;
                k.stride = 2 * t.uploadedClasses;
            } else {
                k.uploaded = uploaded - 32;
            }
        }
    }

    /// @return total Σ count over the features of the sample.
    function sum(Column memory k, bytes calldata sample) internal view returns (uint256 total) {
        // Feature f stands `width` * f bits from the bottom of the first word, words laid end to end. `top` is where
        // the last feature of the word at hand stands: what is left to it, `left`, is negative when another word is
        // needed (at first always). `word` is shifted so that its last count ends at the top; `left` brings the
        // count that is wanted there. The scratch space holds what would not fit on the stack: how far the top is
        // from the bottom, and the stride of the uploaded counts.
        assembly ("memory-safe") {
            let width := mload(add(k, 0x20))
            let uploaded := mload(add(k, 0xa0))
            let word := 0
            let top := not(0)
            mstore(0x00, sub(256, mload(add(k, 0x60))))
            mstore(0x20, mload(add(k, 0xc0)))
            let cursor := sample.offset
            for { let end := add(cursor, sample.length) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let place := mul(width, shr(240, calldataload(cursor)))
                let left := sub(top, place)
                if slt(left, 0) {
                    let span := mload(add(k, 0x40))
                    left := div(place, span)
                    word := shl(sub(mload(0x00), mload(add(k, 0x80))), sload(add(mload(k), left)))
                    top := add(mul(span, left), sub(span, width))
                    left := sub(top, place)
                }
                total := add(total, shr(mload(0x00), shl(left, word)))
                total := add(total, and(mload(uploaded), 0xffff))
                uploaded := add(uploaded, mload(0x20))
            }
        }
    }

    /// @param logs Where Logarithm's table stands in memory.
    /// @return total Σ log2(Π (256 * count + smoothing)), each product over ten features of the sample, in units of
    /// 2^-32 as Logarithm.log2 rounds them. A factor is at most 256 * (2^17 - 2) + 65,535 < 2^25.1.
    function logSum(Column memory k, bytes calldata sample, uint256 smoothing, uint256 logs)
        internal
        view
        returns (uint256 total)
    {
        unchecked {
            uint256 cursor = _start(sample);
            for (uint256 end = cursor + sample.length; cursor < end; cursor += FACTOR_BYTES) {
                uint256 next = cursor + FACTOR_BYTES;
                total += Logarithm.log2(logs, _product(k, cursor, next < end ? next : end, smoothing));
            }
        }
    }

    /// @dev Adds 1 to the trained counts of the features of the sample, but for those that are full.
    /// @return moved How many counts have grown.
    /// @return before The sum of these counts before, uploaded ones included if the column has them.
    function increment(Column memory k, bytes calldata sample)
        internal
        returns (uint256 moved, uint256 before)
    {
        // Counts are found as in `sum`, but for `word`, which is not shifted: the one wanted is `last` - `left` bits
        // from the bottom. The word at hand is written when the next one begins. The scratch space holds `last` and
        // the largest count.
        assembly ("memory-safe") {
            let uploaded := mload(add(k, 0xa0))
            let slot := 0
            let word := 0
            let top := not(0)
            mstore(0x00, mload(add(k, 0x80)))
            mstore(0x20, sub(shl(mload(add(k, 0x60)), 1), 1))
            let cursor := sample.offset
            for { let end := add(cursor, sample.length) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let shift := sub(top, mul(mload(add(k, 0x20)), shr(240, calldataload(cursor))))
                if slt(shift, 0) {
                    if slot { sstore(slot, word) }
                    let span := mload(add(k, 0x40))
                    slot := mul(mload(add(k, 0x20)), shr(240, calldataload(cursor)))
                    shift := div(slot, span)
                    top := add(mul(span, shift), sub(span, mload(add(k, 0x20))))
                    span := sub(top, slot)
                    slot := add(mload(k), shift)
                    word := sload(slot)
                    shift := span
                }
                shift := sub(mload(0x00), shift)
                let count := and(shr(shift, word), mload(0x20))
                if lt(count, mload(0x20)) {
                    word := add(word, shl(shift, 1))
                    moved := add(moved, 1)
                    before := add(before, add(count, and(mload(uploaded), 0xffff)))
                }
                uploaded := add(uploaded, mload(add(k, 0xc0)))
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
                let place := mul(width, shr(240, calldataload(cursor)))
                let left := sub(top, place)
                if slt(left, 0) {
                    let span := mload(add(k, 0x40))
                    left := div(place, span)
                    word := shl(sub(mload(0x00), mload(add(k, 0x80))), sload(add(mload(k), left)))
                    top := add(mul(span, left), sub(span, width))
                    left := sub(top, place)
                }
                let count := add(shr(mload(0x00), shl(left, word)), and(mload(uploaded), 0xffff))
                product := mul(product, add(shl(8, count), smoothing))
                uploaded := add(uploaded, mload(0x20))
            }
            mstore(add(k, 0xa0), uploaded)
            mstore(add(k, 0xe0), word)
            mstore(add(k, 0x100), top)
        }
    }

    /// @return start Where the sample begins in calldata.
    function _start(bytes calldata sample) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := sample.offset
        }
    }

    /// @return feature The feature at `cursor` in calldata.
    function _feature(uint256 cursor) private pure returns (uint256 feature) {
        // its two bytes
        assembly ("memory-safe") {
            feature := shr(240, calldataload(cursor))
        }
    }
}
