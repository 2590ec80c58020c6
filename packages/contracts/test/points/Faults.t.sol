// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {PointsTest} from "./PointsTest.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Known faults of points on chain, each tried here; and what the rules leave open, with its bounds.
contract PointsFaultsTest is PointsTest {
    address private accomplice = named("accomplice");

    /// Repeating what the model knows, as often as one likes, earns nothing, and gives no right to report.
    function test_reputation_farming() public {
        uint256 modelId = createModel(pointsOptions(), 100);
        (uint256 honest, Contribution memory h) = contribute(alice, modelId, 0, one(1));
        Contribution[] memory farmed = new Contribution[](50);
        for (uint256 i; i < 50; ++i) {
            (, farmed[i]) = contribute(mallory, modelId, 1, one(1));
        }
        skip(VERIFY_TIME);
        for (uint256 i; i < 50; ++i) {
            verify(modelId, farmed[i]);
        }
        expectPoints(modelId, mallory, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooManyReports.selector, mallory, 0, 0));
        report(mallory, modelId, h);
    }

    /// Flip the model, report the honest sample, flip the model back: the author is verified all the same, and the
    /// report is gone.
    function test_points_report_locks_out() public {
        uint256 modelId = createModel();
        teach(mallory, modelId, one(50), 2);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        contribute(mallory, modelId, 0, one(1));
        skip(VERIFY_TIME);
        report(mallory, modelId, c);
        contribute(mallory, modelId, 1, one(1));

        verify(modelId, c);
        expectPoints(modelId, alice, CONTRIBUTION_POINTS, 1, 0);
        assertEq(reputation(modelId, mallory).reports, 0, "nothing for the report");
        assertEq(trainer.report(modelId, index).reporter, address(0), "the report is gone");
    }

    /// Kept flipped until the report is confirmed, the attack earns the reporter once; the author is verified whenever
    /// the model agrees again.
    function test_points_report_locks_out_confirmed() public {
        uint256 modelId = createModel();
        teach(mallory, modelId, one(50), 2);
        uint256 before = reputation(modelId, mallory).points;
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, one(1));
        contribute(mallory, modelId, 0, one(1));
        skip(VERIFY_TIME);
        report(mallory, modelId, c);
        skip(CONFIRM_TIME);
        confirm(modelId, c);
        assertEq(reputation(modelId, mallory).points - before, REPORT_POINTS, "paid once");
        contribute(bob, modelId, 1, one(1));
        verify(modelId, c);
        expectPoints(modelId, alice, CONTRIBUTION_POINTS, 1, 0);
    }

    /// The owner has no way to points but everybody's.
    function test_deployer_mints_reputation() public {
        uint256 modelId = createModel();
        vm.prank(owner);
        (bool ok,) = address(trainer)
            .call(
                abi.encodeWithSignature(
                    "handleRefund(address,int64[],uint256,uint256,bool,uint256,uint256,uint256)", owner
                )
            );
        assertTrue(!ok, "there is no such function");

        (uint256 index,) = contribute(alice, modelId, 1, one(1));
        skip(VERIFY_TIME);
        Contribution memory forged = newContribution(index, owner, 1, 0, one(1));
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(owner);
        trainer.verify(modelId, forged, proofOf(address(trainer), modelId, forged));
        ++forged.index;
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(owner);
        trainer.verify(modelId, forged, proofOf(address(trainer), modelId, forged));
        vm.expectRevert(abi.encodeWithSelector(IPoints.NotReported.selector, modelId, index));
        --forged.index;
        forged.contributor = alice;
        forged.surprising = true;
        forged.time = uint32(time() - VERIFY_TIME);
        vm.prank(owner);
        trainer.confirm(modelId, forged, proofOf(address(trainer), modelId, forged));
        expectPoints(modelId, owner, 0, 0, 0);
    }

    /// Whose one verified contribution lets them report cannot take all bad data for themselves: others report the rest.
    function test_report_squatting() public {
        uint256 modelId = createModel(pointsOptions(), 100);
        teach(mallory, modelId, one(50), 1);
        teach(bob, modelId, one(51), 1);
        (uint256 first, Contribution memory c) = contribute(carol, modelId, 0, one(1));
        (uint256 second, Contribution memory d) = contribute(carol, modelId, 0, one(2));
        skip(VERIFY_TIME);
        report(mallory, modelId, c);
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooManyReports.selector, mallory, 1, 1));
        report(mallory, modelId, d);
        report(bob, modelId, d);
    }

    /// Open: bad data of one's own, reported by an accomplice. It earns as many reports as the accomplice has taught the
    /// model something, and no more than the cap of a day.
    function test_own_bad_data_is_reported() public {
        uint256 modelId = createModel(pointsOptions(), 100);
        teach(accomplice, modelId, one(50), 2);
        Contribution memory c;
        uint256 index;
        for (uint256 i; i < 3; ++i) {
            (index, c) = contribute(mallory, modelId, 0, one(1 + i));
            skip(VERIFY_TIME);
            if (i == 2) {
                vm.expectRevert(abi.encodeWithSelector(IPoints.TooManyReports.selector, accomplice, 2, 2));
                report(accomplice, modelId, c);
            } else {
                report(accomplice, modelId, c);
                skip(CONFIRM_TIME);
                confirm(modelId, c);
            }
        }
        expectPoints(modelId, accomplice, 2 * CONTRIBUTION_POINTS + 2 * REPORT_POINTS, 2, 2);
    }

    /// Open: turning the model to and fro earns points, which nobody else confirms; no more than the cap of a day.
    function test_oscillation_farming() public {
        uint256 modelId = createModel();
        uint256 most = DAILY_CAP / CONTRIBUTION_POINTS;
        Contribution[] memory all = new Contribution[](2 * most);
        for (uint256 i; i < all.length; ++i) {
            (, all[i]) = contribute(mallory, modelId, (i + 1) % 2, one(1));
            assertTrue(wasSurprising(address(trainer), modelId, i), "each turns the model");
        }
        skip(VERIFY_TIME);
        // the model says 0 now: half of them can be verified, then the other half
        for (uint256 i = 1; i < all.length; i += 2) {
            verify(modelId, all[i]);
        }
        contribute(mallory, modelId, 1, one(1));
        vm.expectPartialRevert(IPoints.DailyCapReached.selector);
        verify(modelId, all[0]);
        expectPoints(modelId, mallory, DAILY_CAP, most, 0);
    }
}
