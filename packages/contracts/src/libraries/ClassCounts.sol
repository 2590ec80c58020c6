// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";

/// Where a model's counts stand, and where a sample: the fields of ClassCounts in memory, from the byte that this is
/// the number of. Solidity would fill a struct with zeros first, for 400 gas.
type Counts is uint256;

using ClassCounts for Counts global;

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (twice `bits`, in storage, where they saturate). The low half of a
/// trained count stands in a low word, the high half at the same place of a high word, which is written at each
/// 2^bits-th sample only, and read only where a low word says that one of its counts has come so far.
/// @dev A low word has the counts of `classesPerWord` classes (a group, two at least) for as many features as fit in
/// 255 bits, the lowest feature and class lowest; at the bottom of a group's first word, `skipped` features are left
/// out. Bit 255 says that a count of the word has a high half. Where the counts stand is said here; CountSums adds
/// them up, CountIncrements raises them.
library ClassCounts {
    // The fields of Counts. CountSums and CountIncrements know where they stand.

    /// The uploaded counts of the class and the next one, for feature f, are the last two pairs of the 32 bytes in
    /// memory at uploaded + stride * f. It comes first, since it is read for every feature.
    uint256 internal constant UPLOADED = 0x00;
    /// Set by `open` or `whole`: where the features at hand stand in calldata.
    uint256 internal constant FROM = 0xa0;
    uint256 internal constant TO = 0x20;
    /// Set by `select` for a class: the slot of its group's first low word.
    uint256 internal constant SLOT = 0x40;
    /// Where feature 0 stands, in bits from the bottom of the first low word, and where the highest feature of a low
    /// word stands from the bottom of that.
    uint256 internal constant OFFSET = 0x60;
    uint256 internal constant TOP = 0x80;
    uint256 internal constant STRIDE = 0xc0;
    /// Bits of half a count, of all halves of a feature in a word, and of all features in a word.
    uint256 internal constant BITS = 0xe0;
    uint256 internal constant WIDTH = 0x100;
    uint256 internal constant SPAN = 0x120;
    /// The low word at hand; its high word, if it says that there is one; and by how much feature f's place in it, in
    /// bits, is less than width * f. At first the held word, if the features at hand begin in it, or none.
    uint256 internal constant WORD = 0x140;
    uint256 internal constant HIGH = 0x160;
    uint256 internal constant BASE = 0x180;
    /// The slot of the first low word of all.
    uint256 internal constant LOW = 0x1a0;
    uint256 internal constant CLASSES_PER_WORD = 0x1c0;
    uint256 internal constant FEATURES = 0x1e0;
    /// Features that are left out in a group's first word.
    uint256 internal constant SKIPPED = 0x200;
    /// Where the sample ends in calldata.
    uint256 internal constant END = 0x220;
    /// Uploaded counts, none for 0 classes: features of a page, and bytes.
    uint256 internal constant MODEL_ID = 0x240;
    uint256 internal constant CLASSES = 0x260;
    uint256 internal constant PAGE_FEATURES = 0x280;
    uint256 internal constant PAGE_BYTES = 0x2a0;
    /// Memory for a page, and where the counts of feature 0 would stand there, judging by the page at hand.
    uint256 internal constant PAGE = 0x2c0;
    uint256 internal constant COUNTS = 0x2e0;
    /// A word of storage that the caller has read and will write: what it is now. When features are left out, it is the
    /// first low word of all, so that this one is neither read nor written here.
    uint256 internal constant HELD = 0x300;
    uint256 private constant SIZE = 0x320;

    /// What a low word may fill with counts, and the bit above, which says that there are high halves.
    uint256 internal constant LOW_BITS = 255;
    uint256 internal constant HAS_HIGH = 1 << 255;
    /// How far a high word stands behind its low word; no model has as many low words.
    uint256 internal constant TO_HIGH = 1 << 18;

    /// @return t In memory of its own, which is not cleared: all fields but those that `open` and `select` set are to
    /// be set.
    function create() internal pure returns (Counts t) {
        // moves the free memory pointer
        assembly ("memory-safe") {
            t := mload(0x40)
            mstore(0x40, add(t, SIZE))
        }
    }

    /// @return value Of the field.
    function get(Counts t, uint256 field) internal pure returns (uint256 value) {
        // loads it
        assembly ("memory-safe") {
            value := mload(add(t, field))
        }
    }

    function set(Counts t, uint256 field, uint256 value) internal pure {
        // stores it
        assembly ("memory-safe") {
            mstore(add(t, field), value)
        }
    }

    /// @dev Has all features of the sample at hand, with no uploaded counts in memory.
    function whole(Counts t) internal pure {
        t.set(FROM, t.get(TO));
        t.set(TO, t.get(END));
    }

    /// @dev Has the next features of the sample at hand that stand on one page of uploaded counts, which it brings to
    /// memory.
    /// @return Whether there were any left.
    function open(Counts t) internal view returns (bool) {
        (uint256 from, uint256 end) = (t.get(TO), t.get(END));
        if (from == end) return false;
        t.set(FROM, from);
        t.set(TO, end);
        uint256 classes = t.get(CLASSES);
        if (classes == 0) return true;
        uint256 size = t.get(PAGE_BYTES);
        uint256 memoryOfPage = t.get(PAGE);
        if (memoryOfPage == 0) {
            memoryOfPage = _allocate(size);
            t.set(PAGE, memoryOfPage);
        }
        unchecked {
            uint256 features = t.get(PAGE_FEATURES);
            uint256 page = featureAt(from) / features;
            CodePages.copy(t.get(MODEL_ID), page, memoryOfPage, size);
            t.set(COUNTS, memoryOfPage - 2 * classes * page * features);
            uint256 limit = (page + 1) * features;
            if (featureAt(end - 2) < limit) return true;
            while (featureAt(from) < limit) from += 2;
            t.set(TO, from);
        }
        return true;
    }

    /// @dev Selects the counts of `label` for the features at hand, in a model of `classes`.
    /// @return pair Whether sums are also those of the next class, which stands beside it.
    function select(Counts t, uint256 label, uint256 classes) internal pure returns (bool pair) {
        unchecked {
            uint256 shared = t.get(CLASSES_PER_WORD);
            uint256 place = label & (shared - 1);
            (uint256 width, uint256 span) = (t.get(WIDTH), t.get(SPAN));
            uint256 skipped = t.get(SKIPPED);
            uint256 offset = skipped * width;
            uint256 slot = t.get(LOW);
            if (label >= shared) {
                uint256 groupWords = (t.get(FEATURES) * width + offset + span - 1) / span;
                slot += label / shared * groupWords;
            }
            t.set(SLOT, slot);
            uint256 shift = place * t.get(BITS);
            offset += shift;
            t.set(OFFSET, offset);
            uint256 top = shift + span - width;
            t.set(TOP, top);
            if (skipped != 0 && featureAt(t.get(FROM)) * width + offset <= top) {
                t.set(WORD, t.get(HELD));
                t.set(BASE, 0 - offset);
            } else {
                // no word is at hand: every place is behind it
                t.set(BASE, HAS_HIGH);
            }
            uint256 uploaded = t.get(CLASSES);
            if (label < uploaded) {
                t.set(UPLOADED, t.get(COUNTS) + 2 * label - 28);
                t.set(STRIDE, 2 * uploaded);
            } else {
                // Solidity keeps 0 at 0x60.
                t.set(UPLOADED, 0x60);
                t.set(STRIDE, 0);
            }
            // beside it in low words, and in uploaded counts or not there either
            pair = place + 1 < shared && label + 1 < classes && label + 1 != uploaded;
        }
    }

    /// @dev Brings the high word of the held word to hand, when the features at hand begin in that and it has one.
    function openHigh(Counts t) internal view {
        if (t.get(BASE) == HAS_HIGH || t.get(HELD) < HAS_HIGH) return;
        unchecked {
            t.set(HIGH, load(t.get(LOW) + TO_HIGH));
        }
    }

    function load(uint256 slot) internal view returns (uint256 word) {
        // storage[slot]
        assembly ("memory-safe") {
            word := sload(slot)
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
