// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LogWord, LogWordLibrary} from "../types/LogWord.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBit} from "solady/utils/LibBit.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// An append-only log of a model's entries, each a hash of 192 bits (a leaf). The running hash is chained over the
/// whole log; after every eighth entry it is the hash of that chunk, and a page is the Merkle tree of eight chunks.
///
/// Hashes of 192 bits leave room for what changes with them. A forged entry needs a second preimage (2^192 work), or
/// a collision (2^96) of which both sides are made by the forger before the entry is appended.
///
/// A proof is tightly packed: `end 1 | position 4 | before 24 | following leaves, 24 each | path, 24 each`, in bytes.
/// docs/decisions/0009-the-record.md has the reasons.
library EntryLog {
    struct Log {
        LogWord word;
        /// The pinned running hash and count of entries, and when they were pinned.
        LogWord pin;
        /// Finished trees of 1, 2 and 4 chunks that wait for their right neighbour; overwritten, never cleared.
        bytes24[3] peaks;
        /// The Merkle root of a complete page (192 bits; 0 while the page is open) above a bit for each touched entry.
        mapping(uint256 page => uint256 word) pages;
    }

    /// An end of a proof below this is the height of a peak,
    uint256 internal constant PAGE = 3;
    uint256 internal constant RUNNING = 4;
    uint256 internal constant PINNED = 5;

    uint256 internal constant PIN_TIME = 10 minutes;
    uint256 private constant CHUNK = 8;
    uint256 private constant ENTRIES_OF_PAGE = 64;
    uint256 private constant HASH_BYTES = 24;
    uint256 private constant HEADER_BYTES = 29;

    /// A proof has fewer or more bytes than one of its entries and its end has.
    error ProofLength(uint256 expected, uint256 given);
    error UnknownEnd(uint256 end);
    /// The proof's end comes before its last entry.
    error EndsBefore(uint256 end, uint256 stop, uint256 entries);
    error PageNotComplete(uint256 page);
    /// The peak holds another part of the log by now, or not yet this one.
    error PeakMoved(uint256 height, uint256 chunk);
    error ProofMismatch(uint256 position, bytes24 expected, bytes24 given);
    /// The entry was claimed, or its state has changed.
    error AlreadyTouched(uint256 position);
    error PinStands(uint256 until, uint256 time);
    error NothingToPin();

    /// @return The word after `leaf` is appended, to be written by the caller; peaks and pages are written here.
    function append(Log storage log, LogWord word, bytes24 leaf) internal returns (LogWord) {
        uint256 position = word.entries();
        bytes24 running = chain(word.running(), leaf);
        uint32 entries = SafeCastLib.toUint32(position + 1);
        if (entries % CHUNK == 0) _addChunk(log, position / CHUNK, running);
        return LogWordLibrary.create(running, entries, word.time());
    }

    /// Proves that `leaves` stand in the log one after another from the proof's position on, and touches them.
    /// @return position That of the first.
    function claim(Log storage log, bytes24[] memory leaves, bytes calldata proof)
        internal
        returns (uint256 position)
    {
        position = prove(log, leaves, proof);
        // Positions have 32 bits.
        unchecked {
            uint256 end = position + leaves.length;
            for (uint256 from = position; from < end;) {
                uint256 page = from / ENTRIES_OF_PAGE;
                uint256 to = FixedPointMathLib.min(end, (page + 1) * ENTRIES_OF_PAGE);
                uint256 bits = ((1 << (to - from)) - 1) << (from % ENTRIES_OF_PAGE);
                uint256 word = log.pages[page];
                if (word & bits != 0) {
                    revert AlreadyTouched(page * ENTRIES_OF_PAGE + LibBit.ffs(word & bits));
                }
                log.pages[page] = word | bits;
                from = to;
            }
        }
    }

    /// Reverts unless `leaves`, at least one, stand in the log one after another and none is touched.
    /// @return position That of the first.
    function proveOpen(Log storage log, bytes24[] memory leaves, bytes calldata proof)
        internal
        view
        returns (uint256 position)
    {
        position = prove(log, leaves, proof);
        for (uint256 i; i < leaves.length; ++i) {
            if (touched(log, position + i)) revert AlreadyTouched(position + i);
        }
    }

    /// Reverts unless `leaves`, at least one, stand in the log one after another, touched or not.
    /// @return position That of the first.
    function prove(Log storage log, bytes24[] memory leaves, bytes calldata proof)
        internal
        view
        returns (uint256 position)
    {
        if (proof.length < HEADER_BYTES) revert ProofLength(HEADER_BYTES, proof.length);
        uint256 end = uint8(proof[0]);
        position = uint32(bytes4(proof[1:5]));
        // Positions have 32 bits, and what a transaction brings fewer.
        unchecked {
            uint256 next = position + leaves.length;
            uint256 stop = _stop(log, end, next);
            uint256 path = end > PAGE ? 0 : end;
            uint256 expected = HEADER_BYTES + HASH_BYTES * (stop - next + path);
            if (proof.length != expected) revert ProofLength(expected, proof.length);

            bytes24 hash = _hashAt(proof, 5);
            for (uint256 i; i < leaves.length; ++i) {
                hash = chain(hash, leaves[i]);
            }
            uint256 offset = HEADER_BYTES;
            for (; next < stop; ++next) {
                hash = chain(hash, _hashAt(proof, offset));
                offset += HASH_BYTES;
            }
            uint256 chunk = (stop - 1) / CHUNK;
            for (uint256 height; height < path; ++height) {
                bytes24 other = _hashAt(proof, offset);
                hash = (chunk >> height) & 1 == 0 ? node(hash, other) : node(other, hash);
                offset += HASH_BYTES;
            }
            bytes24 known = _known(log, end, chunk);
            if (hash != known) revert ProofMismatch(position, known, hash);
        }
    }

    /// Stores the present running hash for proofs to end at, for at least ten minutes.
    function setPin(Log storage log) internal returns (LogWord pin) {
        LogWord word = log.word;
        if (word.entries() == 0) revert NothingToPin();
        if (log.pin.entries() != 0) {
            uint256 until = log.pin.time() + PIN_TIME;
            if (block.timestamp < until) revert PinStands(until, block.timestamp);
        }
        pin = word.setTime(SafeCastLib.toUint32(block.timestamp));
        log.pin = pin;
    }

    function touched(Log storage log, uint256 position) internal view returns (bool) {
        return (log.pages[position / ENTRIES_OF_PAGE] >> (position % ENTRIES_OF_PAGE)) & 1 != 0;
    }

    /// @return h The running hash after `leaf`: of 48 bytes, so that it is never taken for a node.
    function chain(bytes24 before, bytes24 leaf) internal pure returns (bytes24 h) {
        // in scratch space, cut to 192 bits
        assembly ("memory-safe") {
            mstore(0x00, before)
            mstore(0x18, leaf)
            h := shl(64, shr(64, keccak256(0x00, 0x30)))
        }
    }

    /// @return h The Merkle node above `left` and `right`: of 64 bytes.
    function node(bytes24 left, bytes24 right) internal pure returns (bytes24 h) {
        // in scratch space, cut to 192 bits
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            h := shl(64, shr(64, keccak256(0x00, 0x40)))
        }
    }

    function _addChunk(Log storage log, uint256 chunk, bytes24 hash) private {
        for (uint256 height; height < PAGE;) {
            if ((chunk >> height) & 1 == 0) {
                log.peaks[height] = hash;
                return;
            }
            hash = node(log.peaks[height], hash);
            unchecked {
                ++height;
            }
        }
        // Below the root stay the bits that were set while the page was open.
        log.pages[chunk / CHUNK] |= uint256(bytes32(hash));
    }

    /// @return stop The position behind the last leaf that the proof chains; `next` is behind its own entries.
    function _stop(Log storage log, uint256 end, uint256 next) private view returns (uint256 stop) {
        if (end > PINNED) revert UnknownEnd(end);
        // Positions have 32 bits. A peak is overwritten by the next left tree of its height. Its height has at least
        // one by now, or none and then this is no tree's number.
        unchecked {
            stop = (next + CHUNK - 1) & ~(CHUNK - 1);
            // A page has a root when all of its entries are there.
            if (end == PAGE) return stop;
            uint256 entries = end == PINNED ? log.pin.entries() : log.word.entries();
            if (end > PAGE) stop = entries;
            if (stop < next || stop > entries) revert EndsBefore(end, stop, entries);
            if (end > PAGE) return stop;
            uint256 chunk = (stop - 1) / CHUNK;
            if ((((entries / CHUNK) >> end) - 1) & ~uint256(1) != chunk >> end) revert PeakMoved(end, chunk);
        }
    }

    function _known(Log storage log, uint256 end, uint256 chunk) private view returns (bytes24) {
        if (end < PAGE) return log.peaks[end];
        if (end == RUNNING) return log.word.running();
        if (end == PINNED) return log.pin.running();
        bytes24 root = bytes24(bytes32(log.pages[chunk / CHUNK]));
        if (root == 0) revert PageNotComplete(chunk / CHUNK);
        return root;
    }

    /// @dev The 24 bytes at `offset`, which are within the proof.
    function _hashAt(bytes calldata proof, uint256 offset) private pure returns (bytes24 hash) {
        // cut to 192 bits
        assembly ("memory-safe") {
            hash := shl(64, shr(64, calldataload(add(proof.offset, offset))))
        }
    }
}
