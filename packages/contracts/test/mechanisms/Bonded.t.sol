// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BondedMechanismActions} from "./BondedMechanismActions.sol";
import {BondedHandler} from "./BondedHandler.sol";
import {Kind} from "./Kinds.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";

contract BondedConformanceTest is BondedMechanismActions, MechanismConformanceTest {
    /// Each fourth contribution is challenged, if that is still possible.
    function finish(uint256 modelId, Made[] memory made) internal override {
        for (uint256 i = 2; i < made.length; i += 4) {
            bool late = time() >= made[i].c.time + CHALLENGE_TIME;
            assertTrue(challenge(alice, modelId, made[i]) != late, "a challenge in time");
        }
    }
}

abstract contract BondedInvariants is MechanismInvariantsTest {
    function handlerName() internal pure override returns (string memory) {
        return type(BondedHandler).name;
    }
}

contract SparsePerceptronBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidBondedInvariants is BondedInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
