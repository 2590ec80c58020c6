// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What a class of counted features is but for the counts; three stand in a word, above its 24 lowest bits:
///
///   71        50 49                 0
///   | samples    | total            |
///
/// `total` is a sum over the class's counts that the classifier chooses.
type ClassState is uint72;

using ClassStateLibrary for ClassState global;

library ClassStateLibrary {
    uint256 internal constant MAX_SAMPLES = (1 << 22) - 1;
    /// Bits of a state, of what stands below the first one in a word, and states of a word.
    uint256 internal constant BITS = 72;
    uint256 internal constant FIRST = 24;
    uint256 internal constant PER_WORD = 3;

    function create(uint256 samples_, uint256 total_) internal pure returns (ClassState) {
        // No cut: samples are below 2^22, and even the squares of 65,536 counts below 2^17 are below 2^50 in sum.
        return ClassState.wrap(uint72((samples_ << 50) | total_));
    }

    /// @return Where the state of class `label` stands in its word, from the bottom.
    function shiftOf(uint256 label) internal pure returns (uint256) {
        unchecked {
            return FIRST + BITS * (label % PER_WORD);
        }
    }

    /// @return What one more sample that adds `growth` to the total adds to the state.
    function step(uint256 growth) internal pure returns (uint256) {
        return (1 << 50) | growth;
    }

    /// @return Samples of the class, those at the upload included.
    function samples(ClassState s) internal pure returns (uint256) {
        return ClassState.unwrap(s) >> 50;
    }

    function total(ClassState s) internal pure returns (uint256) {
        return ClassState.unwrap(s) & ((1 << 50) - 1);
    }
}
