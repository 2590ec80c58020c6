// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../types/Contribution.sol";

/// *Deposit, Refund, Take* (Harris & Waggoner, "Decentralized & Collaborative AI on Blockchain", 2019, section
/// III-C): a contributor stakes a deposit, gets it back once the model agrees with the contribution, and loses it
/// to other contributors when it does not. What is left is claimed late by the model's owner, then by anyone.
interface IDeposits {
    /// What the owner chooses.
    struct DepositOptions {
        /// Seconds after which a contribution can be refunded or taken; below 2^24, about 194 days, as all three.
        uint24 refundTime;
        /// Seconds after which the owner may take all that is left; not below `refundTime`.
        uint24 ownerClaimTime;
        /// Seconds after which anyone may take all that is left; not below `ownerClaimTime`.
        uint24 anyClaimTime;
        /// The deposit's weight in gwei: the price is 3600 of it right after a contribution, 60 after an hour.
        uint40 depositWeight;
    }

    struct IncentiveView {
        DepositOptions options;
        /// When the last contribution was made (at first: when the model was created), in seconds since 1970.
        uint256 lastContribution;
        /// Refunded, that is verified, contributions of all contributors.
        uint256 totalVerified;
    }

    /// The model agreed: the contributor got `amount` back, and has `verified` verified contributions now.
    event Refunded(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint96 amount,
        uint256 verified,
        uint256 totalVerified
    );
    /// `taker` got `amount` of the deposit; `remaining` is left.
    event Taken(
        uint256 indexed modelId, uint256 indexed index, address indexed taker, uint96 amount, uint96 remaining
    );

    error ClaimTimesNotAscending(uint256 refundTime, uint256 ownerClaimTime, uint256 anyClaimTime);
    error NothingToRefund();
    error NotContributor(address caller, address contributor);
    /// A refund needs the model to agree with the contribution.
    error ModelDisagrees(uint256 predicted, uint256 label);
    /// A take needs the model to disagree with the contribution.
    error ModelAgrees(uint256 label);
    /// One's own deposit can be refunded, not taken.
    error OwnContribution(address contributor);
    /// Takers need a verified contribution of their own to this model.
    error NotVerified(address taker);
    error AlreadyTaken(address taker);
    error TooManyTakers(uint256 max);
    /// The taker's share of the deposit is below 1 wei.
    error NothingToTake(uint256 deposit, uint256 verified, uint256 totalVerified);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (IncentiveView memory);

    /// @return The deposit, in wei, of a contribution in this block.
    function price(uint256 modelId) external view returns (uint256);

    /// @return How many contributions of `account` to the model are verified.
    function verified(uint256 modelId, address account) external view returns (uint256);

    /// Gives the contributor what remains of the deposit: `refundTime` has passed and the model agrees with the
    /// contribution, which thereby becomes verified.
    /// @param proof That the contribution stands in the log as it is (docs/record.md).
    function refund(uint256 modelId, Contribution calldata contribution, bytes calldata proof) external;

    /// The same as refunding contributions that stand in the log one after another, for less gas.
    /// @param proof That of all of them (docs/record.md).
    function refundBatch(uint256 modelId, Contribution[] calldata contributions, bytes calldata proof)
        external;

    /// Takes a share of a deposit: `refundTime` has passed and the model disagrees with the contribution. The
    /// share is deposit * verified(taker) / totalVerified, rounded down, at most what remains; once a taker. After
    /// `ownerClaimTime` the owner, and after `anyClaimTime` anyone, takes all that remains, whatever the model says.
    /// @param proof That the contribution stands in the log as it is (docs/record.md).
    function take(uint256 modelId, Contribution calldata contribution, bytes calldata proof) external;
}
