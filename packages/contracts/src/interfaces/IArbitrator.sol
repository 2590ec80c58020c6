// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What a court is asked (ERC-792, "Arbitration Standard"; Kleros' courts have it). It rules by calling `rule` of
/// whoever created the dispute.
interface IArbitrator {
    /// Creates a dispute for a fee of `arbitrationCost`.
    /// @param choices How many rulings there are, besides 0, which refuses to rule.
    /// @param extraData What the court wants to know, such as which of its chambers.
    /// @return disputeId What `rule` will be called with.
    function createDispute(uint256 choices, bytes calldata extraData)
        external
        payable
        returns (uint256 disputeId);

    /// @return The fee of a dispute now, in wei.
    function arbitrationCost(bytes calldata extraData) external view returns (uint256);
}
