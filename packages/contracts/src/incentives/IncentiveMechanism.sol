// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifiers} from "../Classifiers.sol";
import {DataHandler} from "../DataHandler.sol";
import {LogWord} from "../types/LogWord.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// What a mechanism decides: whether a contribution is accepted, at which deposit, and when the model learns from it.
/// How contributors are paid is for the mechanism's own external functions, which see the model, the records and the
/// predictions.
abstract contract IncentiveMechanism is DataHandler, Classifiers {
    error TooEarly(uint256 availableAt, uint256 time);

    /// @dev Validates the options of a new model.
    /// @return incentive What goes into the model's head.
    function _createIncentive(uint256 modelId, uint256 classifier, bytes calldata options)
        internal
        virtual
        returns (uint176 incentive);

    /// @return What the classifier is to do with a new contribution: any of JUDGE, LEARN, LEARN_LATER and TRY_LATER.
    function _wanted() internal pure virtual returns (uint256);

    /// @dev Accepts a contribution that is made now, or reverts. Its sample and label are checked.
    /// @param word The log's before it; its number will be `word.entries()`.
    /// @param predicted What the model gave to the sample before this contribution, if the mechanism wants to know.
    /// @return deposit What the contributor must stake, in wei.
    /// @return surprising Whether the mechanism wants to know later that the model did not know it.
    function _accept(uint256 modelId, ModelHead head, LogWord word, uint8 label, uint256 predicted)
        internal
        virtual
        returns (uint96 deposit, bool surprising);

    /// @dev Reverts while no class may be added; for mechanisms whose money depends on the classes.
    function _checkNewClass(uint256, ModelHead) internal view virtual {}

    function _checkTime(uint256 availableAt) internal view {
        if (block.timestamp < availableAt) revert TooEarly(availableAt, block.timestamp);
    }
}
