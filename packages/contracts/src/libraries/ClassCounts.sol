// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CodePages} from "./CodePages.sol";

/// How often each feature was present in each class's samples: uploaded counts (16 bits, in code, all classes of a
/// feature next to one another) + trained counts (`bits` each, in storage, where they saturate).
/// @dev A word of storage has the trained counts of `classesPerWord` classes (a group) for `blockFeatures` features
/// (a block): class c of feature f is lane (f % blockFeatures) * classesPerWord + c % classesPerWord, the first one
/// lowest, of word (c / classesPerWord) * blocks + f / blockFeatures.
library ClassCounts {
    /// Where a model's counts stand, and what of them has been brought to memory. The assembly knows this order.
    struct Counts {
        /// The slot of the first trained word.
        uint256 trained;
        /// The slot of the first page.
        uint256 pages;
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
        /// The page in memory, plus one; 0 when there is none.
        uint256 page;
        /// Where it stands in memory.
        uint256 buffer;
        /// The block in memory, plus one; 0 when there is none.
        uint256 block_;
        /// Where its words, one a group, stand in memory.
        uint256[] words;
    }

    /// @dev Makes room in memory for a page and for the words of `groups` groups.
    function prepare(Counts memory t, uint256 groups) internal pure {
        t.words = new uint256[](groups);
        uint256 size = t.pageBytes;
        uint256 buffer;
        // Two bytes are read by a load that ends with them, so thirty bytes before the page must be there too.
        assembly ("memory-safe") {
            buffer := add(mload(0x40), 0x20)
            mstore(0x40, add(add(buffer, size), 0x20))
        }
        t.buffer = buffer;
    }

    /// @dev Adds to each class's total, over the features of the sample, its count; or, when `logs` is not 0, the
    /// binary logarithm of 256 * count + smoothing.
    /// @param logs Where Logarithm's table stands in memory, or 0.
    function sum(
        Counts memory t,
        bytes calldata sample,
        uint256[] memory totals,
        uint256 logs,
        uint256 smoothing
    ) internal view {
        for (uint256 i; i < sample.length; i += 2) {
            uint256 feature;
            // the two bytes at i
            assembly ("memory-safe") {
                feature := shr(240, calldataload(add(sample.offset, i)))
            }
            _open(t, feature);
            _sumFeature(t, feature, totals, logs, smoothing);
        }
    }

    /// @dev Adds 1 to the trained counts of `label` for the features of the sample, but for those that are full.
    /// @param uploaded Whether to read the uploaded counts, without which `before` makes no sense.
    /// @return moved How many counts have grown.
    /// @return before The sum of these counts, uploaded and trained, before.
    function increment(Counts memory t, bytes calldata sample, uint256 label, bool uploaded)
        internal
        returns (uint256 moved, uint256 before)
    {
        uploaded = uploaded && label < t.uploadedClasses;
        uint256 base = t.trained + (label / t.classesPerWord) * t.blocks;
        uint256 slot;
        uint256 word;
        for (uint256 i; i < sample.length; i += 2) {
            uint256 feature;
            // the two bytes at i
            assembly ("memory-safe") {
                feature := shr(240, calldataload(add(sample.offset, i)))
            }
            uint256 wanted = base + feature / t.blockFeatures;
            // The word at hand is written when the next one begins.
            if (wanted != slot) {
                if (slot != 0) _write(slot, word);
                slot = wanted;
                word = _read(slot);
            }
            (uint256 shift, uint256 max) = _lane(t, feature, label);
            uint256 count = (word >> shift) & max;
            if (count == max) continue;
            unchecked {
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
        (uint256 shift, uint256 max) = _lane(t, feature, label);
        uint256 group = label / t.classesPerWord;
        count = (_read(t.trained + group * t.blocks + feature / t.blockFeatures) >> shift) & max;
        if (label < t.uploadedClasses) count += _uploaded(t, feature, label);
    }

    function _lane(Counts memory t, uint256 feature, uint256 label)
        private
        pure
        returns (uint256 shift, uint256 max)
    {
        unchecked {
            uint256 classes = t.classesPerWord;
            shift = t.bits * ((feature % t.blockFeatures) * classes + label % classes);
            max = (1 << t.bits) - 1;
        }
    }

    function _uploaded(Counts memory t, uint256 feature, uint256 label) private view returns (uint256 count) {
        _openPage(t, feature);
        unchecked {
            uint256 end = t.buffer + 2 * ((feature % t.pageFeatures) * t.uploadedClasses + label) + 2;
            // the two bytes before `end`
            assembly ("memory-safe") {
                count := and(mload(sub(end, 0x20)), 0xffff)
            }
        }
    }

    /// @dev Brings what `sum` needs of the feature's block and page to memory.
    function _open(Counts memory t, uint256 feature) private view {
        unchecked {
            uint256 block_ = feature / t.blockFeatures;
            if (t.block_ != block_ + 1) {
                t.block_ = block_ + 1;
                uint256 slot = t.trained + block_;
                for (uint256 g; g < t.words.length; ++g) {
                    t.words[g] = _read(slot + g * t.blocks);
                }
            }
            if (t.uploadedClasses != 0) _openPage(t, feature);
        }
    }

    function _openPage(Counts memory t, uint256 feature) private view {
        unchecked {
            uint256 page = feature / t.pageFeatures;
            if (t.page == page + 1) return;
            t.page = page + 1;
            CodePages.copy(t.pages + page, t.buffer, t.pageBytes);
        }
    }

    function _sumFeature(
        Counts memory t,
        uint256 feature,
        uint256[] memory totals,
        uint256 logs,
        uint256 smoothing
    ) private pure {
        // For each group, for each of its classes: the trained count is taken from the bottom of the group's word,
        // which is shifted on; the uploaded one is the next two bytes of the page, and 0 for classes that were added
        // later. The logarithm is Logarithm.log2, written out here: a call would cost a third more.
        assembly ("memory-safe") {
            let to := add(totals, 0x20)
            let end := add(to, shl(5, mload(totals)))
            let uploadedEnd := add(to, shl(5, mload(add(t, 0xc0))))
            let perWord := mload(add(t, 0x60))
            let bits := mload(add(t, 0x40))
            let shift := mul(mul(bits, perWord), mod(feature, mload(add(t, 0x80))))
            let from := mul(shl(1, mload(add(t, 0xc0))), mod(feature, mload(add(t, 0xe0))))
            from := sub(add(mload(add(t, 0x140)), from), 0x1e)
            let mask := sub(shl(bits, 1), 1)
            let group := add(mload(add(t, 0x180)), 0x20)
            for {} lt(to, end) { group := add(group, 0x20) } {
                let word := shr(shift, mload(group))
                let next := add(to, shl(5, perWord))
                if gt(next, end) { next := end }
                for {} lt(to, next) { to := add(to, 0x20) } {
                    let count := and(word, mask)
                    word := shr(bits, word)
                    if lt(to, uploadedEnd) {
                        count := add(count, and(mload(from), 0xffff))
                        from := add(from, 2)
                    }
                    if logs {
                        count := add(shl(8, count), smoothing)
                        let zeros := clz(count)
                        count := shl(zeros, count)
                        let pair := mload(add(logs, shl(2, and(shr(247, count), 0xff))))
                        let low := shr(224, pair)
                        pair := sub(and(shr(192, pair), 0xffffffff), low)
                        low := add(low, shl(32, sub(255, zeros)))
                        count := add(low, shr(16, mul(pair, and(shr(231, count), 0xffff))))
                    }
                    mstore(to, add(mload(to), count))
                }
            }
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
