// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";

/// *Deposit, Refund, Take*, hardened: a contribution asserts a label with its deposit at stake, and waits. For
/// `challengeTime` seconds anybody may assert another label, with twice the last stake; then the clock starts again.
/// When it has run out, the model learns the last label, and who asserted that label shares what was staked on
/// others. What the model says decides nothing. Doubling bonds are those of Reality.eth (Edgar, "Reality Check
/// Design", 2017).
interface IBonded {
    /// What the owner chooses.
    struct BondedOptions {
        /// Seconds without a challenge after which a label is final, at least 1; below 2^24, about 194 days.
        uint24 challengeTime;
        /// Wei that a contribution stakes when the model agrees with its label, at least 1.
        uint64 deposit;
        /// How many times that when the model disagrees, 1 to 16.
        uint8 surpriseFactor;
    }

    struct BondedView {
        BondedOptions options;
    }

    /// `account` staked `bond` on `label`; unless challenged in turn, it is final `challengeTime` after `time`.
    event Challenged(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed account,
        uint8 label,
        uint32 time,
        uint256 bond
    );
    /// `label` is final, and the model has learned it. `amounts` wei were paid for each assertion: the contribution's
    /// first, then the challenges'.
    event Settled(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint8 label,
        uint256[] amounts
    );

    error BondedOptionOutOfRange(bytes32 option, uint256 value, uint256 min, uint256 max);
    /// The label is final.
    error TooLate(uint256 finalAt, uint256 time);
    /// A challenge must assert another label than the last one.
    error AlreadyAsserted(uint256 label);
    error BondTooSmall(uint256 required, uint256 available);
    error TooManyChallenges(uint256 max);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (BondedView memory);

    /// @return The most, in wei, that a contribution may have to stake: send this, and get back what is not needed.
    function price(uint256 modelId) external view returns (uint256);

    /// @return What a contribution of `sample` with `label` stakes in this block, in wei.
    function priceOf(uint256 modelId, uint8 label, bytes calldata sample) external view returns (uint256);

    /// Asserts that a contribution has another label than the last one asserted, for a bond of twice the last stake.
    /// What was sent beyond it comes back.
    /// @param challenges All challenges so far, in their order.
    /// @param proof That the contribution stands in the log with them (docs/record.md).
    function challenge(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof
    ) external payable;

    /// Settles a contribution whose label is final: the model learns it, and all are paid. Anybody may call it.
    /// @param challenges All challenges, in their order.
    /// @param proof That the contribution stands in the log with them (docs/record.md).
    function refund(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        bytes calldata proof
    ) external;
}
