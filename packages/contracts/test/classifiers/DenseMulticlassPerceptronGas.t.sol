// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";

contract DenseMulticlassPerceptronGasTest is ClassifierGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("DenseMulticlassPerceptron");
    }

    function group() internal pure override returns (string memory) {
        return "dense-multiclass-perceptron-10";
    }

    function test_gas() public {
        uint256[] memory intercept = new uint256[](16);
        uint256[] memory weights = new uint256[](4000);
        for (uint256 i; i < 4000; ++i) {
            weights[i] = (i < 400 ? 20_000 : 10) + random(3, i) % 1000;
        }
        uint256[] memory words =
            Parameters.join(Parameters.stream(intercept, 4), Parameters.stream(weights, 2));
        bytes memory options = abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(400, 10, 500));
        measure("400 features", options, words, 0, denseSample(400, false));
    }
}
