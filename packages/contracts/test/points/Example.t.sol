// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTest} from "./PointsTest.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// The worked example of docs/points.md, number by number.
contract PointsExampleTest is PointsTest {
    function test_example() public {
        address ann = named("ann");
        address ben = named("ben");
        address carl = named("carl");
        uint256 modelId = createModel(IPoints.PointsOptions(1 days, 1 days, 10, 5, 50), 8);
        bytes memory first = one(1);
        bytes memory second = one(2);
        assertEq(trainer.predict(modelId, first), 1, "at first the model says 1 to all");

        vm.warp(START_DAY * 1 days + 9 hours);
        (, Contribution memory byAnn) = contribute(ann, modelId, 0, first);
        vm.warp(START_DAY * 1 days + 10 hours);
        (, Contribution memory byBen) = contribute(ben, modelId, 0, first);
        vm.warp(START_DAY * 1 days + 11 hours);
        (, Contribution memory byMallory) = contribute(mallory, modelId, 0, second);
        assertEq(trainer.predict(modelId, second), 0, "the model believes Mallory");
        vm.warp(START_DAY * 1 days + 12 hours);
        (, Contribution memory byCarl) = contribute(carl, modelId, 1, second);
        bool[4] memory expected = [true, false, true, true];
        for (uint256 i; i < 4; ++i) {
            assertTrue(wasSurprising(address(trainer), modelId, i) == expected[i], "surprising");
        }

        vm.warp((START_DAY + 1) * 1 days + 12 hours);
        verify(modelId, byAnn);
        verify(modelId, byBen);
        verify(modelId, byCarl);
        vm.expectRevert(abi.encodeWithSelector(IPoints.ModelDisagrees.selector, 1, 0));
        verify(modelId, byMallory);
        expectPoints(modelId, ann, 10, 1, 0);
        expectPoints(modelId, ben, 0, 0, 0);
        expectPoints(modelId, carl, 10, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooManyReports.selector, ben, 0, 0));
        report(ben, modelId, byMallory);
        report(ann, modelId, byMallory);

        vm.warp((START_DAY + 2) * 1 days + 12 hours);
        confirm(modelId, byMallory);
        expectPoints(modelId, ann, 15, 1, 1);
        expectPoints(modelId, mallory, 0, 0, 0);
        assertEq(reputation(modelId, ann).streak, 2, "Ann's streak");
        (address best, uint256 points) = trainer.bestOfMonth(modelId, START_DAY / 30);
        assertEq(best, ann, "the best of the month");
        assertEq(points, 15, "Ann's points of the month");
    }
}
