// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LibBit} from "solady/utils/LibBit.sol";

/// Binary logarithms in units of 2^-32: exact at powers of two, and off the true value by at most 1.2e-5 between.
/// @dev a = 2^e (1 + i / 128 + f / 2^24), with i of 7 bits and f of 17, the rest of the bits cut off. The result is
/// e * 2^32 + 2^8 T[i] + ((T[i + 1] - T[i]) * f >> 9), where T[i] = round(2^24 * log2(1 + i / 128)), but T[128] =
/// 2^24 - 1: a chord of a concave curve, so the error is at most (1/128)² / 8 / ln 2 = 1.11e-5, and rounding. A table
/// of twice as many numbers would be four times as exact, and half a kilobyte longer, which a market has no room for.
library Logarithm {
    /// T[0] to T[128], three bytes each.
    bytes internal constant TABLE = hex"00000002dfca05b9e6088e690b5d6a0e26fd10eb3913aa301663f71918a11bc8"
        hex"421e72ec2118b123b9a32655d428ed542b80342e0e86309858331dba359ebc38"
        hex"1b6e3a93dd3d08183f782d41e42b444c1f46b01749101f4b6c444dc493501919"
        hex"5269e154b6f85700695946405b88875dc74b600296623a72646eea66a00968cd"
        hex"d86af8626d1fb06f43cc7164bf738292759d5077b4ff79c9ab7bdb5a7dea167f"
        hex"f5e681fed48404e886082888089e8a06508c01468df9898fef1f91e20f93d260"
        hex"95c01a97ab449993e39b7a009d5da09f3ecaa11d84a2f9d5a4d3c2a6ab53a880"
        hex"8caa5374ac2411adf268afbe80b1885cb35004b5157db6d8cbb899f5ba58ffbc"
        hex"15eebdd0c8bf8991c1404fc2f506c4a7bac65872c80731c9b3fbcb5ed7cd07c7"
        hex"ceaed0d053f7d1f740d398afd53848d6d60fd87209da0c3adba4a4dd3b4eded0"
        hex"39e0636ae1f4e5e384ade512c7e69f35e829fbe9b31eeb3a9fecc083ee44cdef"
        hex"c781f148a1f2c832f44636f5c2b0f73da4f8b714fa2f04fba578fd1a71fe8df2" hex"ffffff";

    /// @return pointer Where the table begins in memory.
    function load() internal pure returns (uint256 pointer) {
        bytes memory table = TABLE;
        // Skips the length.
        assembly ("memory-safe") {
            pointer := add(table, 0x20)
        }
    }

    /// @param table From `load`.
    /// @param a Not 0.
    /// @return result log2(a) * 2^32.
    function log2(uint256 table, uint256 a) internal pure returns (uint256 result) {
        uint256 zeros = 255 - LibBit.fls(a);
        // a is shifted until its highest bit is at the top; the next seven bits are i, the next seventeen f. One load
        // has T[i] and T[i + 1] in its first six bytes.
        assembly ("memory-safe") {
            a := shl(zeros, a)
            let pair := mload(add(table, mul(3, and(shr(248, a), 0x7f))))
            let low := shr(232, pair)
            let slope := sub(and(shr(208, pair), 0xffffff), low)
            let rest := shr(9, mul(slope, and(shr(231, a), 0x1ffff)))
            result := add(add(shl(32, sub(255, zeros)), shl(8, low)), rest)
        }
    }
}
