// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "../interfaces/IModels.sol";
import {Classifier} from "./Classifier.sol";

/// Classifiers whose models can get more classes later. A new class is empty: no sample is given to it until
/// somebody has contributed one, and what the model says of other classes does not change.
abstract contract OpenClasses is Classifier {
    error ClassCountOutOfRange(uint256 classCount, uint256 min, uint256 max);
    error TooManyClasses(uint256 modelId, uint256 max);

    uint256 internal constant MIN_CLASSES = 2;
    uint256 internal constant MAX_CLASSES = 64;

    function _addClass(uint256 modelId, uint56 settings, bool byOwner)
        internal
        override
        returns (uint256 label)
    {
        (uint256 max, bool open) = _classLimit(settings);
        if (!open && !byOwner) {
            revert IModels.NotOwner(modelId, msg.sender, _registered(modelId).owner);
        }
        label = _classCount(modelId, settings);
        if (label >= max) revert TooManyClasses(modelId, max);
        _setClassCount(modelId, label + 1);
    }

    function _setClassCount(uint256 modelId, uint256 count) internal virtual;

    /// @return max How many classes the model may have at most.
    /// @return open Whether anybody may add one.
    function _classLimit(uint56 settings) internal pure virtual returns (uint256 max, bool open);

    /// @dev Reverts unless there are 2 to 64 classes at most, and no more than that at first.
    function _checkClasses(uint256 initialClasses, uint256 maxClasses) internal pure {
        if (maxClasses < MIN_CLASSES || maxClasses > MAX_CLASSES) {
            revert ClassCountOutOfRange(maxClasses, MIN_CLASSES, MAX_CLASSES);
        }
        if (initialClasses > maxClasses) revert ClassCountOutOfRange(initialClasses, 0, maxClasses);
    }
}
