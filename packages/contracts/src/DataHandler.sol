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

    /// @custom:storage-location erc7201:cotrain.records
    struct Records {
        mapping(uint256 modelId => mapping(uint256 index => Record)) all;
    }

    bytes32 private constant RECORDS = 0x66ced803ffb228b277c6bc98e02b0c084d6671b4b309452db64082464049a300;

    /// @inheritdoc IDataHandler
    function record(uint256 modelId, uint256 index) external view returns (bytes32) {
        return _records().all[modelId][index].hash;
    }

    /// @dev Records a new contribution.
    function _createRecord(uint256 modelId, uint256 index, bytes32 hash) internal {
        _records().all[modelId][index].hash = hash;
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
        open = _records().all[modelId][index];
        bytes32 expected = open.hash;
        if (expected == 0) revert NoOpenContribution(modelId, index);
        if (given != expected) revert ContributionMismatch(modelId, index, expected, given);
    }

    function _records() private pure returns (Records storage records) {
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            records.slot := RECORDS
        }
    }
}
