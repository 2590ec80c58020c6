// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (twice `bits`, in storage, where they saturate). The low half of a
/// trained count stands in a low word, the high half at the same place of a high word, which is written at each
/// 2^bits-th sample only, and read only where a low word says that one of its counts has come so far.
/// @dev A low word has the counts of `classesPerWord` classes (a group, two at least) for as many features as fit in
/// 255 bits, the lowest feature and class lowest; at the bottom of a group's first word, `skipped` features are left
/// out. Bit 255 says that a count of the word has a high half. Where the counts stand is said here; CountSums adds
/// them up, CountIncrements raises them.
library ClassCounts {
    /// Where a model's counts stand, and where a sample. CountSums and CountIncrements know this order.
    struct Counts {
        /// Set by `open` or `whole`: where the features at hand stand in calldata.
        uint256 from;
        uint256 to;
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
        /// The low word at hand; its high word, if it says that there is one; and by how much feature f's place in it,
        /// in bits, is less than width * f.
        uint256 word;
        uint256 high;
        uint256 base;
        /// The slot of the first low word of all.
        uint256 low;
        uint256 classesPerWord;
        uint256 features;
        /// Features that are left out in a group's first word.
        uint256 skipped;
        /// Where the sample ends in calldata.
        uint256 end;
        /// Uploaded counts, none for 0 classes: features of a page, and bytes.
        uint256 modelId;
        uint256 classes;
        uint256 pageFeatures;
        uint256 pageBytes;
        /// Memory for a page, and where the counts of feature 0 would stand there, judging by the page at hand.
        uint256 page;
        uint256 counts;
    }

    /// What a low word may fill with counts, and the bit above, which says that there are high halves.
    uint256 internal constant LOW_BITS = 255;
    uint256 internal constant HAS_HIGH = 1 << 255;
    /// How far a high word stands behind its low word; no model has as many low words.
    uint256 internal constant TO_HIGH = 1 << 18;

    /// @dev Has all features of the sample at hand, with no uploaded counts in memory.
    function whole(Counts memory t) internal pure {
        (t.from, t.to) = (t.to, t.end);
    }

    /// @dev Has the next features of the sample at hand that stand on one page of uploaded counts, which it brings to
    /// memory.
    /// @return Whether there were any left.
    function open(Counts memory t) internal view returns (bool) {
        (uint256 from, uint256 end) = (t.to, t.end);
        if (from == end) return false;
        (t.from, t.to) = (from, end);
        if (t.classes == 0) return true;
        if (t.page == 0) t.page = _allocate(t.pageBytes);
        unchecked {
            uint256 page = featureAt(from) / t.pageFeatures;
            CodePages.copy(t.modelId, page, t.page, t.pageBytes);
            t.counts = t.page - 2 * t.classes * page * t.pageFeatures;
            uint256 limit = (page + 1) * t.pageFeatures;
            if (featureAt(end - 2) < limit) return true;
            while (featureAt(from) < limit) from += 2;
            t.to = from;
        }
        return true;
    }

    /// @dev Selects the counts of `label` for the features at hand, in a model of `classes`.
    /// @return pair Whether sums are also those of the next class, which stands beside it.
    function select(Counts memory t, uint256 label, uint256 classes) internal pure returns (bool pair) {
        unchecked {
            uint256 shared = t.classesPerWord;
            uint256 place = label & (shared - 1);
            uint256 offset = t.skipped * t.width;
            t.slot = t.low;
            if (label >= shared) {
                uint256 groupWords = (t.features * t.width + offset + t.span - 1) / t.span;
                t.slot += label / shared * groupWords;
            }
            t.offset = offset + place * t.bits;
            t.top = place * t.bits + t.span - t.width;
            // no word is at hand: every place is behind it
            t.base = HAS_HIGH;
            uint256 uploaded = t.classes;
            if (label < uploaded) {
                t.uploaded = t.counts + 2 * label - 28;
                t.stride = 2 * uploaded;
            } else {
                // Solidity keeps 0 at 0x60.
                t.uploaded = 0x60;
                t.stride = 0;
            }
            // beside it in low words, and in uploaded counts or not there either
            pair = place + 1 < shared && label + 1 < classes && label + 1 != uploaded;
        }
    }

    /// @return feature The feature at `cursor` in calldata.
    function featureAt(uint256 cursor) internal pure returns (uint256 feature) {
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
