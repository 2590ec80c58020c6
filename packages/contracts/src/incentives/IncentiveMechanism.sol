// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "../classifiers/Classifier.sol";
import {DataHandler} from "../DataHandler.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// What a mechanism decides: whether a contribution is accepted, at which deposit, and when the model learns from it.
/// How contributors are paid is for the mechanism's own external functions, which see the model, the records and the
/// predictions.
abstract contract IncentiveMechanism is DataHandler, Classifier {
    error TooEarly(uint256 availableAt, uint256 time);

    /// @dev Validates the options of a new model.
    /// @return incentive What goes into the model's head.
    function _createIncentive(uint256 modelId, bytes calldata options)
        internal
        virtual
        returns (uint176 incentive);

    /// @dev Accepts a contribution that is made now, before the model learns from it, or reverts. Its sample is
    /// checked and its number is `head.contributions()`.
    /// @return next The mechanism's bits of the head after it.
    /// @return deposit What the contributor must stake, in wei.
    function _accept(uint256 modelId, ModelHead head, uint8 label, bytes calldata sample)
        internal
        virtual
        returns (uint176 next, uint96 deposit);

    /// @dev When the model learns from an accepted contribution: now, by `_update`, or later.
    function _teach(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label) internal virtual;

    function _checkTime(uint256 availableAt) internal view {
        if (block.timestamp < availableAt) revert TooEarly(availableAt, block.timestamp);
    }
}
