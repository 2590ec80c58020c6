// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The record of contributions.
interface IDataHandler {
    /// A contribution was recorded. It has trained the model already, unless the mechanism has it wait.
    event Contributed(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint8 label,
        uint32 time,
        uint96 deposit,
        bytes sample
    );

    /// There was never such a contribution, or all of its deposit is paid out.
    error NoOpenContribution(uint256 modelId, uint256 index);
    /// The state brought is not the chain's: somebody took a share since, or a field is wrong. Read it again.
    error ContributionMismatch(uint256 modelId, uint256 index, bytes32 expected, bytes32 given);

    /// @return The hash of the open contribution's state, 0 when it is closed or was never made.
    function record(uint256 modelId, uint256 index) external view returns (bytes32);
}
