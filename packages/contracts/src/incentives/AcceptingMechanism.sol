// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LogWord} from "../types/LogWord.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {IncentiveMechanism} from "./IncentiveMechanism.sol";

/// A mechanism that decides of each contribution when it is made: whether it is accepted, at which deposit, and when
/// the model learns from it.
abstract contract AcceptingMechanism is IncentiveMechanism {
    /// @return What the classifier is to do with a new contribution: any of JUDGE, LEARN and LEARN_LATER.
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
}
