// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTest} from "./PointsTest.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {PointsState, PointsStateLibrary} from "../../src/types/PointsState.sol";

contract PointsCreateModelTest is PointsTest {
    function test_options_comeBack(IPoints.PointsOptions memory o) public {
        o.contributionPoints = uint16(bound(o.contributionPoints, 1, type(uint16).max));
        o.dailyCap = uint16(bound(o.dailyCap, o.contributionPoints, type(uint16).max));
        o.reportPoints = uint16(bound(o.reportPoints, 0, o.dailyCap));
        uint256 modelId = createModel(o, 0);
        IPoints.PointsView memory v = trainer.incentive(modelId);
        assertEq(abi.encode(v.options), abi.encode(o), "the options");
        assertEq(v.totalVerified, 0, "nothing is verified");
        assertEq(trainer.price(modelId), 0, "free");
    }

    function test_reverts_noPointsForContributions(uint16 reportPoints, uint16 cap) public {
        expectOutOfRange(0, reportPoints, cap);
    }

    function test_reverts_contributionPointsAboveCap(uint16 points, uint16 cap) public {
        points = uint16(bound(points, 1, type(uint16).max));
        expectOutOfRange(points, 0, cap % points);
    }

    function test_reverts_reportPointsAboveCap(uint16 points, uint16 cap) public {
        points = uint16(bound(points, 2, type(uint16).max));
        cap = uint16(bound(cap, 1, points - 1));
        expectOutOfRange(1, points, cap);
    }

    function test_reverts_unknownModel(uint256 modelId) public {
        bytes memory expected = abi.encodeWithSelector(IModels.UnknownModel.selector, modelId);
        vm.expectRevert(expected);
        trainer.incentive(modelId);
        vm.expectRevert(expected);
        trainer.price(modelId);
    }

    /// Counting verified contributions leaves the options, up to the last count.
    function test_state_addVerified(IPoints.PointsOptions memory o) public pure {
        PointsState s = PointsStateLibrary.create(o);
        uint256 almost = uint256(type(uint32).max) - 1;
        s = PointsState.wrap(PointsState.unwrap(s) | uint176(almost << 96)).addVerified();
        assertEq(s.totalVerified(), type(uint32).max, "the most");
        IPoints.PointsOptions memory actual = IPoints.PointsOptions(
            s.verifyTime(), s.confirmTime(), s.contributionPoints(), s.reportPoints(), s.dailyCap()
        );
        assertEq(abi.encode(actual), abi.encode(o), "the options");
    }

    function expectOutOfRange(uint16 contributionPoints, uint16 reportPoints, uint16 cap) private {
        IPoints.PointsOptions memory o =
            IPoints.PointsOptions(VERIFY_TIME, CONFIRM_TIME, contributionPoints, reportPoints, cap);
        vm.expectRevert(
            abi.encodeWithSelector(IPoints.PointsOutOfRange.selector, contributionPoints, reportPoints, cap)
        );
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, new uint256[](0));
    }
}
