// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";

/// Classifiers that give classes, and no probabilities.
abstract contract LabelsOnly is Classifier {
    function _offersQuadraticLoss() internal pure override returns (bool) {
        return false;
    }

    function _quadraticLoss(uint256, uint40, bytes calldata, uint256)
        internal
        pure
        override
        returns (uint256)
    {
        return 0;
    }
}
