// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The only word that every contribution changes:
///
///   255             64 63       32 31     0
///   | running hash 192 | entries 32 | time 32 |
///
/// The time is that of the last contribution, in seconds since 1970. A pin has the same word, with the time at which
/// it was made.
type LogWord is uint256;

using LogWordLibrary for LogWord global;

library LogWordLibrary {
    function create(bytes24 running_, uint32 entries_, uint32 time_) internal pure returns (LogWord) {
        return LogWord.wrap(uint256(bytes32(running_)) | (uint256(entries_) << 32) | time_);
    }

    /// @return The hash that is chained over all entries; 0 when there are none.
    function running(LogWord w) internal pure returns (bytes24) {
        return bytes24(bytes32(LogWord.unwrap(w)));
    }

    /// @return How many entries the log has, which is also the position of the next one.
    function entries(LogWord w) internal pure returns (uint256) {
        return uint32(LogWord.unwrap(w) >> 32);
    }

    function time(LogWord w) internal pure returns (uint32) {
        return uint32(LogWord.unwrap(w));
    }

    function setTime(LogWord w, uint32 time_) internal pure returns (LogWord) {
        return LogWord.wrap((LogWord.unwrap(w) >> 32 << 32) | time_);
    }
}
