// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What a dense centroid is but for its coordinates; half a word of storage less the eight bits at its top:
///
///   119         104 103          88 87                  0
///   | initial count | count now     | squared norm of Σx |
///
/// `initialCount` samples with the uploaded mean stood behind the centroid when it was uploaded, so that Σx began as
/// initialCount * mean. The squared norm is in units of 2^-30.
type CentroidState is uint120;

using CentroidStateLibrary for CentroidState global;

library CentroidStateLibrary {
    uint256 internal constant MAX_COUNT = type(uint16).max;
    uint256 private constant BITS = 120;

    function create(uint256 initialCount_, uint256 count_, uint256 squaredNorm_)
        internal
        pure
        returns (CentroidState)
    {
        // No cut: a count has 16 bits, and |Σx| <= 2^31 in each of 1,024 coordinates.
        return CentroidState.wrap(uint120((initialCount_ << 104) | (count_ << 88) | squaredNorm_));
    }

    /// @param word A word of states: an even class, and 120 bits above it the next one.
    function within(uint256 word, uint256 label) internal pure returns (CentroidState) {
        return CentroidState.wrap(uint120(word >> (BITS * (label % 2))));
    }

    /// @return The word with this state of `label`.
    function into(CentroidState s, uint256 word, uint256 label) internal pure returns (uint256) {
        uint256 shift = BITS * (label % 2);
        return (word & ~(uint256(type(uint120).max) << shift)) | (uint256(CentroidState.unwrap(s)) << shift);
    }

    /// @return Whether the class takes no more samples.
    function settled(CentroidState s) internal pure returns (bool) {
        return s.count() == MAX_COUNT;
    }

    function initialCount(CentroidState s) internal pure returns (uint256) {
        return CentroidState.unwrap(s) >> 104;
    }

    /// @return Samples behind the centroid, those at the upload included.
    function count(CentroidState s) internal pure returns (uint256) {
        return uint16(CentroidState.unwrap(s) >> 88);
    }

    function squaredNorm(CentroidState s) internal pure returns (uint256) {
        return uint88(CentroidState.unwrap(s));
    }
}
