// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {PointsTest} from "./PointsTest.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

contract VerifyTest is PointsTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    /// Anybody verifies, the contributor is credited.
    function test_credits(address caller) public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        vm.expectEmit(address(trainer));
        emit IPoints.Verified(modelId, index, alice, CONTRIBUTION_POINTS, 1, CONTRIBUTION_POINTS);
        vm.prank(caller);
        trainer.verify(modelId, c, proofOf(address(trainer), modelId, c));

        uint16 today = uint16(START_DAY);
        IPoints.Reputation memory expected =
            IPoints.Reputation(CONTRIBUTION_POINTS, 1, 0, 0, 0, today, 10, 1, 1, 10, today);
        assertEq(abi.encode(reputation(modelId, alice)), abi.encode(expected), "the reputation");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
        assertEq(trainer.incentive(modelId).totalVerified, 1, "one is verified");
        assertEq(trainer.verifiedOfClass(modelId, 1), 1, "one of class 1");
        assertEq(trainer.verifiedOfClass(modelId, 0), 0, "none of class 0");
        assertEq(trainer.verifiedOfClass(modelId, 256), 0, "no such class");
        (address best, uint256 points) = trainer.bestOfMonth(modelId, START_DAY / 30);
        assertEq(best, alice, "the best of the month");
        assertEq(points, CONTRIBUTION_POINTS, "her points");
    }

    /// What the model knew is closed, and earns nothing.
    function test_known_earnsNothing() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(VERIFY_TIME);
        vm.expectEmit(address(trainer));
        emit IPoints.Verified(modelId, index, alice, 0, 0, 0);
        verify(modelId, c);
        assertEq(
            abi.encode(reputation(modelId, alice)), abi.encode(reputation(modelId, bob)), "nothing at all"
        );
        assertEq(trainer.incentive(modelId).totalVerified, 0, "not counted");
        assertEq(trainer.verifiedOfClass(modelId, 0), 0, "not counted for its class");
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
    }

    function test_reverts_tooEarly(uint24 verifyTime, uint256 wait) public {
        IPoints.PointsOptions memory o = pointsOptions();
        o.verifyTime = uint24(bound(verifyTime, 1, type(uint24).max));
        modelId = createModel(o, 0);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        skip(bound(wait, 0, o.verifyTime - 1));
        vm.expectRevert(
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, c.time + o.verifyTime, time())
        );
        verify(modelId, c);
        vm.warp(uint256(c.time) + o.verifyTime);
        verify(modelId, c);
    }

    function test_reverts_modelDisagrees() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        contribute(bob, modelId, 0, one(1));
        skip(VERIFY_TIME);
        vm.expectRevert(abi.encodeWithSelector(IPoints.ModelDisagrees.selector, 0, 1));
        verify(modelId, c);
        contribute(bob, modelId, 1, one(1));
        verify(modelId, c);
        expectPoints(modelId, alice, CONTRIBUTION_POINTS, 1, 0);
    }

    function test_reverts_twice() public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        verify(modelId, c);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        verify(modelId, c);
    }

    /// Nobody's contribution is verified for somebody else, or with another label or sample.
    function test_reverts_contributionMismatch(uint256 field) public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        field = field % 4;
        if (field == 0) c.contributor = mallory;
        if (field == 1) c.label = 0;
        if (field == 2) c.sample = one(2);
        if (field == 3) --c.time;
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        verify(modelId, c);
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
        verify(unknown, c);
    }

    /// The cap is for the day: what is above it can be verified the next day, and nothing is lost.
    function test_dailyCap() public {
        uint256 most = DAILY_CAP / CONTRIBUTION_POINTS;
        Contribution[] memory all = new Contribution[](most + 1);
        for (uint256 i; i <= most; ++i) {
            (, all[i]) = contribute(alice, modelId, 1, one(1));
            if (i < most) contribute(bob, modelId, 0, one(1));
        }
        skip(VERIFY_TIME);
        for (uint256 i; i < most; ++i) {
            verify(modelId, all[i]);
        }
        expectPoints(modelId, alice, DAILY_CAP, most, 0);
        uint256 tomorrow = (START_DAY + 1) * 1 days;
        vm.expectRevert(abi.encodeWithSelector(IPoints.DailyCapReached.selector, alice, DAILY_CAP, tomorrow));
        verify(modelId, all[most]);
        vm.warp(tomorrow - 1);
        vm.expectPartialRevert(IPoints.DailyCapReached.selector);
        verify(modelId, all[most]);
        vm.warp(tomorrow);
        verify(modelId, all[most]);
        expectPoints(modelId, alice, DAILY_CAP + CONTRIBUTION_POINTS, most + 1, 0);
        assertEq(reputation(modelId, alice).pointsOfDay, CONTRIBUTION_POINTS, "a new day");
    }

    /// A model's cap is not another's.
    function test_modelsAreApart() public {
        uint256 other = createModel();
        teach(alice, modelId, one(1), 1);
        teach(alice, other, one(1), 2);
        expectPoints(modelId, alice, CONTRIBUTION_POINTS, 1, 0);
        expectPoints(other, alice, 2 * CONTRIBUTION_POINTS, 2, 0);
    }

    function test_streak() public {
        teach(alice, modelId, one(1), 2);
        expectStreak(1, 1);
        for (uint256 day = 1; day < 4; ++day) {
            vm.warp((START_DAY + day) * 1 days);
            teach(alice, modelId, one(1), 1);
            expectStreak(day + 1, day + 1);
        }
        vm.warp((START_DAY + 5) * 1 days);
        teach(alice, modelId, one(1), 1);
        expectStreak(1, 4);
        assertEq(reputation(modelId, alice).points, 6 * CONTRIBUTION_POINTS, "all points");
    }

    function test_months() public {
        uint256 month = START_DAY / 30;
        vm.warp((month + 1) * 30 days - 2 hours);
        teach(alice, modelId, one(1), 1);
        assertEq(reputation(modelId, alice).pointsOfMonth, CONTRIBUTION_POINTS, "the old month");
        vm.warp((month + 1) * 30 days);
        teach(bob, modelId, one(1), 1);
        teach(alice, modelId, one(1), 1);
        assertEq(reputation(modelId, alice).pointsOfMonth, CONTRIBUTION_POINTS, "a new month");
        expectBest(month, alice, CONTRIBUTION_POINTS);
        expectBest(month + 1, bob, CONTRIBUTION_POINTS);
        teach(alice, modelId, one(1), 1);
        expectBest(month + 1, alice, 2 * CONTRIBUTION_POINTS);
        teach(bob, modelId, one(1), 1);
        expectBest(month + 1, alice, 2 * CONTRIBUTION_POINTS);
    }

    /// From the 21st verified contribution on, one to a class that had less than a tenth is rare.
    function test_rare() public {
        IPoints.PointsOptions memory o = pointsOptions();
        o.dailyCap = 1000;
        modelId = createModel(o, 0);
        // Alice's contributions are all of class 1: somebody who is never verified teaches the other one.
        for (uint256 i; i < 20; ++i) {
            assertEq(reputation(modelId, bob).rare, 0, "not before the 20th");
            (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
            skip(VERIFY_TIME);
            verify(modelId, c);
            contribute(carol, modelId, 0, one(1));
        }
        assertEq(reputation(modelId, alice).rare, 0, "the common class");
        // of 20, 21, 22 verified ones, 0, 1, 2 were of class 0
        for (uint256 i; i < 3; ++i) {
            contribute(carol, modelId, 1, one(1));
            (uint256 index, Contribution memory c) = contribute(bob, modelId, 0, one(1));
            skip(VERIFY_TIME);
            verify(modelId, c);
            assertEq(reputation(modelId, bob).verified, i + 1, "verified");
            assertEq(reputation(modelId, bob).rare, i + 1, "rare: 0 of 20, 1 of 21, 2 of 22");
        }
        contribute(carol, modelId, 1, one(1));
        (uint256 fourth, Contribution memory d) = contribute(bob, modelId, 0, one(1));
        skip(VERIFY_TIME);
        verify(modelId, d);
        assertEq(reputation(modelId, bob).rare, 3, "3 of 23 are more than a tenth");
    }

    /// A pending report of what proves right is dismissed with it, and its author may report again.
    function test_dismissesThePendingReport() public {
        teach(bob, modelId, one(50), 1);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        contribute(mallory, modelId, 0, one(1));
        skip(VERIFY_TIME);
        report(bob, modelId, c);
        contribute(mallory, modelId, 1, one(1));
        vm.expectEmit(address(trainer));
        emit IPoints.ReportDismissed(modelId, index, bob);
        verify(modelId, c);
        assertEq(reputation(modelId, bob).pendingReports, 0, "none is pending");
        assertEq(trainer.report(modelId, index).reporter, address(0), "there is none");
    }

    function test_multicall() public {
        (uint256 first, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        (uint256 second, Contribution memory d) = contribute(bob, modelId, 1, one(1));
        skip(VERIFY_TIME);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IPoints.verify, (modelId, c, proofOf(address(trainer), modelId, c)));
        calls[1] = abi.encodeCall(IPoints.verify, (modelId, d, proofOf(address(trainer), modelId, d)));
        trainer.multicall(calls);
        expectPoints(modelId, alice, CONTRIBUTION_POINTS, 1, 0);
        expectPoints(modelId, bob, 0, 0, 0);
    }

    function expectStreak(uint256 streak, uint256 longest) private view {
        assertEq(reputation(modelId, alice).streak, streak, "the streak");
        assertEq(reputation(modelId, alice).longestStreak, longest, "the longest streak");
    }

    function expectBest(uint256 month, address account, uint256 points) private view {
        (address best, uint256 most) = trainer.bestOfMonth(modelId, month);
        assertEq(best, account, "the best of the month");
        assertEq(most, points, "the most points");
    }
}
