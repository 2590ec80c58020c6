// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";
import {PredictionMarketActions} from "./PredictionMarketActions.sol";
import {PredictionMarketHandler} from "./PredictionMarketHandler.sol";

contract PredictionMarketConformanceTest is PredictionMarketActions, MechanismConformanceTest {
    function open(uint256 modelId) internal override(MechanismActions, PredictionMarketActions) {
        PredictionMarketActions.open(modelId);
    }

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, PredictionMarketActions)
    {
        PredictionMarketActions.finish(modelId, made);
    }
}

abstract contract PredictionMarketInvariants is MechanismInvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// What forge calls: not `closeOut`, which ends all markets; what moves a market on more often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory list = new bytes4[](22);
        list[0] = PredictionMarketHandler.commit.selector;
        list[1] = PredictionMarketHandler.draw.selector;
        list[2] = PredictionMarketHandler.reveal.selector;
        list[3] = PredictionMarketHandler.close.selector;
        (list[4], list[5]) = (PredictionMarketHandler.claim.selector, PredictionMarketHandler.claim.selector);
        list[6] = PredictionMarketHandler.claimDefault.selector;
        list[7] = PredictionMarketHandler.cancel.selector;
        list[8] = PredictionMarketHandler.withdraw.selector;
        list[9] = MechanismHandler.contribute.selector;
        list[10] = MechanismHandler.contributeBatch.selector;
        list[11] = MechanismHandler.wait.selector;
        list[12] = MechanismHandler.own.selector;
        (list[13], list[14]) = (MechanismHandler.again.selector, MechanismHandler.again.selector);
        list[15] = MechanismHandler.force.selector;
        for (uint256 i = 16; i < list.length; ++i) {
            list[i] = PredictionMarketHandler.advance.selector;
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), list);
    }

    function handlerName() internal pure override returns (string memory) {
        return type(PredictionMarketHandler).name;
    }
}

contract SparsePerceptronPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidPredictionMarketInvariants is PredictionMarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
