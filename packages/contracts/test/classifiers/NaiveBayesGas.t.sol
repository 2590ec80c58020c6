// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedGasTest} from "./CountedGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";

contract NaiveBayesGasTest is CountedGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("NaiveBayes");
    }

    function group() internal pure virtual override returns (string memory) {
        return "naive-bayes";
    }

    function test_gas() public virtual {
        counted(256, 4, 2, 0);
    }
}

contract NaiveBayesWideGasTest is NaiveBayesGasTest {
    function group() internal pure override returns (string memory) {
        return "naive-bayes-8-bits";
    }

    function test_gas() public override {
        counted(256, 8, 2, 0);
    }
}

/// A weight like the features of the middle sample: the shorter one has more for each, the longer one none for some.
contract NaiveBayesWeightGasTest is NaiveBayesGasTest {
    function group() internal pure override returns (string memory) {
        return "naive-bayes-weight-60";
    }

    function test_gas() public override {
        counted(256, 4, 2, 60);
    }
}
