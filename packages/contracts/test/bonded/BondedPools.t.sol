// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IPooledBonds} from "../../src/interfaces/IPooledBonds.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// Bonds from several purses.
contract BondedPoolsTest is BondedTest {
    IPooledBonds private pools;
    uint256 private modelId;
    Contribution private c;
    bytes24 private leaf;
    uint256 private bond;

    function setUp() public override {
        super.setUp();
        pools = IPooledBonds(address(bonded));
        modelId = createBonded();
        (, c) = stake(mallory, modelId, 1, one(1));
        (leaf, bond) = (leafOf(c), 2 * uint256(c.deposit));
    }

    /// Three purses share what their bond earned, by what each has pledged; whoever comes last leaves nothing.
    function test_won(uint256 a, uint256 b, uint8 order) public {
        a = bound(a, 1, bond - 2);
        b = bound(b, 1, bond - a - 1);
        uint256[3] memory before = [alice.balance, bob.balance, carol.balance];
        pledge(alice, a);
        pledge(bob, b);
        pledge(carol, bond); // has room for the rest, which alone is taken
        Challenge[] memory challenges = together();
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        address[3] memory people = [alice, bob, carol];
        for (uint256 i; i < 3; ++i) {
            withdraw(people[(i + order) % 3]);
        }
        uint256 gain = c.deposit;
        assertTrue(close(alice.balance - before[0], gain * a / bond), "alice's share");
        assertTrue(close(bob.balance - before[1], gain * b / bond), "bob's share");
        assertTrue(close(carol.balance - before[2], gain * (bond - a - b) / bond), "carol's share");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// When the contribution is dropped the first challenger loses a deposit: so do they, together.
    function test_dropped() public {
        uint256 alices = alice.balance;
        pledge(alice, bond / 2);
        pledge(bob, bond / 2);
        Challenge[] memory challenges = together();
        while (challenges.length < MAX_CHALLENGES) {
            challenges = challenge(mallory, modelId, c, challenges, uint8(challenges.length % 2));
        }
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        withdraw(alice);
        withdraw(bob);
        assertEq(alices - alice.balance, c.deposit / 2, "half of the deposit");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// When the label is another one, all is lost; a withdrawal gives nothing, and says so only once.
    function test_lost() public {
        pledge(alice, bond);
        Challenge[] memory challenges = together();
        challenges = challenge(mallory, modelId, c, challenges, 1);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        uint256 before = alice.balance;
        withdraw(alice);
        assertEq(alice.balance, before, "nothing");
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.NothingPledged.selector, alice));
        withdraw(alice);
    }

    /// Several pools in one dispute, of which one loses.
    function test_twoPools() public {
        pledge(alice, bond);
        Challenge[] memory challenges = together();
        bytes24 next = leafOf(c, challenges);
        vm.prank(mallory);
        pools.pledge{value: 2 * bond}(modelId, next, 1, 2 * bond);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        pools.challengeTogether(modelId, c, challenges, 1, proof);
        challenges = append(challenges, Challenge(address(bonded), 1, uint32(time())));
        uint256 mallorys = mallory.balance;
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        vm.prank(mallory);
        pools.withdraw(modelId, next, 1, 2 * bond);
        assertEq(
            mallory.balance - mallorys, 7 * uint256(c.deposit), "all but the lost pool's share of nothing"
        );
        withdraw(alice);
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// Until the challenge is made each may change their mind; also when somebody else has challenged instead.
    function test_withdraw_before(uint256 amount, bool outrun) public {
        amount = bound(amount, 1, bond);
        uint256 before = alice.balance;
        pledge(alice, amount);
        if (outrun) challenge(bob, modelId, c, none(), 0);
        if (amount == bond) skip(10 minutes);
        withdraw(alice);
        assertEq(alice.balance, before, "all of it");
        IPooledBonds.PoolView memory p = pools.pool(modelId, leaf, 0, bond);
        assertTrue(p.pledged == 0 && !p.staked && !p.closed && p.paid == 0, "the pool is empty");
    }

    /// Who fills a pool does not have to fear that somebody leaves it before it challenges.
    function test_reverts_locked(uint256 wait) public {
        pledge(alice, bond - 1);
        withdraw(alice);
        pledge(alice, bond - 1);
        pledge(bob, 1);
        uint256 until = time() + 10 minutes;
        assertEq(pools.pool(modelId, leaf, 0, bond).lockedUntil, until, "said so");
        skip(bound(wait, 0, 10 minutes - 1));
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.PoolLocked.selector, until, time()));
        withdraw(alice);
        vm.warp(until);
        withdraw(alice);
    }

    function test_reverts_atStake() public {
        pledge(alice, bond);
        together();
        vm.expectRevert(IPooledBonds.PoolAtStake.selector);
        withdraw(alice);
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.PoolFull.selector, bond));
        pledge(bob, 1);
    }

    /// Nobody buys into what others have won: a full pool takes no more, before its challenge or after.
    function test_reverts_full() public {
        pledge(alice, bond);
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.PoolFull.selector, bond));
        pledge(bob, 1);
    }

    function test_reverts_notFull(uint256 amount) public {
        amount = bound(amount, 1, bond - 1);
        pledge(alice, amount);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.PoolNotFull.selector, bond, amount));
        pools.challengeTogether(modelId, c, none(), 0, proof);
    }

    /// A pool for another bond, label or model is another pool, and its money is not at stake.
    function test_reverts_otherPool(uint8 field) public {
        uint256 other = field % 3 == 0 ? createBonded() : modelId;
        vm.prank(alice);
        pools.pledge{value: bond}(other, leaf, field % 3 == 1 ? 1 : 0, field % 3 == 2 ? bond + 1 : bond);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.PoolNotFull.selector, bond, 0));
        pools.challengeTogether(modelId, c, none(), 0, proof);
    }

    /// Its challenge keeps the rules of all challenges.
    function test_reverts_tooLate() public {
        pledge(alice, bond);
        skip(CHALLENGE_TIME);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        vm.expectRevert(abi.encodeWithSelector(IBonded.TooLate.selector, c.time + CHALLENGE_TIME, time()));
        pools.challengeTogether(modelId, c, none(), 0, proof);
        withdraw(alice);
    }

    function test_reverts_nothing(uint256 unknown) public {
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.NothingPledged.selector, alice));
        pledge(alice, 0);
        vm.expectRevert(abi.encodeWithSelector(IPooledBonds.NothingPledged.selector, alice));
        withdraw(alice);
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
        vm.prank(alice);
        pools.pledge{value: 1}(unknown, leaf, 0, bond);
    }

    function pledge(address who, uint256 amount) private {
        vm.prank(who);
        pools.pledge{value: amount}(modelId, leaf, 0, bond);
    }

    function withdraw(address who) private {
        vm.prank(who);
        pools.withdraw(modelId, leaf, 0, bond);
    }

    function together() private returns (Challenge[] memory) {
        bytes memory proof = proofOf(address(bonded), modelId, c);
        vm.prank(named("anybody"));
        pools.challengeTogether(modelId, c, none(), 0, proof);
        return append(none(), Challenge(address(bonded), 0, uint32(time())));
    }

    /// Up to what rounding moves between three.
    function close(uint256 a, uint256 b) private pure returns (bool) {
        return a <= b + 2 && b <= a + 2;
    }
}
