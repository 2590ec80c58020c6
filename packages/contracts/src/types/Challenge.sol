// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "./Contribution.sol";

/// An assertion that a contribution has another label than the last one asserted. The bond of the first challenge is
/// twice the deposit, that of each further one twice the bond before.
struct Challenge {
    /// Who staked the bond.
    address account;
    /// The class that `account` says the sample has.
    uint8 label;
    /// When, in seconds since 1970.
    uint32 time;
}

using ChallengeLibrary for Challenge global;

library ChallengeLibrary {
    /// @return record What the chain keeps of a contribution with `challenges`: the hash of the contribution, and for
    /// each challenge keccak256(abi.encode(the record before, account, label, time)).
    function hash(Challenge[] calldata challenges, Contribution calldata c)
        internal
        pure
        returns (bytes32 record)
    {
        record = c.hash();
        for (uint256 i; i < challenges.length; ++i) {
            Challenge calldata each = challenges[i];
            record = hashAfter(record, each.account, each.label, each.time);
        }
    }

    /// @return The record after one more challenge.
    function hashAfter(bytes32 record, address account, uint8 label, uint256 time)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(record, account, label, time));
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

    /// @return amounts What is paid for each assertion, in wei: the contribution's first, then the challenges'. Who
    /// asserted the last label gets the stake back and a share of all other stakes, in proportion to the stake and
    /// rounded down; the last one gets what is left. The sum is all that was staked.
    function payouts(Challenge[] calldata challenges, Contribution calldata c)
        internal
        pure
        returns (uint256[] memory amounts)
    {
        uint256 count = challenges.length;
        amounts = new uint256[](count + 1);
        uint256 deposit = c.deposit;
        if (count == 0) {
            amounts[0] = deposit;
            return amounts;
        }
        uint8 label = challenges[count - 1].label;
        uint256 left = (deposit << (count + 1)) - deposit;
        uint256 right = _right(challenges, c, label);
        uint256 wrong = left - right;
        for (uint256 i; i < count; ++i) {
            if (_label(challenges, c, i) != label) continue;
            uint256 stake = deposit << i;
            uint256 amount = stake + wrong * stake / right;
            amounts[i] = amount;
            left -= amount;
        }
        amounts[count] = left;
    }

    /// @dev The sum of the stakes on `label`, in wei.
    function _right(Challenge[] calldata challenges, Contribution calldata c, uint8 label)
        private
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
