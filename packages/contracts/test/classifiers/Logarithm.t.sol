// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Test} from "../utils/Test.sol";
import {Logarithm} from "../../src/libraries/Logarithm.sol";

contract LogarithmTest is Test {
    /// log2(a) in units of 2^-40, by squaring: each time the square passes 2, the next bit is 1.
    function exact(uint256 a) private pure returns (int256 result) {
        uint256 e;
        while (e < 255 && a >> (e + 1) != 0) ++e;
        uint256 x = e > 127 ? a >> (e - 127) : a << (127 - e);
        result = int256(e);
        for (uint256 i; i < 40; ++i) {
            x = (x * x) >> 127;
            result *= 2;
            if (x >> 128 != 0) {
                x >>= 1;
                ++result;
            }
        }
    }

    function check(uint256 a) private pure {
        // 1.2e-5, and above it the rounding of the table to 2^-25, in units of 2^-40
        int256 off = int256(Logarithm.log2(Logarithm.load(), a) << 8) - exact(a);
        assertTrue(off <= 33_024 && off >= -13_194_139, "off by more than 1.2e-5");
    }

    function testFuzz_is_as_exact_as_it_claims(uint256 a, uint8 shift) public pure {
        check((a >> shift) | 1);
    }

    function test_small_numbers() public pure {
        for (uint256 a = 1; a < 700; ++a) {
            check(a);
        }
        check(type(uint256).max);
    }

    function test_powers_of_two_are_exact() public pure {
        uint256 table = Logarithm.load();
        for (uint256 e; e < 256; ++e) {
            assertEq(Logarithm.log2(table, 1 << e), e << 32, "e");
        }
    }
}
