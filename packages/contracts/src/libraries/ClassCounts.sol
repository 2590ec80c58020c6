// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (`bits` each, in storage, where they saturate).
/// @dev A word of storage has the trained counts of `classesPerWord` classes (a group) for `blockFeatures` features
/// (a block): class c of feature f is lane (f % blockFeatures) * classesPerWord + c % classesPerWord, the first one
/// lowest, of word (c / classesPerWord) * blocks + f / blockFeatures.
library ClassCounts {
    /// Where a model's counts stand, and what of them is at hand in memory. The assembly below knows this order.
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
        /// Bits of a feature in a word.
        uint256 featureBits;
        /// Memory for a page.
        uint256 buffer;
        /// Where feature 0 would stand in memory, judging by the page at hand, less thirty bytes.
        uint256 origin;
        /// The first feature after the page at hand; 0 when there is none.
        uint256 pageEnd;
        /// The first feature of the block at hand.
        uint256 blockStart;
        /// Where the block's words, one a group, stand in memory.
        uint256 words;
        uint256 groups;
    }

    /// @dev Fills in what follows from the rest, and takes memory for one page and one word a group.
    function prepare(Counts memory t) internal pure {
        t.featureBits = t.bits * t.classesPerWord;
        uint256 size = t.pageBytes + 32 * t.groups;
        uint256 words;
        // The thirty bytes before the page, which loads that end with a count include, are the words' or these 32.
        assembly ("memory-safe") {
            words := add(mload(0x40), 0x20)
            mstore(0x40, add(add(words, size), 0x20))
        }
        t.words = words;
        t.buffer = words + 32 * t.groups;
        if (t.uploadedClasses == 0) t.pageEnd = type(uint256).max;
    }

    /// @dev For the features from byte `from` to byte `to` of the sample: adds to each class's number in `results` its
    /// count, or, when `smoothing` is not 0, multiplies it by 256 * count + smoothing. Ten features at a time fit into
    /// a product that starts at 1: 256 * 2^17 + 2^16 is below 2^25.1.
    function fold(
        Counts memory t,
        bytes calldata sample,
        uint256 from,
        uint256 to,
        uint256[] memory results,
        uint256 smoothing
    ) internal view {
        uint256 limit;
        unchecked {
            for (; from < to; from += 2) {
                uint256 feature = _feature(sample, from);
                if (feature >= limit) limit = _open(t, feature);
                _foldFeature(t, feature, results, smoothing);
            }
        }
    }

    /// @dev Adds 1 to the trained counts of `label` for the features of the sample, but for those that are full.
    /// @param uploaded Whether to include the uploaded counts in `before`.
    /// @return moved How many counts have grown.
    /// @return before The sum of these counts before.
    function increment(Counts memory t, bytes calldata sample, uint256 label, bool uploaded)
        internal
        returns (uint256 moved, uint256 before)
    {
        if (label >= t.uploadedClasses) uploaded = false;
        uint256 slot;
        uint256 word;
        uint256 limit;
        unchecked {
            for (uint256 i; i < sample.length; i += 2) {
                uint256 feature = _feature(sample, i);
                // The word at hand is written when the next one begins.
                if (feature >= limit) {
                    if (slot != 0) _write(slot, word);
                    (slot, limit) = _block(t, feature, label);
                    word = _read(slot);
                }
                uint256 shift = _shift(t, feature, limit, label);
                uint256 max = (1 << t.bits) - 1;
                uint256 count = (word >> shift) & max;
                if (count == max) continue;
                word += 1 << shift;
                ++moved;
                before += count;
                if (uploaded) before += _uploaded(t, feature, label);
            }
        }
        if (slot != 0) _write(slot, word);
    }

    /// @return count The count of `label` for `feature`.
    function read(Counts memory t, uint256 feature, uint256 label) internal view returns (uint256 count) {
        (uint256 slot, uint256 limit) = _block(t, feature, label);
        count = (_read(slot) >> _shift(t, feature, limit, label)) & ((1 << t.bits) - 1);
        if (label < t.uploadedClasses) count += _uploaded(t, feature, label);
    }

    /// @return slot The slot of the word that has `label`'s count of `feature`.
    /// @return limit The first feature after the word's block.
    function _block(Counts memory t, uint256 feature, uint256 label)
        private
        pure
        returns (uint256 slot, uint256 limit)
    {
        unchecked {
            uint256 block_ = feature / t.blockFeatures;
            slot = t.trained + (label / t.classesPerWord) * t.blocks + block_;
            limit = (block_ + 1) * t.blockFeatures;
        }
    }

    function _shift(Counts memory t, uint256 feature, uint256 limit, uint256 label)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 index = feature + t.blockFeatures - limit;
            return t.featureBits * index + t.bits * (label & (t.classesPerWord - 1));
        }
    }

    function _uploaded(Counts memory t, uint256 feature, uint256 label) private view returns (uint256 count) {
        if (feature >= t.pageEnd) _openPage(t, feature);
        unchecked {
            uint256 place = t.origin + 2 * (t.uploadedClasses * feature + label);
            // the last two of the 32 bytes
            assembly ("memory-safe") {
                count := and(mload(place), 0xffff)
            }
        }
    }

    /// @dev Brings the block and the page of `feature` to memory.
    /// @return limit The first feature that is not in both.
    function _open(Counts memory t, uint256 feature) private view returns (uint256 limit) {
        if (feature >= t.pageEnd) _openPage(t, feature);
        unchecked {
            uint256 block_ = feature / t.blockFeatures;
            t.blockStart = block_ * t.blockFeatures;
            uint256 slot = t.trained + block_;
            uint256 blocks = t.blocks;
            // for each group: memory[words + 32 * group] = storage[slot + group * blocks]
            assembly ("memory-safe") {
                let to := mload(add(t, 0x1c0))
                for { let end := add(to, shl(5, mload(add(t, 0x1e0)))) } lt(to, end) { to := add(to, 0x20) } {
                    mstore(to, sload(slot))
                    slot := add(slot, blocks)
                }
            }
            return FixedPointMathLib.min(t.blockStart + t.blockFeatures, t.pageEnd);
        }
    }

    function _openPage(Counts memory t, uint256 feature) private view {
        unchecked {
            uint256 page = feature / t.pageFeatures;
            uint256 first = page * t.pageFeatures;
            CodePages.copy(t.modelId, page, t.buffer, t.pageBytes);
            t.origin = t.buffer - 30 - 2 * t.uploadedClasses * first;
            t.pageEnd = first + t.pageFeatures;
        }
    }

    function _foldFeature(Counts memory t, uint256 feature, uint256[] memory results, uint256 smoothing)
        private
        pure
    {
        // For each group, for each of its classes: the trained count is taken from the bottom of the group's word,
        // which is shifted on; the uploaded one is the next two bytes of the page, and 0 for classes added later.
        assembly ("memory-safe") {
            let uploaded := mload(add(t, 0xc0))
            let from := add(mload(add(t, 0x160)), mul(shl(1, uploaded), feature))
            let shift := mul(mload(add(t, 0x120)), sub(feature, mload(add(t, 0x1a0))))
            let to := add(results, 0x20)
            let end := add(to, shl(5, mload(results)))
            uploaded := add(to, shl(5, uploaded))
            let bits := mload(add(t, 0x40))
            let mask := sub(shl(bits, 1), 1)
            for { let group := mload(add(t, 0x1c0)) } lt(to, end) { group := add(group, 0x20) } {
                let word := shr(shift, mload(group))
                let next := add(to, shl(5, mload(add(t, 0x60))))
                if gt(next, end) { next := end }
                for {} lt(to, next) { to := add(to, 0x20) } {
                    let count := and(word, mask)
                    word := shr(bits, word)
                    if lt(to, uploaded) {
                        count := add(count, and(mload(from), 0xffff))
                        from := add(from, 2)
                    }
                    switch smoothing
                    case 0 { mstore(to, add(mload(to), count)) }
                    default { mstore(to, mul(mload(to), add(shl(8, count), smoothing))) }
                }
            }
        }
    }

    /// @return feature The feature at byte `i` of the sample.
    function _feature(bytes calldata sample, uint256 i) private pure returns (uint256 feature) {
        // its two bytes
        assembly ("memory-safe") {
            feature := shr(240, calldataload(add(sample.offset, i)))
        }
    }

    function _read(uint256 slot) private view returns (uint256 word) {
        // word = storage[slot]
        assembly ("memory-safe") {
            word := sload(slot)
        }
    }

    function _write(uint256 slot, uint256 word) private {
        // storage[slot] = word
        assembly ("memory-safe") {
            sstore(slot, word)
        }
    }
}
