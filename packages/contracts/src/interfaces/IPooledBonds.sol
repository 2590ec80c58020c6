// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";

/// A bond from several purses. A pool is for one challenge: of the contribution that has just the entry `leaf`, with
/// `label`, for `bond` wei. Once it is full, anybody may make the challenge, which then has the trainer itself as its
/// account. What is paid for it is shared by what each has pledged.
interface IPooledBonds {
    struct PoolView {
        /// What all have pledged and not withdrawn, in wei.
        uint256 pledged;
        /// Whether the challenge was made: what was pledged is at stake.
        bool staked;
        /// Whether the contribution is closed since.
        bool closed;
        /// What the pool has to share then, in wei.
        uint256 paid;
        /// While it is full but has not challenged: when pledges can be withdrawn again, in seconds since 1970.
        uint256 lockedUntil;
    }

    /// `account` added `amount` wei to a pool; when that has filled it, nobody can leave it before `lockedUntil`.
    // solhint-disable-next-line gas-indexed-events
    event Pledged(
        uint256 indexed modelId,
        bytes24 indexed leaf,
        address indexed account,
        uint8 label,
        uint256 bond,
        uint256 amount,
        uint256 lockedUntil
    );
    /// `account` took `amount` wei out of a pool: its pledge before the challenge, its share after it.
    // solhint-disable-next-line gas-indexed-events
    event Withdrawn(
        uint256 indexed modelId,
        bytes24 indexed leaf,
        address indexed account,
        uint8 label,
        uint256 bond,
        uint256 amount
    );

    error NothingPledged(address account);
    /// The pool has all that it needs, or has made its challenge.
    error PoolFull(uint256 bond);
    error PoolNotFull(uint256 bond, uint256 pledged);
    /// The pool's challenge stands: there is nothing to withdraw before the contribution is closed.
    error PoolAtStake();
    /// The pool is full: until then it may challenge, and nobody can keep it from that by leaving.
    error PoolLocked(uint256 until, uint256 time);

    /// @param leaf The entry of the contribution with its challenges so far.
    /// @param bond What the challenge takes, in wei: twice the last stake. A pool for any other can never challenge.
    /// @return The pool, empty when nobody has pledged.
    function pool(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond)
        external
        view
        returns (PoolView memory);

    /// @return What `account` has in a pool, in wei.
    function pledgeOf(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond, address account)
        external
        view
        returns (uint256);

    /// Adds what is sent to a pool, as far as it has room; the rest comes back.
    function pledge(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond) external payable;

    /// Makes the challenge of a full pool. Anybody may call it.
    function challengeTogether(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof
    ) external;

    /// Gives the caller its pledge back while the challenge is not made, but for ten minutes after the pool was filled;
    /// or its share once the contribution is closed.
    function withdraw(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond) external;
}
