// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {StoredWords} from "./StoredWords.sol";

/// Words of a model that a step needs, in the order in which it needs them.
struct Words {
    /// Where the next index stands in memory.
    uint256 end;
    /// Where the model begins in storage; or 0, and there are no words but those that are given.
    uint256 base;
    /// Where the list ends in memory, if it is given.
    uint256 limit;
    /// The index of each word that was needed or is given, followed by the word.
    uint256[] list;
}

using NeededWords for Words global;

/// Brings the words of a model to memory, so that a step can be done again without the model, by whoever has the words.
library NeededWords {
    /// @dev With `base`, takes memory for a list of `most` words, of which `close` gives back what was not needed.
    /// @param given The list, if `base` is 0.
    function open(uint256 base, uint256[] memory given, uint256 most) internal pure returns (Words memory) {
        Words memory words = Words(0, base, 0, given);
        uint256[] memory list = given;
        uint256 end;
        uint256 limit;
        // a new list at the end of memory, or the one that is given
        assembly ("memory-safe") {
            switch base
            case 0 { limit := add(add(list, 0x20), shl(5, mload(list))) }
            default {
                list := mload(0x40)
                mstore(0x40, add(add(list, 0x20), shl(6, most)))
            }
            end := add(list, 0x20)
        }
        (words.list, words.end, words.limit) = (list, end, limit);
        return words;
    }

    /// @return pointer Where the word now stands in memory, behind its index. Reverts when another one was given.
    function next(Words memory words, uint256 index) internal view returns (uint256 pointer) {
        uint256 base = words.base;
        uint256 end = words.end;
        unchecked {
            pointer = end + 0x20;
            words.end = end + 0x40;
        }
        if (base == 0) {
            if (pointer >= words.limit || load(end) != index) revert StoredWords.WordMissing(index);
            return pointer;
        }
        // the index, and storage[base + index]
        assembly ("memory-safe") {
            mstore(end, index)
            mstore(pointer, sload(add(base, index)))
        }
    }

    /// @return list Of the words that were needed. Reverts when more were given.
    function close(Words memory words) internal pure returns (uint256[] memory list) {
        list = words.list;
        uint256 end = words.end;
        if (words.base == 0) {
            if (end < words.limit) revert StoredWords.WordNotNeeded(load(end));
            return list;
        }
        // its length, and where it ends
        assembly ("memory-safe") {
            mstore(list, sub(shr(5, sub(end, list)), 1))
            mstore(0x40, end)
        }
    }

    /// @return Where the word that was needed as number `i` stands in memory.
    function place(Words memory words, uint256 i) internal pure returns (uint256) {
        uint256[] memory list = words.list;
        uint256 pointer;
        // behind the length, pairs of words, and the index
        assembly ("memory-safe") {
            pointer := add(add(list, 0x40), shl(6, i))
        }
        return pointer;
    }

    function load(uint256 pointer) internal pure returns (uint256 word) {
        // memory[pointer]
        assembly ("memory-safe") {
            word := mload(pointer)
        }
    }

    function set(uint256 pointer, uint256 word) internal pure {
        // memory[pointer] = word
        assembly ("memory-safe") {
            mstore(pointer, word)
        }
    }
}
