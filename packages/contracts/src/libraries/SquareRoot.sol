// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LibBit} from "solady/utils/LibBit.sol";

/// Square roots, rounded down, of all numbers.
library SquareRoot {
    /// @dev Heron's method, from a power of two that is at most √2 times too large or too small: six steps bring that
    /// within 2^-160, so that the result is the root or 1 more, and then the quotient is smaller.
    function floor(uint256 x) internal pure returns (uint256 root) {
        uint256 bits = LibBit.fls(x | 1) + 1;
        // 2^(half the bits of x), six times the mean of root and x / root; 0 / 0 is 0 here
        assembly ("memory-safe") {
            root := shl(shr(1, bits), 1)
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := sub(root, lt(div(x, root), root))
        }
    }
}
