// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// Uploaded parameters as contract code, in pages of 512 words. Writing a word costs 6,400 gas (storage: 22,100),
/// and one access opens a whole page (storage: one word). Nothing in a page ever changes: what training adds stands
/// in storage.
/// @dev A page's address follows from the model and the page's number, so no pointers are stored (2,100 gas less
/// for every action).
library CodePages {
    uint256 internal constant PAGE_WORDS = 512;
    uint256 private constant PAGE_BYTES = 512 * 32;

    /// A chunk must end where a page ends, or with the last word.
    error ChunkNotAligned(uint256 end, uint256 nextPageEnd);

    /// @dev Writes `words`, which follow those written before; `offset` is a multiple of 512.
    /// @param total How many words there are in all pages.
    function store(uint256 modelId, uint256 offset, uint256[] calldata words, uint256 total) internal {
        uint256 end = offset + words.length;
        if (end % PAGE_WORDS != 0 && end != total) {
            revert ChunkNotAligned(end, (end / PAGE_WORDS + 1) * PAGE_WORDS);
        }
        for (uint256 i; i < words.length; i += PAGE_WORDS) {
            uint256 stop = FixedPointMathLib.min(i + PAGE_WORDS, words.length);
            bytes32 salt = _salt(modelId, (offset + i) / PAGE_WORDS);
            SSTORE2.writeDeterministic(abi.encodePacked(words[i:stop]), salt);
        }
    }

    /// @return words `count` words from `first` on, of all pages.
    function load(uint256 modelId, uint256 first, uint256 count)
        internal
        view
        returns (uint256[] memory words)
    {
        words = _allocate(count);
        unchecked {
            uint256 last = first + count;
            for (uint256 next; first < last; first = next) {
                next = FixedPointMathLib.min((first / PAGE_WORDS + 1) * PAGE_WORDS, last);
                address code = _pageOf(modelId, first / PAGE_WORDS);
                // what of the page is wanted, behind the words before; the first byte of the code is not data
                assembly ("memory-safe") {
                    let size := shl(5, sub(next, first))
                    let to := sub(add(add(words, 0x20), shl(5, count)), shl(5, sub(last, first)))
                    extcodecopy(code, to, add(1, shl(5, mod(first, PAGE_WORDS))), size)
                }
            }
        }
    }

    /// @dev Copies the first `size` bytes of a page to `to` in memory, which the caller owns.
    function copy(uint256 modelId, uint256 page, uint256 to, uint256 size) internal view {
        address code = _pageOf(modelId, page);
        // The first byte of the code is not data.
        assembly ("memory-safe") {
            extcodecopy(code, to, 1, size)
        }
    }

    function _pageOf(uint256 modelId, uint256 page) private view returns (address) {
        return SSTORE2.predictDeterministicAddress(_salt(modelId, page));
    }

    /// @return words A list of `count`, not cleared.
    function _allocate(uint256 count) private pure returns (uint256[] memory words) {
        // moves the free memory pointer
        assembly ("memory-safe") {
            words := mload(0x40)
            mstore(words, count)
            mstore(0x40, add(add(words, 0x20), shl(5, count)))
        }
    }

    function _salt(uint256 modelId, uint256 page) private pure returns (bytes32) {
        return bytes32((modelId << 16) | page);
    }
}
