// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositsMechanismActions} from "./DepositsMechanismActions.sol";
import {DepositsHandler} from "./DepositsHandler.sol";
import {Kind} from "./Kinds.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract DepositsConformanceTest is DepositsMechanismActions, MechanismConformanceTest {}

abstract contract DepositsInvariants is MechanismInvariantsTest {
    function handlerName() internal pure override returns (string memory) {
        return type(DepositsHandler).name;
    }
}

contract SparsePerceptronDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidDepositsInvariants is DepositsInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
