// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Binary logarithms in units of 2^-32: exact at powers of two, and below the true value by at most 2.9e-6 between.
/// @dev a = 2^e (1 + i / 256 + f / 2^24), with i of 8 bits and f of 16, the rest of the bits cut off. The result is
/// e * 2^32 + T[i] + ((T[i + 1] - T[i]) * f >> 16), where T[i] = round(2^32 * log2(1 + i / 256)), but T[256] =
/// 2^32 - 1: a chord of a concave curve, so the error is at most (1/256)² / 8 / ln 2 = 2.8e-6, and rounding.
library Logarithm {
    /// T[0] to T[256], four bytes each.
    bytes internal constant TABLE = hex"0000000001709c4702dfca17044d8c4605b9e5a10724d8ef088e68eb09f6984a"
        hex"0b5d69bb0cc2dfe20e26fd5d0f89c4c210eb38a0124b5b7e13aa2fdd1507b836"
        hex"1663f6fb17beee971918a16e1a7111df1bc842411d1e34e31e72ec111fc66a0f"
        hex"2118b11a2269c36923b9a32f250852962655d3c527a228db28ed53f32a375721"
        hex"2b8034742cc7edf62e0e85aa2f53fd90309857a031db95d0331dba0f345ec646"
        hex"359ebc5b36dd9e2f381b6d9c39582c793a93dc983bce7fc73d0817cf3e40a672"
        hex"3f782d7240aeae8941e42b6f4318a5d5444c1f6b457e99db46b016ca47e097db"
        hex"49101eac4a3eacd74b6c43f14c98e58e4dc4933b4eef4e83501918ec5141f3fb"
        hex"5269e12f5390e20454b6f7f155dc246d570068e85823c6d159463f925a67d492"
        hex"5b8887365ca858df5dc74aea5ee55eb16002958c611ef0cf623a71cc635519cf"
        hex"646eea246587e41566a008e467b759d668cdd82a69e3851c6af861e66c0c6fc0"
        hex"6d1fafdd6e3223706f43cba87054a9b17164beb572740bdb7382924974905320"
        hex"759d4f8176a9888877b4ff5178bfb4f479c9aa887ad2e11f7bdb59cd7ce3159f"
        hex"7dea15a37ef05ae47ff5e66a80fab93c81fed45d830238d08404e7948506e1a8"
        hex"860828078708bbaa88089d8b8907ce9d8a064fd58b0422258c01467c8cfdbdc8"
        hex"8df988f58ef4a8ed8fef1e9890e8eade91e20ea192da8ac693d2602c94c98fb4"
        hex"95c01a3a96b6009b97ab43af989fe4519993e3569a8741939b79ffdb9c6c1f01"
        hex"9d5d9fd59e4e83259f3ec9bda02e746aa11d83f5a20bf926a2f9d4c5a3e71797"
        hex"a4d3c25ea5bfd5dfa6ab52daa7963a0da8808c38a96a4a17aa537465ab3c0bdc"
        hex"ac241135ad0b8526adf26866aed8bba8afbe7fa1b0a3b502b1885c7bb26c76bc"
        hex"b3500472b433064bb5157cf3b5f76913b6d8cb54b7b9a45eb899f4d9b979bd69"
        hex"ba58feb2bb37b959bc15edffbcf39d45bdd0c7cabead6e2dbf89910cc0653103"
        hex"c1404eaec21aeaa6c2f50586c3ce9fe4c4a7ba58c5805579c65871dac7301011"
        hex"c80730b0c8ddd449c9b3fb6dca89a6accb5ed695cc338bb7cd07c69ecddb87d6"
        hex"ceaecfebcf819f66d053f6d2d125d6b7d1f73f9cd2c83209d398ae81d468b58c"
        hex"d53847acd6076565d6d60f39d7a445a9d8720936d93f5a60da0c39a5dad8a784"
        hex"dba4a47bdc703104dd3b4d9dde05fac0ded038e6df9a088ae0636a24e12c5e2b"
        hex"e1f4e517e2bcff5ee384ad75e44befd0e512c6e5e5d93326e69f3506e764ccf7"
        hex"e829fb69e8eec0cee9b31d94ea77122beb3a9f02ebfdc485ecc08322ed82db45"
        hex"ee44cd5aef0659ccefc78104f088436df148a170f2089b75f2c831e4f3876524"
        hex"f446359bf504a3aff5c2afc6f6805a44f73da38ef7fa8c05f8b7140ff9733c0c"
        hex"fa2f045efaea6d67fba57787fc60231efd1a708cfdd4602efe8df264ff47278b" hex"ffffffff";

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
        // a is shifted until its highest bit is at the top; the next eight bits are i, the next sixteen f. One load
        // has T[i] and T[i + 1] in its first eight bytes.
        assembly ("memory-safe") {
            let zeros := clz(a)
            a := shl(zeros, a)
            let pair := mload(add(table, shl(2, and(shr(247, a), 0xff))))
            let low := shr(224, pair)
            let slope := sub(and(shr(192, pair), 0xffffffff), low)
            result := add(add(shl(32, sub(255, zeros)), low), shr(16, mul(slope, and(shr(231, a), 0xffff))))
        }
    }
}
