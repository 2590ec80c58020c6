// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";

abstract contract CountedGasTest is ClassifierGasTest {
    /// Counts of 2 classes and 1,000 features in the same proportions; class 0 has more samples.
    function counted(uint256 smoothing, uint8 countBits, uint8 classesPerWord, uint16 weight) internal {
        uint256[] memory head = new uint256[](3);
        (head[0], head[1], head[2]) = (smoothing, 1000, 10);
        uint256[] memory counts = new uint256[](2000);
        for (uint256 i; i < 2000; ++i) {
            counts[i] = (i % 2 == 0 ? 1 : 10) * (1 + random(4, i / 2) % 30);
        }
        uint256[] memory words = Parameters.join(Parameters.stream(head, 4), Parameters.stream(counts, 2));
        bytes memory options =
            abi.encode(CountedClasses.CountOptions(1000, 2, 2, false, countBits, classesPerWord, weight));
        measureSparse(options, words, 1);
    }
}
