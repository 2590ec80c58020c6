// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IPoints} from "../interfaces/IPoints.sol";

/// What *Points* keeps in a model's head; times are seconds:
///
///   127        96 95         72 71          48 47                 32 31           16 15       0
///   | verified   | verify time | confirm time | contribution points | report points | daily cap |
type PointsState is uint176;

using PointsStateLibrary for PointsState global;

library PointsStateLibrary {
    uint256 private constant VERIFIED_AT = 96;
    uint256 private constant VERIFY_TIME_AT = 72;
    uint256 private constant CONFIRM_TIME_AT = 48;
    uint256 private constant CONTRIBUTION_POINTS_AT = 32;
    uint256 private constant REPORT_POINTS_AT = 16;

    function create(IPoints.PointsOptions memory o) internal pure returns (PointsState) {
        return PointsState.wrap(
            (uint176(o.verifyTime) << uint176(VERIFY_TIME_AT))
                | (uint176(o.confirmTime) << uint176(CONFIRM_TIME_AT))
                | (uint176(o.contributionPoints) << uint176(CONTRIBUTION_POINTS_AT))
                | (uint176(o.reportPoints) << uint176(REPORT_POINTS_AT)) | o.dailyCap
        );
    }

    /// @return The state with one more verified contribution.
    function addVerified(PointsState s) internal pure returns (PointsState) {
        // No check: there are at most as many as contributions, which are counted in 32 bits too.
        return PointsState.wrap(PointsState.unwrap(s) + uint176(1 << VERIFIED_AT));
    }

    function totalVerified(PointsState s) internal pure returns (uint256) {
        return uint32(PointsState.unwrap(s) >> VERIFIED_AT);
    }

    function verifyTime(PointsState s) internal pure returns (uint24) {
        return uint24(PointsState.unwrap(s) >> VERIFY_TIME_AT);
    }

    function confirmTime(PointsState s) internal pure returns (uint24) {
        return uint24(PointsState.unwrap(s) >> CONFIRM_TIME_AT);
    }

    function contributionPoints(PointsState s) internal pure returns (uint16) {
        return uint16(PointsState.unwrap(s) >> CONTRIBUTION_POINTS_AT);
    }

    function reportPoints(PointsState s) internal pure returns (uint16) {
        return uint16(PointsState.unwrap(s) >> REPORT_POINTS_AT);
    }

    function dailyCap(PointsState s) internal pure returns (uint16) {
        return uint16(PointsState.unwrap(s));
    }
}
