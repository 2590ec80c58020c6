// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTest} from "./PointsTest.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Rows of days are of the days on which things were made, whoever verifies them, and when.
contract StreakTest is PointsTest {
    uint256 private constant MOST_DAYS = 60;

    uint256 private modelId;
    Contribution[] private _made;
    uint256[] private _indices;

    function setUp() public override {
        super.setUp();
        modelId = createModel(IPoints.PointsOptions(0, 0, 10, 5, type(uint16).max), 0);
    }

    /// A week of contributions, all of which somebody else verifies on its last day.
    function test_others_cannotTearARowApart() public {
        for (uint256 day; day < 7; ++day) {
            make(START_DAY + day);
        }
        verifyAll(mallory);
        expectStreak(7, 7, START_DAY + 6);
    }

    /// The last one first; and the days between come last of all.
    function test_others_cannotChooseTheOrder() public {
        for (uint256 day; day < 7; ++day) {
            make(START_DAY + day);
        }
        verifyAt(mallory, 6);
        expectStreak(1, 1, START_DAY + 6);
        verifyAt(mallory, 0);
        verifyAt(mallory, 1);
        expectStreak(1, 2, START_DAY + 6);
        verifyAt(mallory, 4);
        verifyAt(mallory, 3);
        expectStreak(1, 2, START_DAY + 6);
        verifyAt(mallory, 5);
        expectStreak(4, 4, START_DAY + 6);
        verifyAt(mallory, 2);
        expectStreak(7, 7, START_DAY + 6);
    }

    /// Thirty of one day, verified on thirty days, are one day.
    function test_oneDayMakesNoRow() public {
        for (uint256 i; i < 30; ++i) {
            make(START_DAY);
        }
        for (uint256 i; i < 30; ++i) {
            vm.warp((START_DAY + i) * 1 days + 2 hours);
            verifyAt(alice, i);
        }
        expectStreak(1, 1, START_DAY);
        assertEq(reputation(modelId, alice).verified, 30, "all are verified");
        assertEq(
            reputation(modelId, alice).day, START_DAY + 29, "points are of the day on which they are earned"
        );
    }

    /// What waits for the next day because of the cap counts for the day on which it was made.
    function test_capTearsNoRowApart() public {
        modelId = createModel(IPoints.PointsOptions(0, 0, 10, 5, 10), 0);
        for (uint256 day; day < 3; ++day) {
            make(START_DAY + day);
        }
        for (uint256 i; i < 3; ++i) {
            vm.warp((START_DAY + 10 + 2 * i) * 1 days);
            verifyAt(mallory, i);
        }
        expectStreak(3, 3, START_DAY + 2);
    }

    /// A report counts for the day on which it was made, and fills a gap between contributions.
    function test_reports() public {
        make(START_DAY);
        verifyAt(alice, 0);
        make(START_DAY + 2);
        verifyAt(alice, 1);
        expectStreak(1, 1, START_DAY + 2);

        vm.warp((START_DAY + 3) * 1 days);
        uint256 label = 1 - trainer.predict(modelId, one(90));
        (uint256 bad, Contribution memory c) = contribute(mallory, modelId, label, one(90));
        while (agrees(modelId, c)) contribute(carol, modelId, 1 - label, one(90));
        report(alice, modelId, c);
        vm.warp((START_DAY + 9) * 1 days);
        confirm(modelId, c);
        expectStreak(2, 2, START_DAY + 3);
    }

    /// In whatever order, on whatever day: what is verified in the end makes the same rows.
    /// forge-config: default.fuzz.runs = 64
    function testFuzz_anyOrder(uint256 seed) public {
        bool[MOST_DAYS + 2] memory has;
        uint256 count = 1 + seed % 40;
        for (uint256 i; i < count; ++i) {
            uint256 day = uint256(keccak256(abi.encode(seed, i))) % MOST_DAYS;
            has[day] = true;
            make(START_DAY + day);
        }
        vm.warp((START_DAY + MOST_DAYS) * 1 days);
        for (uint256 left = count; left > 0; --left) {
            uint256 pick = uint256(keccak256(abi.encode(seed, left, "pick"))) % left;
            verifyAt(carol, pick);
            (_made[pick], _indices[pick]) = (_made[left - 1], _indices[left - 1]);
        }
        (uint256 row, uint256 longest, uint256 streak, uint256 last) = (0, 0, 0, 0);
        for (uint256 day; day < MOST_DAYS; ++day) {
            row = has[day] ? row + 1 : 0;
            if (row > longest) longest = row;
            if (row > 0) (streak, last) = (row, day);
        }
        expectStreak(streak, longest, START_DAY + last);
    }

    /// Alice teaches the model something new, on a day, which it still says in the end.
    function make(uint256 day) private {
        vm.warp(day * 1 days + 1 hours);
        bytes memory sample = one(_made.length);
        uint256 label = 1 - trainer.predict(modelId, sample);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, label, sample);
        _made.push(c);
        _indices.push(index);
    }

    function verifyAll(address who) private {
        for (uint256 i; i < _made.length; ++i) {
            verifyAt(who, i);
        }
    }

    /// The model is brought to agree again, if need be.
    function verifyAt(address who, uint256 i) private {
        while (!agrees(modelId, _made[i])) contribute(carol, modelId, _made[i].label, _made[i].sample);
        vm.prank(who);
        trainer.verify(modelId, _made[i], proofOf(address(trainer), modelId, _made[i]));
    }

    function expectStreak(uint256 streak, uint256 longest, uint256 lastDay) private view {
        IPoints.Reputation memory r = reputation(modelId, alice);
        assertEq(r.streak, streak, "the streak");
        assertEq(r.longestStreak, longest, "the longest streak");
        assertEq(r.lastDay, lastDay, "the last day");
    }
}
