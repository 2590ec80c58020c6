// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "./Contribution.sol";

/// An assertion that a contribution has another label than the last one asserted. The bond of the first challenge is
/// twice the deposit, that of each further one twice the bond before.
struct Challenge {
    /// Who staked the bond; the trainer itself where several did (IPooledBonds).
    address account;
    /// The class that `account` says the sample has.
    uint8 label;
    /// When, in seconds since 1970.
    uint32 time;
}

using ChallengeLibrary for Challenge global;

library ChallengeLibrary {
    /// @return leaf_ The entry of a contribution with `challenges`: that of the contribution, and for each challenge
    /// the top 192 bits of keccak256(abi.encode(the entry before, account, label, time)).
    function leaf(Challenge[] calldata challenges, Contribution calldata c)
        internal
        pure
        returns (bytes24 leaf_)
    {
        leaf_ = c.leaf();
        for (uint256 i; i < challenges.length; ++i) {
            Challenge calldata each = challenges[i];
            leaf_ = leafAfter(leaf_, each.account, each.label, each.time);
        }
    }

    /// @return The entry after one more challenge.
    function leafAfter(bytes24 before, address account, uint8 label, uint256 time)
        internal
        pure
        returns (bytes24)
    {
        return bytes24(keccak256(abi.encode(before, account, label, time)));
    }

    /// @return label The last label that was asserted.
    /// @return time When, in seconds since 1970.
    function last(Challenge[] calldata challenges, Contribution calldata c)
        internal
        pure
        returns (uint8 label, uint256 time)
    {
        uint256 count = challenges.length;
        if (count == 0) return (c.label, c.time);
        Challenge calldata latest = challenges[count - 1];
        return (latest.label, latest.time);
    }

    /// @param label One that was asserted.
    /// @return amounts What is paid for each assertion when `label` is final, in wei: the contribution's first, then
    /// the challenges'. Who asserted the label gets the stake back and a share of what was staked on others less
    /// `cost`, in proportion to the stake and rounded down; the last of them gets what is left.
    /// @return paid What of `cost`, in wei, the stakes on other labels cover. All that was staked is the sum of both.
    function payouts(Challenge[] calldata challenges, Contribution calldata c, uint8 label, uint256 cost)
        internal
        pure
        returns (uint256[] memory amounts, uint256 paid)
    {
        uint256 count = challenges.length;
        amounts = new uint256[](count + 1);
        uint256 deposit = c.deposit;
        if (count == 0) {
            amounts[0] = deposit;
            return (amounts, 0);
        }
        uint256 right = staked(challenges, c, label);
        uint256 left = (deposit << (count + 1)) - deposit;
        uint256 wrong = left - right;
        paid = wrong < cost ? wrong : cost;
        (wrong, left) = (wrong - paid, left - paid);
        uint256 latest;
        for (uint256 i; i <= count; ++i) {
            if (_label(challenges, c, i) != label) continue;
            uint256 stake = deposit << i;
            amounts[i] = stake + wrong * stake / right;
            left -= amounts[i];
            latest = i;
        }
        amounts[latest] += left;
    }

    /// @return amounts All stakes, in wei: the contribution's first, then the challenges'.
    function stakes(Challenge[] calldata challenges, Contribution calldata c)
        internal
        pure
        returns (uint256[] memory amounts)
    {
        amounts = new uint256[](challenges.length + 1);
        for (uint256 i; i < amounts.length; ++i) {
            amounts[i] = uint256(c.deposit) << i;
        }
    }

    /// @return sum The stakes on `label`, in wei; 0 when nobody asserted it.
    function staked(Challenge[] calldata challenges, Contribution calldata c, uint256 label)
        internal
        pure
        returns (uint256 sum)
    {
        for (uint256 i; i <= challenges.length; ++i) {
            if (_label(challenges, c, i) == label) sum += uint256(c.deposit) << i;
        }
    }

    /// @dev The label of assertion `i`; the contribution is number 0.
    function _label(Challenge[] calldata challenges, Contribution calldata c, uint256 i)
        private
        pure
        returns (uint8)
    {
        return i == 0 ? c.label : challenges[i - 1].label;
    }
}
