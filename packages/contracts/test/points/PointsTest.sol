// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {AnyTrainer} from "../mechanisms/AnyTrainer.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "../utils/SparseTest.sol";

interface PointsTrainer is AnyTrainer, IPoints {
    function price(uint256 modelId) external view override(AnyTrainer, IPoints) returns (uint256);
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}

/// A trainer under *Points*, and what people do with it in one line each. Each test begins at the start of a day.
abstract contract PointsTest is SparseTest {
    uint256 internal constant START_DAY = 20_010;
    uint24 internal constant VERIFY_TIME = 1 hours;
    uint24 internal constant CONFIRM_TIME = 2 hours;
    uint16 internal constant CONTRIBUTION_POINTS = 10;
    uint16 internal constant REPORT_POINTS = 5;
    uint16 internal constant DAILY_CAP = 100;

    address internal mallory = named("mallory");
    PointsTrainer internal trainer;

    function setUp() public virtual {
        vm.warp(START_DAY * 1 days);
        trainer = PointsTrainer(deployTrainer("Points", "SparsePerceptron"));
    }

    function pointsOptions() internal pure returns (IPoints.PointsOptions memory) {
        return IPoints.PointsOptions(VERIFY_TIME, CONFIRM_TIME, CONTRIBUTION_POINTS, REPORT_POINTS, DAILY_CAP);
    }

    /// A ready model with all weights 0, which says class 0.
    function createModel() internal returns (uint256) {
        return createModel(pointsOptions(), 0);
    }

    /// A ready model in which every weight and the intercept are `weight`.
    function createModel(IPoints.PointsOptions memory o, int256 weight) internal returns (uint256) {
        uint256[] memory words = filledWords(FEATURES + 1, 8, weight);
        vm.prank(owner);
        return trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, words);
    }

    function contribute(address who, uint256 modelId, uint256 label, bytes memory sample)
        internal
        returns (uint256 index, Contribution memory c)
    {
        vm.prank(who);
        index = trainer.contribute(modelId, uint8(label), sample);
        c = newContribution(index, who, uint8(label), 0, sample);
        c.surprising = wasSurprising(address(trainer), modelId, index);
    }

    function verify(uint256 modelId, Contribution memory c) internal {
        vm.prank(carol);
        trainer.verify(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function report(address who, uint256 modelId, Contribution memory c) internal {
        vm.prank(who);
        trainer.reportContribution(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function confirm(uint256 modelId, Contribution memory c) internal {
        vm.prank(carol);
        trainer.confirm(modelId, c, proofOf(address(trainer), modelId, c));
    }

    /// `who` teaches the model something about `sample`, one after another, so that each earns points; the last
    /// label is what the model says then.
    function teach(address who, uint256 modelId, bytes memory sample, uint256 times) internal {
        for (uint256 i; i < times; ++i) {
            uint256 label = 1 - trainer.predict(modelId, sample);
            (uint256 index, Contribution memory c) = contribute(who, modelId, label, sample);
            while (trainer.predict(modelId, sample) != label) {
                contribute(named("helper"), modelId, label, sample);
            }
            skip(VERIFY_TIME);
            verify(modelId, c);
        }
    }

    function reputation(uint256 modelId, address who) internal view returns (IPoints.Reputation memory) {
        return trainer.reputation(modelId, who);
    }

    function expectPoints(uint256 modelId, address who, uint256 points, uint256 verified, uint256 reports)
        internal
        view
    {
        IPoints.Reputation memory r = reputation(modelId, who);
        assertEq(r.points, points, "points");
        assertEq(r.verified, verified, "verified");
        assertEq(r.reports, reports, "reports");
    }

    function agrees(uint256 modelId, Contribution memory c) internal view returns (bool) {
        return trainer.predict(modelId, c.sample) == c.label;
    }
}
