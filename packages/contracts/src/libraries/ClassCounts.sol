// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassStateLibrary} from "../types/ClassState.sol";
import {CountSettings} from "../types/CountSettings.sol";
import {NeededWords, Words} from "./NeededWords.sol";
import {Uploaded} from "./UploadedCounts.sol";

/// A sample, and where its features are counted. Assembly reads the fields that have names below.
struct Counts {
    /// The uploaded counts of the selected class and the next one, for feature f, are the last two pairs of the 32
    /// bytes in memory at uploaded + stride * f.
    uint256 uploaded;
    uint256 stride;
    /// Bits of half a count, of all halves of a feature in a word, and of all features in a word.
    uint256 bits;
    uint256 width;
    uint256 span;
    /// Where feature 0 and the highest feature of a word stand for the selected class, in bits from the bottom of its
    /// group's first low word and of their own; and the index of that first word.
    uint256 offset;
    uint256 top;
    uint256 low;
    /// The low word at hand, in memory, where its high word follows two words behind; and by how much feature f's place
    /// in it, in bits, is less than width * f.
    uint256 lowAt;
    uint256 start;
    /// Where in memory the group's next word stands, or will.
    uint256 cursor;
    Words words;
    /// And where its words for the features at hand begin.
    uint256 begin;
    uint256 label;
    uint256 group;
    /// Bits that are left out at the bottom of a group's first word.
    uint256 skipped;
    uint256 classesPerWord;
    /// Low words of a group, and the index of the first one of all.
    uint256 groupWords;
    uint256 first;
    /// The features at hand are from `from` to `to` in calldata; the sample ends at `end`.
    uint256 from;
    uint256 to;
    uint256 end;
    Uploaded pages;
}

using ClassCounts for Counts global;

// Where fields of Counts and Words stand, for assembly.
uint256 constant UPLOADED = 0x00;
uint256 constant STRIDE = 0x20;
uint256 constant BITS = 0x40;
uint256 constant WIDTH = 0x60;
uint256 constant SPAN = 0x80;
uint256 constant OFFSET = 0xa0;
uint256 constant TOP = 0xc0;
uint256 constant LOW = 0xe0;
uint256 constant LOW_AT = 0x100;
uint256 constant START = 0x120;
uint256 constant CURSOR = 0x140;
uint256 constant WORDS = 0x160;
uint256 constant WORDS_END = 0x00;
uint256 constant WORDS_BASE = 0x20;
uint256 constant WORDS_LIMIT = 0x40;

// Words of states, before those of counts.
uint256 constant STATE_WORDS = 22;
// How far a high word stands behind its low word; no model has as many low words.
uint256 constant TO_HIGH = 0x40000;
// StoredWords.MISSING.
bytes32 constant MISSING = 0x2192449a00000000000000000000000000000000000000000000000000000000;

