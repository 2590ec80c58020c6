// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {PointsTest} from "./PointsTest.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

contract ReportTest is PointsTest {
    uint256 private modelId;
    /// Bad data of Mallory's, which the model disagrees with.
    uint256 private bad;
    Contribution private c;

    function setUp() public override {
        super.setUp();
        modelId = createModel(pointsOptions(), 100);
        teach(bob, modelId, one(50), 1);
        (bad, c) = contribute(mallory, modelId, 0, one(1));
        skip(VERIFY_TIME);
    }

    function test_reports() public {
        vm.expectEmit(address(trainer));
        emit IPoints.Reported(modelId, bad, bob);
        report(bob, modelId, c);
        IPoints.Report memory expected = IPoints.Report(bob, uint32(time()), false);
        assertEq(abi.encode(trainer.report(modelId, bad)), abi.encode(expected), "the report");
        assertEq(reputation(modelId, bob).pendingReports, 1, "one is pending");
        expectPoints(modelId, bob, CONTRIBUTION_POINTS, 1, 0);
        assertTrue(isOpen(address(trainer), modelId, c), "the contribution stays open");
    }

    function test_reverts_tooEarly(uint256 wait) public {
        (uint256 index, Contribution memory d) = contribute(mallory, modelId, 0, one(2));
        skip(bound(wait, 0, VERIFY_TIME - 1));
        vm.expectRevert(
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, d.time + VERIFY_TIME, time())
        );
        report(bob, modelId, d);
    }

    function test_reverts_ownContribution() public {
        teach(mallory, modelId, one(51), 1);
        vm.expectRevert(abi.encodeWithSelector(IPoints.OwnContribution.selector, mallory));
        report(mallory, modelId, c);
    }

    function test_reverts_alreadyReported() public {
        teach(alice, modelId, one(51), 1);
        report(bob, modelId, c);
        bytes memory expected = abi.encodeWithSelector(IPoints.AlreadyReported.selector, modelId, bad, bob);
        vm.expectRevert(expected);
        report(alice, modelId, c);
        vm.expectRevert(expected);
        report(bob, modelId, c);
        skip(CONFIRM_TIME);
        confirm(modelId, c);
        vm.expectRevert(expected);
        report(alice, modelId, c);
    }

    function test_reverts_notVerified() public {
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooManyReports.selector, alice, 0, 0));
        report(alice, modelId, c);
    }

    /// As many reports, pending and confirmed, as verified contributions.
    function test_reverts_tooManyReports() public {
        (uint256 second, Contribution memory d) = contribute(mallory, modelId, 0, one(2));
        skip(VERIFY_TIME);
        report(bob, modelId, c);
        bytes memory expected = abi.encodeWithSelector(IPoints.TooManyReports.selector, bob, 1, 1);
        vm.expectRevert(expected);
        report(bob, modelId, d);
        skip(CONFIRM_TIME);
        confirm(modelId, c);
        vm.expectRevert(expected);
        report(bob, modelId, d);
        teach(bob, modelId, one(51), 1);
        report(bob, modelId, d);
    }

    function test_reverts_modelAgrees() public {
        (uint256 index, Contribution memory d) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        vm.expectRevert(abi.encodeWithSelector(IPoints.ModelAgrees.selector, 1));
        report(bob, modelId, d);
    }

    function test_reverts_closedOrOther() public {
        (uint256 index, Contribution memory d) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        Contribution memory other = d;
        other.index = uint32(bad);
        report(bob, modelId, other);
        d.index = uint32(index);
        verify(modelId, d);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        report(bob, modelId, d);
    }
}
