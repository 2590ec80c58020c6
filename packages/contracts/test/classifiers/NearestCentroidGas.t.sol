// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";

contract NearestCentroidGasTest is ClassifierGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("NearestCentroid");
    }

    function group() internal pure override returns (string memory) {
        return "nearest-centroid";
    }

    function test_gas() public {
        bytes memory sample = denseSample(512, true);
        uint256[] memory means = new uint256[](1024);
        for (uint256 i; i < 1024; ++i) {
            uint256 value = uint16(bytes2(bytes.concat(sample[2 * (i % 512)], sample[2 * (i % 512) + 1])));
            means[i] = i < 512 ? value : uint256(-int256(int16(uint16(value))));
        }
        uint256[] memory counts = new uint256[](2);
        (counts[0], counts[1]) = (100, 100);
        uint256[] memory words = Parameters.join(Parameters.stream(counts, 2), Parameters.stream(means, 2));
        bytes memory options = abi.encode(NearestCentroid.CentroidOptions(512, 2, 2, false));
        measure("512 features", options, words, 1, sample);
    }
}
