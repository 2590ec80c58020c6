// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BondedDepositRefundTakeActions} from "./BondedDepositRefundTakeActions.sol";
import {BondedDepositRefundTakeHandler} from "./BondedDepositRefundTakeHandler.sol";
import {Kind} from "./Kinds.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract BondedDepositRefundTakeConformanceTest is BondedDepositRefundTakeActions, MechanismConformanceTest {
    /// Each fourth contribution is challenged, if that is still possible.
    function finish(uint256 modelId, Made[] memory made) internal override {
        for (uint256 i = 2; i < made.length; i += 4) {
            bool late = time() >= made[i].c.time + CHALLENGE_TIME;
            assertTrue(challenge(alice, modelId, made[i]) != late, "a challenge in time");
        }
    }
}

abstract contract BondedDepositRefundTakeInvariants is MechanismInvariantsTest {
    function handlerName() internal pure override returns (string memory) {
        return type(BondedDepositRefundTakeHandler).name;
    }
}

contract SparsePerceptronBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidBondedDepositRefundTakeInvariants is BondedDepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
