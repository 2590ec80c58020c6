// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";

contract LogisticRegressionGasTest is ClassifierGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("LogisticRegression");
    }

    function group() internal pure override returns (string memory) {
        return "logistic-regression";
    }

    function test_gas() public {
        uint256[] memory words = new uint256[](63);
        uint256 ones = type(uint256).max / 0xffff;
        for (uint256 i; i < 63; ++i) {
            words[i] = ones * 65_000;
        }
        words[62] = (ones & type(uint144).max) * 65_000;
        bytes memory options = abi.encode(LogisticRegression.LogisticOptions(1000, 16, 10, 50));
        measureSparse(options, words, 0);
    }
}
