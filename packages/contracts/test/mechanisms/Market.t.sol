// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismConformanceTest} from "./MechanismConformanceTest.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MechanismInvariantsTest} from "./MechanismInvariantsTest.sol";
import {MarketMechanismActions} from "./MarketMechanismActions.sol";
import {MarketHandler} from "./MarketHandler.sol";

contract MarketConformanceTest is MarketMechanismActions, MechanismConformanceTest {
    function open(uint256 modelId) internal override(MechanismActions, MarketMechanismActions) {
        MarketMechanismActions.open(modelId);
    }

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, MarketMechanismActions)
    {
        MarketMechanismActions.finish(modelId, made);
    }

    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        override(MechanismActions, MarketMechanismActions)
        returns (Made memory)
    {
        return MarketMechanismActions.contribute(who, modelId, label, sample);
    }

    function takes(uint256 modelId, bytes memory sample)
        internal
        view
        override(MechanismActions, MarketMechanismActions)
        returns (bool)
    {
        return MarketMechanismActions.takes(modelId, sample);
    }
}

abstract contract MarketInvariants is MechanismInvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// What forge calls: not `closeOut`, which ends all markets; what moves a market on more often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory list = new bytes4[](24);
        list[0] = MarketHandler.openMarket.selector;
        list[1] = MarketHandler.reveal.selector;
        list[2] = MarketHandler.publishPage.selector;
        list[3] = MarketHandler.closeMarket.selector;
        (list[4], list[5]) = (MarketHandler.claim.selector, MarketHandler.claim.selector);
        list[6] = MarketHandler.cancel.selector;
        list[7] = MarketHandler.setOptions.selector;
        (list[8], list[9]) = (MechanismHandler.contribute.selector, MechanismHandler.contribute.selector);
        list[10] = MechanismHandler.contributeBatch.selector;
        list[11] = MechanismHandler.wait.selector;
        list[12] = MechanismHandler.own.selector;
        (list[13], list[14]) = (MechanismHandler.again.selector, MechanismHandler.again.selector);
        list[15] = MechanismHandler.force.selector;
        for (uint256 i = 16; i < list.length; ++i) {
            list[i] = MarketHandler.advance.selector;
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), list);
    }

    function handlerName() internal pure override returns (string memory) {
        return type(MarketHandler).name;
    }
}

contract SparsePerceptronMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparsePerceptron;
    }
}

contract SparseMulticlassPerceptronMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseMulticlassPerceptron;
    }
}

contract LogisticRegressionMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.LogisticRegression;
    }
}

contract NaiveBayesMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NaiveBayes;
    }
}

contract SparseNearestCentroidMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.SparseNearestCentroid;
    }
}

contract DensePerceptronMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DensePerceptron;
    }
}

contract DenseMulticlassPerceptronMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.DenseMulticlassPerceptron;
    }
}

contract NearestCentroidMarketInvariants is MarketInvariants {
    function kind() internal pure override returns (Kind) {
        return Kind.NearestCentroid;
    }
}