/// How often each feature was present in each class's samples: uploaded counts (UploadedCounts) + trained counts (twice
/// `bits`, where they saturate). The low half of a trained count stands in a low word, the high half at the same place
/// of a high word, which is written at each 2^bits-th sample only, and read only where a low word says that one of its
/// counts has come so far.
/// @dev A low word has the counts of `classesPerWord` classes (a group, two at least) for as many features as fit in
/// 255 bits, the lowest feature and class lowest; at the bottom of a group's first word, `skipped` bits are left out.
/// Bit 255 says that a count of the word has a high half. Words are needed in the order of the sample, each low word
/// before its high word.
library ClassCounts {
    /// What a low word may fill with counts, and the bit above, which says that there are high halves.
    uint256 internal constant LOW_BITS = 255;
    uint256 internal constant HAS_HIGH = 1 << 255;
    /// Every place is behind the word that begins here: no word is at hand. And no group has this number.
    uint256 private constant NONE = HAS_HIGH;

    /// @param from Where a sample begins in calldata, of which nothing is at hand yet.
    /// @param end Where it ends.
    function create(CountSettings s, uint256 from, uint256 end, Words memory words, Uploaded memory pages)
        internal
        pure
        returns (Counts memory)
    {
        unchecked {
            uint256 bits = s.countBits();
            uint256 shared = s.classesPerWord();
            uint256 width = bits * shared;
            uint256 span = LOW_BITS / width * width;
            uint256 first = STATE_WORDS;
            uint256 skipped;
            if (!s.keepsTaught()) {
                // behind the states of two classes in the first word
                (first, skipped) = (0, (ClassStateLibrary.shiftOf(2) + width - 1) / width * width);
            }
            return Counts({
                uploaded: 0,
                stride: 0,
                bits: bits,
                width: width,
                span: span,
                offset: 0,
                top: 0,
                low: 0,
                lowAt: 0,
                start: 0,
                cursor: 0,
                words: words,
                begin: 0,
                label: 0,
                group: NONE,
                skipped: skipped,
                classesPerWord: shared,
                groupWords: (s.featureCount() * width + skipped + span - 1) / span,
                first: first,
                from: from,
                to: from,
                end: end,
                pages: pages
            });
        }
    }

    /// @dev Has the next features of the sample at hand that stand on one page of uploaded counts.
    /// @return Whether there were any left.
    function open(Counts memory t) internal view returns (bool) {
        (uint256 from, uint256 end) = (t.to, t.end);
        if (from == end) return false;
        t.from = from;
        t.to = end;
        t.group = NONE;
        if (t.pages.classes == 0) return true;
        uint256 limit = t.pages.open(featureAt(from));
        unchecked {
            if (featureAt(end - 2) < limit) return true;
            while (featureAt(from) < limit) from += 2;
        }
        t.to = from;
        return true;
    }

    /// @dev Selects the counts of `label`, in a model of `classes`.
    /// @return pair Whether sums are also those of the next class, which stands beside it.
    function select(Counts memory t, uint256 label, uint256 classes) internal pure returns (bool pair) {
        unchecked {
            uint256 shared = t.classesPerWord;
            uint256 place = label & (shared - 1);
            uint256 group = label / shared;
            t.label = label;
            if (group != t.group) (t.group, t.begin) = (group, t.words.end);
            t.cursor = t.begin;
            t.low = t.first + group * t.groupWords;
            uint256 shift = place * t.bits;
            t.offset = t.skipped + shift;
            t.top = shift + t.span - t.width;
            // where bits are left out, the first low word is the one that was needed first of all
            (t.lowAt, t.start) = t.skipped == 0 ? (t.begin + 0x20, NONE) : (t.words.place(0), 0 - t.offset);
            // beside it in low words, and in uploaded counts or not there either
            pair = place + 1 < shared && label + 1 < classes && label + 1 != t.pages.classes;
        }
    }

    /// @dev Says where the uploaded counts of the selected class are for the features at hand; and has the high word of
    /// the low word at hand, if that has one and these begin in it.
    function lookUp(Counts memory t) internal view {
        (t.uploaded, t.stride) = t.pages.place(t.label);
        unchecked {
            if (t.width * featureAt(t.from) - t.start > t.top) return;
            if (NeededWords.load(t.lowAt) >= HAS_HIGH) t.needHigh();
        }
    }

    /// @dev Has the high word of the low word at hand in memory.
    function needHigh(Counts memory t) internal view {
        unchecked {
            uint256 next = t.lowAt + 0x20;
            t.cursor = next + 0x40;
            if (next == t.words.end) t.words.next(NeededWords.load(t.lowAt - 0x20) + TO_HIGH);
        }
    }

    /// @return feature The feature at `cursor` in calldata.
    function featureAt(uint256 cursor) internal pure returns (uint256 feature) {
        // its two bytes
        assembly ("memory-safe") {
            feature := shr(240, calldataload(cursor))
        }
    }
}
