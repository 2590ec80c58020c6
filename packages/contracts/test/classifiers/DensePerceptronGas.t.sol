// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";

contract DensePerceptronGasTest is ClassifierGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("DensePerceptron");
    }

    function group() internal pure override returns (string memory) {
        return "dense-perceptron";
    }

    function test_gas() public {
        uint256[] memory intercept = new uint256[](8);
        uint256[] memory weights = new uint256[](400);
        for (uint256 i; i < 400; ++i) {
            weights[i] = uint256(-int256(random(3, i) % 20_000) - 10);
        }
        uint256[] memory words =
            Parameters.join(Parameters.stream(intercept, 4), Parameters.stream(weights, 2));
        bytes memory options = abi.encode(DensePerceptron.DensePerceptronOptions(400, 500));
        measure("400 features", options, words, 0, denseSample(400, false));
    }
}
