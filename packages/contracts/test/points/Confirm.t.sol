// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {PointsTest} from "./PointsTest.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

contract ConfirmTest is PointsTest {
    uint256 private modelId;
    uint256 private bad;
    Contribution private c;

    function setUp() public override {
        super.setUp();
        modelId = createModel(pointsOptions(), 100);
        teach(bob, modelId, one(50), 1);
        (bad, c) = contribute(mallory, modelId, 0, one(1));
        skip(VERIFY_TIME);
    }

    /// Anybody confirms, the reporter is credited; once.
    function test_confirms(address caller) public {
        report(bob, modelId, c);
        skip(CONFIRM_TIME);
        vm.expectEmit(address(trainer));
        emit IPoints.ReportConfirmed(modelId, bad, bob, REPORT_POINTS, 1, CONTRIBUTION_POINTS + REPORT_POINTS);
        vm.prank(caller);
        trainer.confirm(modelId, c, proofOf(address(trainer), modelId, c));
        expectPoints(modelId, bob, CONTRIBUTION_POINTS + REPORT_POINTS, 1, 1);
        assertEq(reputation(modelId, bob).pendingReports, 0, "none is pending");
        assertTrue(trainer.report(modelId, bad).confirmed, "confirmed");
        assertTrue(isOpen(address(trainer), modelId, c), "the contribution stays open");

        vm.expectRevert(abi.encodeWithSelector(IPoints.NotReported.selector, modelId, bad));
        confirm(modelId, c);
    }

    /// The model has changed its mind: the report goes, and there may be another one.
    function test_dismisses() public {
        report(bob, modelId, c);
        while (!agrees(modelId, c)) contribute(mallory, modelId, 0, one(1));
        skip(CONFIRM_TIME);
        vm.expectEmit(address(trainer));
        emit IPoints.ReportDismissed(modelId, bad, bob);
        confirm(modelId, c);
        expectPoints(modelId, bob, CONTRIBUTION_POINTS, 1, 0);
        assertEq(reputation(modelId, bob).pendingReports, 0, "none is pending");
        assertEq(trainer.report(modelId, bad).reporter, address(0), "there is none");
        while (agrees(modelId, c)) contribute(alice, modelId, 1, one(1));
        report(bob, modelId, c);
    }

    function test_reverts_tooEarly(uint24 confirmTime, uint256 wait) public {
        IPoints.PointsOptions memory o = pointsOptions();
        (o.verifyTime, o.confirmTime) = (0, uint24(bound(confirmTime, 1, type(uint24).max)));
        modelId = createModel(o, 100);
        teach(bob, modelId, one(50), 1);
        (bad, c) = contribute(mallory, modelId, 0, one(1));
        report(bob, modelId, c);
        uint256 from = time() + o.confirmTime;
        skip(bound(wait, 0, o.confirmTime - 1));
        vm.expectRevert(abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, from, time()));
        confirm(modelId, c);
        vm.warp(from);
        confirm(modelId, c);
    }

    function test_reverts_notReported() public {
        vm.expectRevert(abi.encodeWithSelector(IPoints.NotReported.selector, modelId, bad));
        confirm(modelId, c);
    }

    /// Points of reports count for the cap, too; the report waits for the next day.
    function test_dailyCap() public {
        report(bob, modelId, c);
        teach(bob, modelId, one(51), DAILY_CAP / CONTRIBUTION_POINTS - 1);
        assertEq(reputation(modelId, bob).pointsOfDay, DAILY_CAP, "all of a day");
        uint256 tomorrow = (START_DAY + 1) * 1 days;
        vm.expectRevert(abi.encodeWithSelector(IPoints.DailyCapReached.selector, bob, DAILY_CAP, tomorrow));
        confirm(modelId, c);
        assertEq(reputation(modelId, bob).pendingReports, 1, "it is pending");
        vm.warp(tomorrow);
        confirm(modelId, c);
        expectPoints(modelId, bob, DAILY_CAP + REPORT_POINTS, DAILY_CAP / CONTRIBUTION_POINTS, 1);
        assertEq(reputation(modelId, bob).streak, 1, "it was reported on the first day");
    }

    /// Reports may be worth nothing: then they make no day with points.
    function test_noPoints() public {
        IPoints.PointsOptions memory o = pointsOptions();
        o.reportPoints = 0;
        modelId = createModel(o, 100);
        teach(bob, modelId, one(50), 1);
        (bad, c) = contribute(mallory, modelId, 0, one(1));
        vm.warp((START_DAY + 1) * 1 days);
        report(bob, modelId, c);
        skip(CONFIRM_TIME);
        confirm(modelId, c);
        uint16 today = uint16(START_DAY);
        IPoints.Reputation memory expected =
            IPoints.Reputation(CONTRIBUTION_POINTS, 1, 1, 0, 0, today, 10, 1, 1, 10, today);
        assertEq(abi.encode(reputation(modelId, bob)), abi.encode(expected), "one report more");
    }

    /// After the confirmation the author may still be right in the end; both keep what they have.
    function test_verifiedAfterwards() public {
        report(bob, modelId, c);
        skip(CONFIRM_TIME);
        confirm(modelId, c);
        while (!agrees(modelId, c)) contribute(alice, modelId, 0, one(1));
        verify(modelId, c);
        expectPoints(modelId, bob, CONTRIBUTION_POINTS + REPORT_POINTS, 1, 1);
        expectPoints(modelId, mallory, CONTRIBUTION_POINTS, 1, 0);
        assertTrue(trainer.report(modelId, bad).confirmed, "it was confirmed");
    }

    function test_reverts_closed() public {
        report(bob, modelId, c);
        while (!agrees(modelId, c)) contribute(alice, modelId, 0, one(1));
        verify(modelId, c);
        skip(CONFIRM_TIME);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, bad));
        confirm(modelId, c);
    }
}
