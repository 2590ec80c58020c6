// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DearestClaimsTest} from "./DearestClaimsTest.sol";

contract NaiveBayesDearestTest is DearestClaimsTest {
    function classifier() internal pure override returns (string memory) {
        return "NaiveBayes";
    }

    function smoothing() internal pure override returns (uint256) {
        return 256;
    }

    /// The likelier before anything is known of a sample.
    function favoured() internal pure override returns (uint256) {
        return 4_000_000;
    }
}

contract SparseNearestCentroidDearestTest is DearestClaimsTest {
    function classifier() internal pure override returns (string memory) {
        return "SparseNearestCentroid";
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }

    /// The fewer samples have the same counts, the nearer is their mean.
    function favoured() internal pure override returns (uint256) {
        return 2;
    }
}
