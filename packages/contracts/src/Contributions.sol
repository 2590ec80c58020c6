// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CollaborativeTrainer} from "./CollaborativeTrainer.sol";
import {AcceptingMechanism} from "./incentives/AcceptingMechanism.sol";
import {ICollaborativeTrainer} from "./interfaces/ICollaborativeTrainer.sol";
import {EntryLog} from "./libraries/EntryLog.sol";
import {LogWord} from "./types/LogWord.sol";
import {ModelHead} from "./types/ModelHead.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// A trainer whose contributions are made one by one, or many in a batch.
abstract contract Contributions is CollaborativeTrainer, AcceptingMechanism {
    /// @inheritdoc ICollaborativeTrainer
    function contribute(uint256 modelId, uint8 label, bytes calldata sample)
        external
        payable
        returns (uint256 index)
    {
        ModelHead head = _usable(modelId);
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        index = word.entries();
        uint256 predicted = _admit(head, _wanted());
        uint256 change;
        (log_.word, change) = _contribute(modelId, head, word, label, sample, predicted, msg.value);
        _return(change);
    }

    /// @inheritdoc ICollaborativeTrainer
    function contributeBatch(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        external
        payable
        returns (uint256 firstIndex)
    {
        if (samples.length == 0) revert EmptyBatch();
        if (labels.length != samples.length) revert LengthMismatch(labels.length, samples.length);
        ModelHead head = _usable(modelId);
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        firstIndex = word.entries();
        uint256[] memory predicted = _admitBatch(head, _wanted());
        uint256 change = msg.value;
        for (uint256 i; i < samples.length; ++i) {
            (word, change) = _contribute(modelId, head, word, labels[i], samples[i], predicted[i], change);
        }
        log_.word = word;
        _return(change);
    }

    /// @dev One contribution that the classifier has admitted, but for writing the log's word and returning the change,
    /// which batches do once.
    function _contribute(
        uint256 modelId,
        ModelHead head,
        LogWord word,
        uint8 label,
        bytes calldata sample,
        uint256 predicted,
        uint256 available
    ) private returns (LogWord next, uint256 change) {
        (uint96 deposit, bool surprising) = _accept(modelId, head, word, label, predicted);
        if (available < deposit) revert DepositTooSmall(deposit, available);
        unchecked {
            change = available - deposit;
        }
        next = _record(modelId, word, label, surprising, deposit, sample);
    }

    /// @dev Sends back what was not needed, last of all, in a way that a receiver cannot make fail.
    function _return(uint256 change) private {
        if (change != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, change);
    }
}
