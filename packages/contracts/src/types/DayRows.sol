// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Days since 1970, which come in any order, and the rows that they make. The end of a row has the other end; of a day
/// inside of a row it is only known that it is there, by not being 0. Day `d` is number `d + 1`.
struct DayRows {
    uint16[65_536] ends;
}

using DayRowsLibrary for DayRows global;

library DayRowsLibrary {
    /// Adds `day`; at most three words are written, however long the rows are.
    /// @param day Times of 32 bits end with day 49,710.
    /// @return length How many days the row has that it joins; 0 if it was there before.
    /// @return last The last day of that row.
    function add(DayRows storage rows, uint256 day) internal returns (uint256 length, uint256 last) {
        uint16[65_536] storage ends = rows.ends;
        uint256 number = day + 1;
        if (ends[number] != 0) return (0, 0);
        // it was not there, so that its neighbours are ends of rows, or not there either
        uint256 first = ends[number - 1];
        last = ends[number + 1];
        if (first == 0) first = number;
        if (last == 0) last = number;
        ends[number] = uint16(number);
        ends[first] = uint16(last);
        ends[last] = uint16(first);
        return (last - first + 1, last - 1);
    }
}
