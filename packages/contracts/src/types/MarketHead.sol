// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What the prediction market keeps in a model's head; the stake in wei, the time in seconds since 1970:
///
///   111       80 79                 64 63    0
///   | closes at | max contributions 16 | stake |
type MarketHead is uint176;

using MarketHeadLibrary for MarketHead global;

library MarketHeadLibrary {
    uint256 private constant CLOSES_AT = 80;
    uint256 private constant MAX_CONTRIBUTIONS_AT = 64;

    /// @return The head of a market that is not open yet.
    function create(uint64 stake_, uint16 maxContributions_) internal pure returns (MarketHead) {
        return MarketHead.wrap((uint176(maxContributions_) << uint176(MAX_CONTRIBUTIONS_AT)) | stake_);
    }

    /// @return The head of a market that takes contributions until `time`.
    function setClosesAt(MarketHead h, uint32 time) internal pure returns (MarketHead) {
        uint176 rest = uint80(MarketHead.unwrap(h));
        return MarketHead.wrap((uint176(time) << uint176(CLOSES_AT)) | rest);
    }

    /// @return When contributions end; 0 before the market opens.
    function closesAt(MarketHead h) internal pure returns (uint256) {
        return MarketHead.unwrap(h) >> CLOSES_AT;
    }

    function maxContributions(MarketHead h) internal pure returns (uint16) {
        return uint16(MarketHead.unwrap(h) >> MAX_CONTRIBUTIONS_AT);
    }

    /// @return What a contribution stakes, in wei.
    function stake(MarketHead h) internal pure returns (uint64) {
        return uint64(MarketHead.unwrap(h));
    }
}
