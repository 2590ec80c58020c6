// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "./interfaces/IDataHandler.sol";
import {Contribution} from "./types/Contribution.sol";

/// Records contributions: all of each in an event, and the hash of its open state in one storage word.
abstract contract DataHandler is IDataHandler {
    /// The hash of an open contribution's state; 0 when it is closed or was never made.
    struct Record {
        bytes32 hash;
    }

    mapping(uint256 modelId => mapping(uint256 index => Record)) private _records;

    /// @inheritdoc IDataHandler
    function record(uint256 modelId, uint256 index) external view returns (bytes32) {
        return _records[modelId][index].hash;
    }

    /// @dev Records a new contribution.
    function _createRecord(uint256 modelId, uint256 index, bytes32 hash) internal {
        _records[modelId][index].hash = hash;
    }

    /// @dev The record of `contribution`. Reverts unless that is the state that the chain has of it.
    function _openRecord(uint256 modelId, uint256 index, Contribution calldata contribution)
        internal
        view
        returns (Record storage)
    {
        return _openRecord(modelId, index, contribution.hash());
    }

    /// @dev The record of the state that hashes to `given`, or a revert.
    function _openRecord(uint256 modelId, uint256 index, bytes32 given)
        internal
        view
        returns (Record storage open)
    {
        open = _records[modelId][index];
        bytes32 expected = open.hash;
        if (expected == 0) revert NoOpenContribution(modelId, index);
        if (given != expected) revert ContributionMismatch(modelId, index, expected, given);
    }
}
