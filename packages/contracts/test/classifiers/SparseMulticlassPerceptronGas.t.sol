// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";

contract SparseMulticlassPerceptronGasTest is ClassifierGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("SparseMulticlassPerceptron");
    }

    function group() internal pure override returns (string memory) {
        return "sparse-multiclass-perceptron-10";
    }

    function test_gas() public {
        uint256[] memory words = new uint256[](334);
        for (uint256 i; i < 334; ++i) {
            words[i] = 50 | (50 << 80) | (50 << 160);
        }
        words[333] = 50 | (50 << 80);
        bytes memory options = abi.encode(SparseMulticlassPerceptron.SparseMulticlassOptions(1000, 10, 8, 1));
        measureSparse(options, words, 0);
    }
}
