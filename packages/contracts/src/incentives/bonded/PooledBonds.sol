// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IPooledBonds} from "../../interfaces/IPooledBonds.sol";
import {Challenge, ChallengeLibrary} from "../../types/Challenge.sol";
import {Contribution} from "../../types/Contribution.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {Assertions} from "./Assertions.sol";

/// @dev A pool never holds more than its bond, so that nobody can buy a share of what others have won. Each withdrawal
/// takes its part of what is left, so that the last one leaves nothing.
abstract contract PooledBonds is IPooledBonds, Assertions {
    using ChallengeLibrary for Challenge[];

    struct Pool {
        /// The pledges that are not withdrawn, in wei.
        uint104 pledged;
        /// What is left to share, in wei.
        uint104 paid;
        /// Ten minutes after a pledge has filled it last, in seconds since 1970.
        uint32 lockedUntil;
        bool staked;
        bool closed;
        mapping(address account => uint256) pledges;
    }

    /// @custom:storage-location erc7201:cotrain.pools
    struct Pools {
        mapping(bytes32 key => Pool) all;
    }

    uint256 private constant LOCK_TIME = 10 minutes;
    bytes32 private constant POOLS = 0x94ffc723d7c882389c38b4e74d3339e02e4d84a06e842889187a3edf7bdfcb00;

    /// @inheritdoc IPooledBonds
    function pool(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond)
        external
        view
        returns (PoolView memory)
    {
        Pool storage p = _pool(modelId, leaf, label, bond);
        return PoolView(p.pledged, p.staked, p.closed, p.paid, _lockedUntil(p, bond));
    }

    /// @inheritdoc IPooledBonds
    function pledgeOf(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond, address account)
        external
        view
        returns (uint256)
    {
        return _pool(modelId, leaf, label, bond).pledges[account];
    }

    /// @inheritdoc IPooledBonds
    function pledge(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond) external payable {
        _usable(modelId);
        Pool storage p = _pool(modelId, leaf, label, bond);
        uint256 room =
            FixedPointMathLib.zeroFloorSub(FixedPointMathLib.min(bond, type(uint104).max), p.pledged);
        if (p.staked || room == 0) revert PoolFull(bond);
        uint256 amount = FixedPointMathLib.min(room, msg.value);
        if (amount == 0) revert NothingPledged(msg.sender);
        p.pledged += uint104(amount);
        p.pledges[msg.sender] += amount;
        if (amount == room) p.lockedUntil = SafeCastLib.toUint32(block.timestamp + LOCK_TIME);
        emit Pledged(modelId, leaf, msg.sender, label, bond, amount, _lockedUntil(p, bond));
        _pay(msg.sender, msg.value - amount);
    }

    /// @inheritdoc IPooledBonds
    function challengeTogether(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof
    ) external {
        uint256 required = uint256(c.deposit) << (challenges.length + 1);
        Pool storage p = _pool(modelId, challenges.leaf(c), label, required);
        if (p.pledged < required) revert PoolNotFull(required, p.pledged);
        p.staked = true;
        _challenge(modelId, c, challenges, label, proof, address(this), required);
    }

    /// @inheritdoc IPooledBonds
    function withdraw(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond) external {
        Pool storage p = _pool(modelId, leaf, label, bond);
        uint256 mine = p.pledges[msg.sender];
        if (mine == 0) revert NothingPledged(msg.sender);
        if (p.staked && !p.closed) revert PoolAtStake();
        uint256 until = _lockedUntil(p, bond);
        if (block.timestamp < until) revert PoolLocked(until, block.timestamp);
        uint256 amount = p.closed ? p.paid * mine / p.pledged : mine;
        p.pledges[msg.sender] = 0;
        p.pledged -= uint104(mine);
        if (p.closed) p.paid -= uint104(amount);
        emit Withdrawn(modelId, leaf, msg.sender, label, bond, amount);
        _pay(msg.sender, amount);
    }

    function _payPool(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint256 i,
        uint256 amount
    ) internal override {
        Challenge[] calldata before = challenges[:i];
        bytes24 leaf = before.leaf(c);
        Pool storage p = _pool(modelId, leaf, challenges[i].label, uint256(c.deposit) << (i + 1));
        (p.paid, p.closed) = (uint104(amount), true);
    }

    /// @return 0 unless the pool is full and has not challenged.
    function _lockedUntil(Pool storage p, uint256 bond) private view returns (uint256) {
        return !p.staked && p.pledged == bond ? p.lockedUntil : 0;
    }

    function _pool(uint256 modelId, bytes24 leaf, uint8 label, uint256 bond)
        private
        view
        returns (Pool storage)
    {
        Pools storage pools;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            pools.slot := POOLS
        }
        return pools.all[keccak256(abi.encode(modelId, leaf, label, bond))];
    }
}
