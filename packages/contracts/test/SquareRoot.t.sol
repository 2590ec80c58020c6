// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SquareRoot} from "../src/libraries/SquareRoot.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Test} from "./utils/Test.sol";

contract SquareRootTest is Test {
    function testFuzz_is_the_root_of_every_size(uint256 x, uint8 bits) external pure {
        _check(x >> bits);
    }

    /// Squares, and their neighbours, are where rounding shows.
    function testFuzz_turns_at_squares(uint128 root, uint8 bits) external pure {
        uint256 r = root >> (bits % 128);
        _check(r * r);
        if (r == 0) return;
        _check(r * r - 1);
        _check(r * r + 2 * r);
        assertEq(SquareRoot.floor(r * r), r, "square");
        assertEq(SquareRoot.floor(r * r - 1), r - 1, "below");
        assertEq(SquareRoot.floor(r * r + 2 * r), r, "above");
    }

    function test_small_numbers_and_powers_of_two() external pure {
        for (uint256 x; x < 10_000; ++x) {
            _check(x);
        }
        for (uint256 i; i < 256; ++i) {
            _check((uint256(1) << i) - 1);
            _check(uint256(1) << i);
            _check((uint256(1) << i) + 1);
        }
        _check(type(uint256).max);
    }

    function _check(uint256 x) private pure {
        assertEq(SquareRoot.floor(x), FixedPointMathLib.sqrt(x), "root");
    }
}
