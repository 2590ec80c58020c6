// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "./interfaces/IDataHandler.sol";
import {Contribution} from "./types/Contribution.sol";

/// Records contributions: all of each in an event, and the hash of its open state in one storage word.
abstract contract DataHandler is IDataHandler {
    mapping(uint256 modelId => mapping(uint256 index => bytes32)) private _records;

    /// @inheritdoc IDataHandler
    function record(uint256 modelId, uint256 index) external view returns (bytes32) {
        return _records[modelId][index];
    }

    function _setRecord(uint256 modelId, uint256 index, bytes32 hash) internal {
        _records[modelId][index] = hash;
    }

    function _closeRecord(uint256 modelId, uint256 index) internal {
        delete _records[modelId][index];
    }

    /// @dev Reverts unless `contribution` is the state that the chain has of it.
    function _checkRecord(uint256 modelId, uint256 index, Contribution calldata contribution) internal view {
        bytes32 expected = _records[modelId][index];
        if (expected == 0) revert NoOpenContribution(modelId, index);
        bytes32 given = contribution.hash();
        if (given != expected) revert ContributionMismatch(modelId, index, expected, given);
    }
}
