// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsHandler} from "./PointsHandler.sol";
import {Kind} from "../mechanisms/Kinds.sol";
import {MechanismInvariantsTest} from "../mechanisms/MechanismInvariantsTest.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";

/// Whatever people do, in whatever order: only the rules give points.
abstract contract PointsInvariants is MechanismInvariantsTest {
    function handlerName() internal pure override returns (string memory) {
        return type(PointsHandler).name;
    }

    function invariant_reputations() external view {
        PointsHandler h = PointsHandler(address(handler));
        address[] memory people = h.people();
        for (uint256 modelId; modelId < h.MODELS(); ++modelId) {
            IPoints.PointsView memory v = h.points().incentive(modelId);
            uint256 sum;
            for (uint256 i; i < people.length; ++i) {
                IPoints.Reputation memory r = h.points().reputation(modelId, people[i]);
                sum += r.verified;
                assertEq(r.verified, h.verified(modelId, people[i]), "verified");
                assertEq(r.reports, h.reports(modelId, people[i]), "reports");
                assertEq(r.pendingReports, h.pending(modelId, people[i]), "pending reports");
                assertTrue(uint256(r.reports) + r.pendingReports <= r.verified, "no more than verified");
                assertTrue(r.rare <= r.verified, "rare ones are verified ones");
                assertTrue(r.pointsOfDay <= v.options.dailyCap, "the daily cap");
                IPoints.Reputation memory b = h.books(modelId, people[i]);
                (b.verified, b.reports, b.pendingReports, b.rare) =
                (r.verified, r.reports, r.pendingReports, r.rare);
                assertEq(abi.encode(r), abi.encode(b), "points, days and months");
            }
            assertEq(v.totalVerified, sum, "the model's verified contributions");
            uint256 ofClasses =
                h.points().verifiedOfClass(modelId, 0) + h.points().verifiedOfClass(modelId, 1);
            assertEq(ofClasses, sum, "the classes' verified contributions");
            uint256 month = time() / 30 days;
            (address account, uint256 most) = h.best(modelId, month);
            (address actual, uint256 actualMost) = h.points().bestOfMonth(modelId, month);
            assertEq(actual, account, "best of the month");
            assertEq(actualMost, most, "the most points of the month");
        }
    }
}

contract SparsePerceptronPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidPointsInvariants is PointsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
