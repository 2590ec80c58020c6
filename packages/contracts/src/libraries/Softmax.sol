// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Sigmoid} from "./Sigmoid.sol";

/// Probabilities of several classes from their scores: e^s / Σ e^s.
/// @dev With m the highest score, E = e^-(m - s) as Sigmoid has it, in units of 2^-64, of m - s in units of 2^-15
/// rounded down; the probability is floor(2^64 E / Σ E). A class without a score has probability 0; if none has a
/// score, all have.
library Softmax {
    /// The score of a class that has none.
    int256 internal constant EMPTY = type(int256).min;
    /// What a class takes at most, in gas: an exponential of 21 factors, and the rest.
    uint256 internal constant CLASS_GAS = 5_000;
    uint256 private constant SCALE_BITS = 15;

    /// @param label It may be behind the scores: then it is a class that has none.
    /// @param factor A difference of scores times this, divided by `divisor`, is in units of 2^-15.
    /// @return Half the Brier score, in units of 2^-16, rounded down. With no scores at all it is 1/2: all that is
    /// wrong is that the label has probability 0.
    function quadraticLoss(int256[] memory scores, uint256 label, uint256 factor, uint256 divisor)
        internal
        pure
        returns (uint256)
    {
        // Differences of scores are below 2^60, factors below 2^16; exponentials are at most 2^64, so the squares of
        // all classes are 2^129 together at most.
        unchecked {
            (uint256[] memory e, uint256 sum) = _exponentials(scores, factor, divisor);
            uint256 squares = label < e.length ? 0 : Sigmoid.ONE * Sigmoid.ONE;
            for (uint256 c; c < e.length; ++c) {
                uint256 p = sum == 0 ? 0 : e[c] * Sigmoid.ONE / sum;
                uint256 off = c == label ? Sigmoid.ONE - p : p;
                squares += off * off;
            }
            return squares >> 113;
        }
    }

    /// @return e Of each score.
    /// @return sum Of all of them: 2^64 at least, unless no class has a score.
    function _exponentials(int256[] memory scores, uint256 factor, uint256 divisor)
        private
        pure
        returns (uint256[] memory e, uint256 sum)
    {
        int256 highest = EMPTY;
        for (uint256 c; c < scores.length; ++c) {
            if (scores[c] > highest) highest = scores[c];
        }
        bytes memory factors = Sigmoid.FACTORS;
        e = new uint256[](scores.length);
        unchecked {
            for (uint256 c; c < scores.length; ++c) {
                if (scores[c] == EMPTY) continue;
                uint256 below = uint256(highest - scores[c]) * factor / divisor;
                e[c] = Sigmoid.exponential(factors, below, SCALE_BITS);
                sum += e[c];
            }
        }
    }
}
