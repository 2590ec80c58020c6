// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedGasTest} from "./CountedGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";

contract SparseNearestCentroidGasTest is CountedGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("SparseNearestCentroid");
    }

    function group() internal pure virtual override returns (string memory) {
        return "sparse-nearest-centroid";
    }

    function test_gas() public virtual {
        counted(0, 4, 2, 0);
    }
}

contract SparseNearestCentroidWideGasTest is SparseNearestCentroidGasTest {
    function group() internal pure override returns (string memory) {
        return "sparse-nearest-centroid-8-bits";
    }

    function test_gas() public override {
        counted(0, 8, 2, 0);
    }
}
