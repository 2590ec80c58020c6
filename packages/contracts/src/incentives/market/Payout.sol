// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// The market's arithmetic of money. All of it rounds down; the products stay below 2^256 (a bounty has 96 bits,
/// losses 40, penalties 80).
library Payout {
    /// A mean loss of 1, in units of 2^-16.
    uint256 private constant ONE = 1 << 16;
    uint256 private constant MILLION = 1e6;

    /// @param fullImprovement In millionths of the mean loss.
    /// @return By how much the summed loss must fall for the whole bounty to be paid; at least 1.
    function fullGain(uint256 samples, uint256 fullImprovement) internal pure returns (uint256) {
        unchecked {
            return FixedPointMathLib.max(1, samples * ONE * fullImprovement / MILLION);
        }
    }

    /// @return What a contribution that raises the loss by `rise` loses, in wei: what it would have earned by lowering
    /// it as much, at most its stake.
    function penalty(uint256 bounty, uint256 rise, uint256 full, uint256 stake)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return FixedPointMathLib.min(stake, bounty * rise / full);
        }
    }

    /// @return The part of `amount` that the units `done` to `done + units` - 1 of `total` have. Parts of adjoining
    /// units add up to the part of all of them, so nothing is left and nothing is missing, in any order of claims.
    function part(uint256 amount, uint256 done, uint256 units, uint256 total)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return amount * (done + units) / total - amount * done / total;
        }
    }
}
