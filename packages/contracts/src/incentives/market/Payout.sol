// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// How much a bundle earns or loses; docs/prediction-market.md has the formulas. Losses are in units of 2^-16, summed
/// over `half` test samples.
library Payout {
    uint256 private constant ONE = 1 << 16;
    uint256 private constant MILLION = 1e6;

    /// @return What a fall of the loss is worth, in wei, rounded down.
    function pay(uint256 value, uint256 fall, uint256 half) internal pure returns (uint256) {
        return value * fall / (half * ONE);
    }

    /// @return What a rise of the loss costs, in wei, rounded up.
    function penalty(uint256 value, uint256 rise, uint256 half) internal pure returns (uint256) {
        return (value * rise + half * ONE - 1) / (half * ONE);
    }

    /// @return By how much a bundle may raise the loss and be kept.
    function tolerated(uint256 tolerance, uint256 half) internal pure returns (uint256) {
        return tolerance * (half * ONE) / MILLION;
    }
}
