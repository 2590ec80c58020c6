// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Words of a model between storage and memory. What a classifier does to them it does in memory, so that it can be
/// done again, by whoever has the words, without a model.
/// @dev Words in memory: the index of each from the slot `base` on, followed by the word; 64 bytes for each, in
/// ascending order. Who loads them says `begin`, then `load` for each range, then `end`, and allocates no memory
/// meanwhile. With a base of 0 nothing is read from storage: the words are those of `given`, which must be all that
/// are needed and no more.
library StoredWords {
    /// WordMissing(uint256), and WordNotNeeded(uint256).
    bytes32 internal constant MISSING = 0x2192449a00000000000000000000000000000000000000000000000000000000;
    bytes32 internal constant NOT_NEEDED = 0x07710b3200000000000000000000000000000000000000000000000000000000;

    /// What is to be done again needs this word, next.
    error WordMissing(uint256 index);
    /// What is to be done again does not need this word.
    error WordNotNeeded(uint256 index);

    /// @return cursor Where the first word is to stand: its index, and 32 bytes on the word.
    function begin(uint256 base, uint256[] memory given) internal pure returns (uint256 cursor) {
        // behind the length of the list
        assembly ("memory-safe") {
            cursor := add(given, 0x20)
            if base { cursor := add(mload(0x40), 0x20) }
        }
    }

    /// @param cursor Where the first of `count` words, with the index `first`, is to stand.
    /// @return next Where the word behind them is to stand.
    function load(uint256 base, uint256[] memory given, uint256 cursor, uint256 first, uint256 count)
        internal
        view
        returns (uint256 next)
    {
        // from storage two at a time, and the odd one before them
        assembly ("memory-safe") {
            next := add(cursor, shl(6, count))
            switch base
            case 0 {
                let limit := add(add(given, 0x20), shl(5, mload(given)))
                for {} lt(cursor, next) { cursor := add(cursor, 0x40) } {
                    if or(gt(add(cursor, 0x40), limit), xor(mload(cursor), first)) {
                        mstore(0x00, MISSING)
                        mstore(0x04, first)
                        revert(0x00, 0x24)
                    }
                    first := add(first, 1)
                }
            }
            default {
                if and(count, 1) {
                    mstore(cursor, first)
                    mstore(add(cursor, 0x20), sload(add(base, first)))
                    first := add(first, 1)
                    cursor := add(cursor, 0x40)
                }
                for {} lt(cursor, next) { cursor := add(cursor, 0x80) } {
                    mstore(cursor, first)
                    mstore(add(cursor, 0x20), sload(add(base, first)))
                    first := add(first, 1)
                    mstore(add(cursor, 0x40), first)
                    mstore(add(cursor, 0x60), sload(add(base, first)))
                    first := add(first, 1)
                }
            }
        }
    }

    /// @param next Where the word behind the last one is to stand.
    /// @return touched The words that were loaded, as `given` has them.
    function end(uint256 base, uint256[] memory given, uint256 next)
        internal
        pure
        returns (uint256[] memory touched)
    {
        // the list gets its length, and its memory
        assembly ("memory-safe") {
            touched := given
            switch base
            case 0 {
                if xor(next, add(add(given, 0x20), shl(5, mload(given)))) {
                    mstore(0x00, NOT_NEEDED)
                    mstore(0x04, mload(next))
                    revert(0x00, 0x24)
                }
            }
            default {
                touched := mload(0x40)
                mstore(touched, shr(5, sub(sub(next, touched), 0x20)))
                mstore(0x40, next)
            }
        }
    }

    /// @return touched The first `count` words.
    function leading(uint256 base, uint256[] memory given, uint256 count)
        internal
        view
        returns (uint256[] memory touched)
    {
        return end(base, given, load(base, given, begin(base, given), 0, count));
    }

    /// @return cursor Where the word is that stands behind `before` others.
    function place(uint256[] memory touched, uint256 before) internal pure returns (uint256 cursor) {
        // behind the length of the list, 64 bytes for each
        assembly ("memory-safe") {
            cursor := add(add(touched, 0x20), shl(6, before))
        }
    }

    /// @return Where the word is that stands `count` words behind that at `cursor`.
    function skip(uint256 cursor, uint256 count) internal pure returns (uint256) {
        unchecked {
            return cursor + 64 * count;
        }
    }

    /// @return value Of the word at `cursor`.
    function read(uint256 cursor) internal pure returns (uint256 value) {
        // behind its index
        assembly ("memory-safe") {
            value := mload(add(cursor, 0x20))
        }
    }

    function write(uint256 cursor, uint256 value) internal pure {
        // behind its index
        assembly ("memory-safe") {
            mstore(add(cursor, 0x20), value)
        }
    }

    /// @dev Writes words back.
    function save(uint256 base, uint256[] memory touched) internal {
        save(base, place(touched, 0), touched.length / 2);
    }

    /// @dev Writes the `count` words at `cursor` back.
    function save(uint256 base, uint256 cursor, uint256 count) internal {
        // storage[base + index] = word
        assembly ("memory-safe") {
            for { let limit := add(cursor, shl(6, count)) } lt(cursor, limit) { cursor := add(cursor, 0x40) }
            {
                sstore(add(base, mload(cursor)), mload(add(cursor, 0x20)))
            }
        }
    }

    /// @return words `count` words from `offset` on.
    function slice(uint256 base, uint256 offset, uint256 count)
        internal
        view
        returns (uint256[] memory words)
    {
        words = new uint256[](count);
        // words[i] = storage[base + offset + i]
        assembly ("memory-safe") {
            let from := add(base, offset)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                mstore(add(add(words, 0x20), shl(5, i)), sload(add(from, i)))
            }
        }
    }
}
