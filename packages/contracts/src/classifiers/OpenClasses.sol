// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// Classifiers whose models can get more classes later. A new class is empty: no sample is given to it until
/// somebody has contributed one, and what the model says of other classes does not change.
abstract contract OpenClasses is Classifier {
    /// `label` is a class from here on; `name` is what `account` calls it.
    event ClassAdded(uint256 indexed modelId, uint256 indexed label, address indexed account, string name);

    error ClassCountOutOfRange(uint256 classCount, uint256 min, uint256 max);
    error TooManyClasses(uint256 modelId, uint256 max);

    uint256 internal constant MIN_CLASSES = 2;
    uint256 internal constant MAX_CLASSES = 64;

    /// Adds an empty class. Owner only, unless the owner has opened the model's classes to all; not while a market
    /// runs, whose gas depends on the classes.
    /// @param name What the class is called; it stands in the event only.
    /// @return label The new class.
    function addClass(uint256 modelId, string calldata name) external returns (uint256 label) {
        ModelHead head = _usable(modelId);
        _checkNewClass(modelId, head);
        (uint256 max, bool open) = _classLimit(head.classifier());
        if (!open) _onlyOwner(modelId);
        label = classCount(modelId);
        if (label >= max) revert TooManyClasses(modelId, max);
        _setClassCount(modelId, label + 1);
        emit ClassAdded(modelId, label, msg.sender, name);
    }

    /// @return How many classes the model has now; labels are 0 to this less one.
    function classCount(uint256 modelId) public view virtual returns (uint256);

    function _classCount(uint256 modelId, uint40) internal view override returns (uint256) {
        return classCount(modelId);
    }

    function _learns(uint256, uint40, bytes calldata, uint256) internal pure override returns (bool) {
        return true;
    }

    function _setClassCount(uint256 modelId, uint256 count) internal virtual;

    /// @return max How many classes the model may have at most.
    /// @return open Whether anybody may add one.
    function _classLimit(uint40 classifier) internal pure virtual returns (uint256 max, bool open);

    /// @dev Reverts unless there are 2 to 64 classes at most, and no more than that at first.
    function _checkClasses(uint256 initialClasses, uint256 maxClasses) internal pure {
        if (maxClasses < MIN_CLASSES || maxClasses > MAX_CLASSES) {
            revert ClassCountOutOfRange(maxClasses, MIN_CLASSES, MAX_CLASSES);
        }
        if (initialClasses > maxClasses) revert ClassCountOutOfRange(initialClasses, 0, maxClasses);
    }
}
