// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Payout} from "../src/incentives/market/Payout.sol";

/// What solc's SMTChecker proves for all numbers within the bounds (`npm run smt`): an assertion that could fail, or an
/// operation that could overflow, fails the run.
contract PayoutProofs {
    /// A value has 80 bits, half a test set 256 samples at most, and no loss is more than 1 a sample.
    modifier within(uint256 value, uint256 change, uint256 half) {
        require(value < 2 ** 80 && half > 0 && half <= 256 && change <= half * 65_536);
        _;
    }

    /// To undo what one was paid for costs as much, or a wei more: no pair of bundles earns by rounding.
    function undoing(uint256 value, uint256 change, uint256 half)
        external
        pure
        within(value, change, half)
    {
        uint256 pay = Payout.pay(value, change, half);
        uint256 penalty = Payout.penalty(value, change, half);
        assert(pay <= penalty);
        assert(penalty <= pay + 1);
    }

    /// A larger fall never pays less.
    function rising(uint256 value, uint256 change, uint256 more, uint256 half)
        external
        pure
        within(value, more, half)
    {
        require(change <= more);
        assert(Payout.pay(value, change, half) <= Payout.pay(value, more, half));
    }

    /// Nothing pays more than the value of a whole loss.
    function bounded(uint256 value, uint256 change, uint256 half)
        external
        pure
        within(value, change, half)
    {
        assert(Payout.pay(value, change, half) <= value);
    }
}
