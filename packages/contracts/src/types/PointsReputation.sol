// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IPoints} from "../interfaces/IPoints.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {DayRows} from "./DayRows.sol";

/// How points add up over days and months.
library PointsReputationLibrary {
    uint256 internal constant DAYS_OF_MONTH = 30;

    /// Adds `points`, earned now by `account`, to `r`. Reverts when that is more than `cap` today.
    function earn(IPoints.Reputation memory r, address account, uint256 points, uint256 cap) internal view {
        uint256 today = block.timestamp / 1 days;
        uint256 ofDay = points;
        if (today == r.day) ofDay += r.pointsOfDay;
        if (ofDay > cap) revert IPoints.DailyCapReached(account, cap, (today + 1) * 1 days);

        uint256 ofMonth = points;
        if (today / DAYS_OF_MONTH == r.day / DAYS_OF_MONTH) ofMonth += r.pointsOfMonth;
        r.day = SafeCastLib.toUint16(today);
        r.pointsOfDay = uint16(ofDay);
        // 30 days of at most 65,535 points each.
        r.pointsOfMonth = uint24(ofMonth);
        r.points += uint32(points);
    }

    /// Adds the day of `time`, when something was made that has earned points, to `r`.
    function addDay(IPoints.Reputation memory r, DayRows storage rows, uint256 time) internal {
        (uint256 length, uint256 last) = rows.add(time / 1 days);
        if (length == 0) return;
        if (length > r.longestStreak) r.longestStreak = uint16(length);
        if (last >= r.lastDay) (r.streak, r.lastDay) = (uint16(length), uint16(last));
    }
}
