// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "../classifiers/Classifier.sol";
import {DataHandler} from "../DataHandler.sol";

/// What a mechanism decides: whether a contribution is accepted and at which deposit. How contributors are paid
/// is for the mechanism's own external functions, which see the model, the records and the predictions.
abstract contract IncentiveMechanism is DataHandler, Classifier {
    /// @dev Validates the options of a new model.
    /// @return incentive What goes into the model's head.
    function _createIncentive(bytes calldata options) internal view virtual returns (uint176 incentive);

    /// @dev Accepts a contribution that is made now, or reverts.
    /// @return next The mechanism's bits of the head after it.
    /// @return deposit What the contributor must stake, in wei.
    function _accept(uint176 incentive) internal view virtual returns (uint176 next, uint96 deposit);
}
