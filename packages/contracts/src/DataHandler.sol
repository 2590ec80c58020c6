// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "./interfaces/IDataHandler.sol";
import {EntryLog} from "./libraries/EntryLog.sol";
import {ContributionLibrary} from "./types/Contribution.sol";
import {LogWord} from "./types/LogWord.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// Records contributions: all of each in an event, and the hash of its state in the model's log.
abstract contract DataHandler is IDataHandler {
    using EntryLog for EntryLog.Log;

    /// @custom:storage-location erc7201:cotrain.logs
    struct Logs {
        mapping(uint256 modelId => EntryLog.Log) all;
    }

    bytes32 private constant LOGS = 0xb053e4884701fcdf5b26ed67bcb2c05974d271153cd1501364be40ab209dca00;

    /// @inheritdoc IDataHandler
    function log(uint256 modelId) external view returns (LogView memory) {
        LogWord word = _log(modelId).word;
        return LogView(word.running(), word.entries(), word.time());
    }

    /// @inheritdoc IDataHandler
    function page(uint256 modelId, uint256 number) external view returns (bytes24 root, uint64 touched) {
        uint256 word = _log(modelId).pages[number];
        return (bytes24(bytes32(word)), uint64(word));
    }

    /// @inheritdoc IDataHandler
    function pinned(uint256 modelId) external view returns (bytes24 running, uint256 entries, uint256 time) {
        LogWord word = _log(modelId).pin;
        return (word.running(), word.entries(), word.time());
    }

    /// @inheritdoc IDataHandler
    function pin(uint256 modelId) external {
        LogWord word = _log(modelId).setPin();
        emit Pinned(modelId, word.entries(), word.running(), word.time() + EntryLog.PIN_TIME);
    }

    /// @dev Records a contribution that the caller makes in this block, but for writing the log's word, which batches
    /// do once.
    /// @return The word after it.
    function _record(
        uint256 modelId,
        LogWord word,
        uint8 label,
        bool surprising,
        uint96 deposit,
        bytes calldata sample
    ) internal returns (LogWord) {
        uint256 index = word.entries();
        uint32 time = SafeCastLib.toUint32(block.timestamp);
        emit Contributed(modelId, index, msg.sender, label, time, deposit, word.running(), sample);
        bytes24 leaf = ContributionLibrary.leafOfNew(index, label, surprising, deposit, sample);
        return _log(modelId).append(word, leaf).setTime(time);
    }

    /// @dev Reverts unless `leaf` stands in the log where `proof` says, and is not touched yet; touches it.
    function _touch(uint256 modelId, bytes24 leaf, bytes calldata proof) internal {
        _log(modelId).claim(_list(leaf), proof);
    }

    /// @dev The same for entries one after another.
    function _touchAll(uint256 modelId, bytes24[] memory leaves, bytes calldata proof) internal {
        _log(modelId).claim(leaves, proof);
    }

    /// @dev Reverts unless `leaf` stands in the log where `proof` says, and is not touched yet.
    function _checkOpen(uint256 modelId, bytes24 leaf, bytes calldata proof) internal view {
        _log(modelId).proveOpen(_list(leaf), proof);
    }

    /// @dev Appends the new state of contribution `index`, whose old one is touched.
    function _change(uint256 modelId, uint256 index, bytes24 leaf) internal {
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        log_.word = log_.append(word, leaf);
        emit Changed(modelId, word.entries(), index, word.running(), leaf);
    }

    function _log(uint256 modelId) internal view returns (EntryLog.Log storage) {
        Logs storage logs;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            logs.slot := LOGS
        }
        return logs.all[modelId];
    }

    function _list(bytes24 leaf) private pure returns (bytes24[] memory leaves) {
        leaves = new bytes24[](1);
        leaves[0] = leaf;
    }
}
