// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";

/// Who decides a contribution that was challenged as often as it may be, in a model whose owner has named an arbiter.
/// A *court* (IArbitrator) is asked and paid, and the losing stakes go to the winners, the court's fee first. Anybody
/// else, a *referee*, is paid nothing and rules by a call of `rule`; then losing stakes are burnt, so that nobody gains
/// by the ruling. They are burnt as well where the court is the model's owner.
interface IArbitration {
    /// The arbiter was called for contribution `index`, by `account` for `fee` wei, and may rule before `until`.
    event Disputed(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed account,
        uint256 disputeId,
        uint256 fee,
        uint256 until
    );
    /// `arbiter` has ruled (ERC-792): 0 refuses, any other is a label plus 1.
    // solhint-disable-next-line gas-indexed-events
    event Ruling(address indexed arbiter, uint256 indexed disputeId, uint256 ruling);

    error NoArbiter(uint256 modelId);
    /// The arbiter is called when there can be no further challenge.
    error NotContested(uint256 challenges, uint256 required);
    error FeeTooSmall(uint256 required, uint256 available);
    /// The court gave the number of another dispute.
    error DisputeExists(address arbiter, uint256 disputeId);
    error UnknownDispute(address arbiter, uint256 disputeId);
    /// The dispute is about another contribution, or another state of it.
    error OtherDispute(uint256 disputeId);
    error AlreadyRuled(uint256 disputeId, uint256 ruling);
    error RulingOutOfRange(uint256 ruling, uint256 max);

    /// @return subject The first 24 bytes of keccak256(abi.encode(model, entry)) of what is disputed, or 0.
    /// @return until When the ruling is due, in seconds since 1970.
    /// @return ruled Whether there is one.
    /// @return ruling 0 to refuse, or a label plus 1.
    function disputeOf(address arbiter, uint256 disputeId)
        external
        view
        returns (bytes24 subject, uint256 until, bool ruled, uint256 ruling);

    /// Calls the arbiter, within the challenge time of the last challenge. A court's fee is sent along, and what is
    /// sent beyond it comes back; when a label is found right, the losing stakes repay it as far as they go.
    /// @param challenges All challenges, in their order.
    /// @param proof That the contribution stands in the log with them (docs/record.md).
    function dispute(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        bytes calldata proof
    ) external payable returns (uint256 disputeId);

    /// The caller, an arbiter, rules (ERC-792).
    /// @param ruling 0 to refuse, or a label plus 1.
    function rule(uint256 disputeId, uint256 ruling) external;

    /// Closes a contribution as the arbiter has ruled: the model learns it with that label, and all are paid. It is
    /// dropped where the arbiter refused, did not rule in time, or found a label that nobody has asserted. Anybody may
    /// call it.
    function conclude(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        uint256 disputeId
    ) external;
}
