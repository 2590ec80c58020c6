// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositRefundTakeActions} from "./DepositRefundTakeActions.sol";
import {DepositRefundTakeHandler} from "./DepositRefundTakeHandler.sol";
import {Kind} from "./Kinds.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract DepositRefundTakeConformanceTest is DepositRefundTakeActions, MechanismConformanceTest {}

abstract contract DepositRefundTakeInvariants is MechanismInvariantsTest {
    function handlerName() internal pure override returns (string memory) {
        return type(DepositRefundTakeHandler).name;
    }
}

contract SparsePerceptronDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidDepositRefundTakeInvariants is DepositRefundTakeInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
