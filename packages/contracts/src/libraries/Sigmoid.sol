// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The logistic function 1 / (1 + e^-z) in units of 2^-64, for z = score / 2^scaleBits.
/// @dev e^-|z| is the product of e^-(2^j) over the bits of |z|, from the lowest to the highest, each product cut to
/// units of 2^-64; from |z| = 64 on it is 0. With E that product, the result is Q = floor(2^128 / (2^64 + E)) for a
/// score of 0 or more, and 2^64 - Q below. Twenty-one factors and products, each at most 2^-64 too small, so the
/// result is within 2^-61 of the true value.
library Sigmoid {
    uint256 internal constant ONE = 1 << 64;

    /// floor(2^64 * e^-(2^j)) for j = -15 to 5, eight bytes each.
    bytes internal constant FACTORS = hex"fffe0001fffeaaabfffc0007fff5555ffff8001fffaaab55fff0007ffd555fff"
        hex"ffe001ffeaab5551ffc007ff555fff77ff801ffaab554445ff007fd55ffdde38"
        hex"fe01feab551127cbfc07f55ff77d2493f81fab5445aebc8af07d5fde38151e72"
        hex"e1eb51276c110c3cc75f7cf5641057439b4597e37cb04ff35e2d58d8b3bcdf1a"
        hex"22a555477f03973f04b0556e084f3d1d0015fc21041027ac000001e355bbaee8" hex"000000000003908c";

    uint256 private constant LOWEST = 15;
    uint256 private constant CAP_BITS = 6;

    /// @param scaleBits At most 15.
    function logistic(int256 score, uint256 scaleBits) internal pure returns (uint256) {
        uint256 size = score < 0 ? uint256(-score) : uint256(score);
        uint256 q = ONE * ONE / (ONE + exponential(FACTORS, size, scaleBits));
        return score < 0 ? ONE - q : q;
    }

    /// @return |label - logistic|, where the logistic function is the probability of label 1.
    function errorOf(int256 score, uint256 scaleBits, uint256 label) internal pure returns (uint256) {
        uint256 p = logistic(score, scaleBits);
        return label == 1 ? ONE - p : p;
    }

    /// @return Half the Brier score, in units of 2^-16: with two classes, the square of the error.
    function quadraticLoss(int256 score, uint256 scaleBits, uint256 label) internal pure returns (uint256) {
        uint256 e = errorOf(score, scaleBits, label);
        return (e * e) >> 112;
    }

    /// @param factors FACTORS.
    /// @param scaleBits At most 15.
    /// @return result e^-(size / 2^scaleBits), in units of 2^-64.
    function exponential(bytes memory factors, uint256 size, uint256 scaleBits)
        internal
        pure
        returns (uint256 result)
    {
        if (size >> (scaleBits + CAP_BITS) != 0) return 0;
        result = ONE;
        // Factors and products are at most 2^64.
        unchecked {
            for (uint256 i = LOWEST - scaleBits; size != 0; ++i) {
                if (size & 1 != 0) {
                    uint256 factor;
                    // the eight bytes at 8 * i
                    assembly ("memory-safe") {
                        factor := shr(192, mload(add(add(factors, 0x20), shl(3, i))))
                    }
                    result = (result * factor) >> 64;
                }
                size >>= 1;
            }
        }
    }
}
