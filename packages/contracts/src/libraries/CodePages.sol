// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// Uploaded parameters as contract code, in pages of 512 words. Writing a word costs 6,400 gas (storage: 22,100),
/// and one access opens a whole page (storage: one word). Nothing in a page ever changes: what training adds stands
/// in storage.
library CodePages {
    uint256 internal constant PAGE_WORDS = 512;

    /// A chunk must end where a page ends, or with the last word.
    error ChunkNotAligned(uint256 end, uint256 nextPageEnd);

    /// @dev Writes `words`, which follow those written before; `offset` is a multiple of 512.
    /// @param pages The slot of the first page's address.
    /// @param total How many words there are in all pages.
    function store(uint256 pages, uint256 offset, uint256[] calldata words, uint256 total) internal {
        uint256 end = offset + words.length;
        if (end % PAGE_WORDS != 0 && end != total) {
            revert ChunkNotAligned(end, (end / PAGE_WORDS + 1) * PAGE_WORDS);
        }
        for (uint256 i; i < words.length; i += PAGE_WORDS) {
            uint256 stop = FixedPointMathLib.min(i + PAGE_WORDS, words.length);
            address page = SSTORE2.write(abi.encodePacked(words[i:stop]));
            uint256 slot = pages + (offset + i) / PAGE_WORDS;
            // storage[slot] = page
            assembly ("memory-safe") {
                sstore(slot, page)
            }
        }
    }

    /// @return pointer Where the first `words` words of all pages now stand in memory, one after the other.
    function load(uint256 pages, uint256 words) internal view returns (uint256 pointer) {
        // for each page: skip the one byte before the data (SSTORE2), copy what is wanted of the rest
        assembly ("memory-safe") {
            pointer := mload(0x40)
            let to := pointer
            for { let left := shl(5, words) } left {} {
                let size := left
                if gt(size, 0x4000) { size := 0x4000 }
                extcodecopy(sload(pages), to, 1, size)
                pages := add(pages, 1)
                to := add(to, size)
                left := sub(left, size)
            }
            mstore(0x40, to)
        }
    }

    /// @dev Copies the first `size` bytes of the page at `slot` to `to` in memory.
    function copy(uint256 slot, uint256 to, uint256 size) internal view {
        // the caller owns the memory; the byte before the data is skipped
        assembly ("memory-safe") {
            extcodecopy(sload(slot), to, 1, size)
        }
    }
}
