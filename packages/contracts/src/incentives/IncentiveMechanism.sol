// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {DataHandler} from "../DataHandler.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// What every mechanism has: options, and its own external functions, which see the model, the records and the
/// predictions, and pay contributors.
abstract contract IncentiveMechanism is DataHandler, Classifiers {
    error TooEarly(uint256 availableAt, uint256 time);

    /// @dev Validates the options of a new model.
    /// @return incentive What goes into the model's head.
    function _createIncentive(uint256 modelId, uint256 classifier, bytes calldata options)
        internal
        virtual
        returns (uint176 incentive);

    /// @dev Reverts while no class may be added; for mechanisms whose money depends on the classes.
    function _checkNewClass(uint256, ModelHead) internal view virtual {}

    function _checkTime(uint256 availableAt) internal view {
        if (block.timestamp < availableAt) revert TooEarly(availableAt, block.timestamp);
    }
}
