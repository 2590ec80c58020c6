// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge, ChallengeLibrary} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {Test} from "../utils/Test.sol";

/// The library's functions as calls, since they read calldata.
contract Challenges {
    using ChallengeLibrary for Challenge[];

    function payouts(Contribution calldata c, Challenge[] calldata challenges, uint8 label, uint256 cost)
        external
        pure
        returns (uint256[] memory amounts, uint256 paid)
    {
        return challenges.payouts(c, label, cost);
    }

    function leaf(Contribution calldata c, Challenge[] calldata challenges) external pure returns (bytes24) {
        return challenges.leaf(c);
    }
}

contract ChallengeTest is Test {
    Challenges private immutable LIBRARY = new Challenges();

    /// Among many labels: all of it is paid, to the last label only, in proportion to the stakes; each who asserted it
    /// gains at least two fifths of the stake once there is a challenge.
    function test_payouts(uint256 seed, uint8 rounds, uint96 deposit, uint8 classes) public view {
        rounds = uint8(bound(rounds, 0, 31));
        classes = uint8(bound(classes, 2, 5));
        deposit = uint96(bound(deposit, 1, type(uint96).max));
        (Contribution memory c, Challenge[] memory challenges) = make(seed, rounds, deposit, classes);
        uint8 last = rounds == 0 ? c.label : challenges[rounds - 1].label;
        (uint256[] memory amounts,) = LIBRARY.payouts(c, challenges, last, 0);
        assertEq(amounts.length, uint256(rounds) + 1, "one for each assertion");
        uint256 sum;
        for (uint256 i; i <= rounds; ++i) {
            uint256 stake = uint256(deposit) << i;
            sum += amounts[i];
            if ((i == 0 ? c.label : challenges[i - 1].label) != last) {
                assertEq(amounts[i], 0, "nothing for another label");
            } else if (rounds != 0) {
                assertTrue(amounts[i] >= stake * 14 / 10, "the stake and two fifths of it");
                uint256 share = amounts[rounds] * stake / (uint256(deposit) << rounds);
                assertTrue(
                    amounts[i] <= share + 1 && share <= amounts[i] + rounds, "in proportion to the stake"
                );
            }
        }
        assertEq(sum, (uint256(deposit) << (rounds + 1)) - deposit, "all that was staked");
    }

    /// Of any label that was asserted, with any cost: the cost is paid first, from the stakes on other labels and no
    /// others; who asserted the label has at least the stake back, and all that was staked is paid.
    function test_payouts_cost(
        uint256 seed,
        uint8 rounds,
        uint96 deposit,
        uint8 classes,
        uint8 pick,
        uint256 cost
    ) public view {
        rounds = uint8(bound(rounds, 0, 8));
        classes = uint8(bound(classes, 2, 5));
        deposit = uint96(bound(deposit, 1, type(uint96).max));
        (Contribution memory c, Challenge[] memory challenges) = make(seed, rounds, deposit, classes);
        uint8 label = pick % (rounds + 1) == 0 ? c.label : challenges[pick % (rounds + 1) - 1].label;
        cost = bound(cost, 0, uint256(deposit) << (rounds + 2));
        (uint256[] memory amounts, uint256 paid) = LIBRARY.payouts(c, challenges, label, cost);
        uint256 sum = paid;
        uint256 wrong;
        for (uint256 i; i <= rounds; ++i) {
            uint256 stake = uint256(deposit) << i;
            sum += amounts[i];
            if ((i == 0 ? c.label : challenges[i - 1].label) != label) {
                wrong += stake;
                assertEq(amounts[i], 0, "nothing for another label");
            } else {
                assertTrue(amounts[i] >= stake, "the stake at least");
            }
        }
        assertEq(paid, cost < wrong ? cost : wrong, "the cost, as far as the losing stakes go");
        assertEq(sum, (uint256(deposit) << (rounds + 1)) - deposit, "all that was staked");
    }

    /// Entries of different histories differ.
    function test_leaf_tellsHistoriesApart(uint256 seed, uint8 rounds, uint8 field, uint8 which) public view {
        rounds = uint8(bound(rounds, 1, 31));
        (Contribution memory c, Challenge[] memory challenges) = make(seed, rounds, 1 ether, 5);
        bytes24 before = LIBRARY.leaf(c, challenges);
        Challenge memory changed = challenges[which % rounds];
        if (field % 4 == 0) changed.account = address(uint160(changed.account) ^ 1);
        if (field % 4 == 1) changed.label ^= 1;
        if (field % 4 == 2) changed.time ^= 1;
        if (field % 4 == 3) c.label ^= 1;
        assertTrue(LIBRARY.leaf(c, challenges) != before, "another entry");
    }

    function make(uint256 seed, uint256 rounds, uint96 deposit, uint8 classes)
        private
        pure
        returns (Contribution memory c, Challenge[] memory challenges)
    {
        c.label = uint8(seed % classes);
        (c.deposit, c.remaining) = (deposit, deposit);
        challenges = new Challenge[](rounds);
        uint8 label = c.label;
        for (uint256 i; i < rounds; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            label = uint8((label + 1 + seed % (classes - 1)) % classes);
            challenges[i] = Challenge(address(uint160(seed)), label, uint32(seed >> 160));
        }
    }
}
