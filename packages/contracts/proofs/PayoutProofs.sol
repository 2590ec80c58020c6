// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Payout} from "../src/incentives/market/Payout.sol";

/// What solc's SMTChecker proves for all numbers within the bounds (`npm run smt`): an assertion that could fail, or an
/// operation that could overflow, fails the run.
contract PayoutProofs {
    /// A bounty has 96 bits, and there are at most 2^80 units.
    modifier within(uint256 amount, uint256 units, uint256 total) {
        require(amount < 2 ** 96 && total > 0 && total < 2 ** 80 && units <= total);
        _;
    }

    /// A part is how far f(u) = ⌊amount * u / total⌋ rises from `done` to `done + units`, and f never falls. So the parts
    /// of adjoining units add up to the part of all of them: the sum does not depend on the order of claims.
    function rise(uint256 amount, uint256 done, uint256 units, uint256 total)
        external
        pure
        within(amount, done, total)
    {
        require(units < 2 ** 80 && done + units <= total);
        uint256 before = amount * done / total;
        uint256 after_ = amount * (done + units) / total;
        assert(before <= after_);
        assert(Payout.part(amount, done, units, total) == after_ - before);
    }

    /// The part of all units is the amount.
    function whole(uint256 amount, uint256 total) external pure within(amount, 0, total) {
        assert(Payout.part(amount, 0, total, total) == amount);
    }

    /// No part is more than the amount, or below 0 (which would wrap).
    function bounded(uint256 amount, uint256 done, uint256 units, uint256 total)
        external
        pure
        within(amount, done, total)
    {
        require(units < 2 ** 80 && done + units <= total);
        assert(Payout.part(amount, done, units, total) <= amount);
    }
}
