// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {MarketTest} from "./MarketTest.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Who is paid what: after settlement, after a default, and the sponsor.
contract ClaimTest is MarketTest {
    /// One contribution that lowers the loss by one of nine test samples: a ninth of the bounty.
    function test_claim_one() public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        settle();
        uint256 reward = BOUNTY / HIDDEN;
        vm.expectEmit(address(trainer));
        emit IMarket.Claimed(modelId, 0, alice, STAKE + reward);
        assertEq(claim(0), STAKE + reward, "stake and reward");
        assertEq(withdraw(), BOUNTY - reward, "the rest is the sponsor's");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// The whole bounty is paid for the full improvement, and no more for more than that.
    function test_claim_fullImprovement(uint256 millionths) public {
        IMarket.MarketOptions memory o = marketOptions();
        o.fullImprovement = uint32(bound(millionths, 1, 1_000_000));
        modelId = createModel(o);
        open();
        contribute(alice, 1, spread(0, 15, 1));
        settle();
        assertEq(scores[0].gain, HIDDEN * ONE, "all that there was to gain");
        assertEq(claim(0), STAKE + BOUNTY, "the whole bounty");
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToWithdraw.selector, modelId));
        trainer.withdraw(modelId);
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// Nobody has improved the model: all get their own back.
    function test_claim_noGain() public {
        open();
        contribute(alice, 0, one(90));
        contribute(bob, 1, one(91));
        settle();
        assertEq(claim(0) + claim(1), 2 * STAKE, "the stakes");
        assertEq(withdraw(), BOUNTY, "the bounty");
    }

    /// Bounties and stakes of a few wei: shares are rounded down, and the sum is right in any order of claims.
    function test_claim_dust(uint256 bounty, uint256 stake, uint256 order) public {
        IMarket.MarketOptions memory o = marketOptions();
        o.stake = uint64(bound(stake, 1, 9));
        modelId = createModel(o);
        bytes32[] memory list = hashes(modelId, testSet());
        bounty = bound(bounty, 1, 20);
        vm.prank(owner);
        trainer.commit{value: bounty}(modelId, list);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        for (uint256 i; i < 5; ++i) {
            contribute(alice, i == 4 ? 0 : 1, one(hiddenFeature(i % 4)));
        }
        settle();
        if (order % 6 == 5) withdrawIfAny();
        for (uint256 i; i < 5; ++i) {
            uint256 index = (i * (1 + order % 4) + order % 5) % 5;
            assertTrue(
                claim(index) >= o.stake - scores[index].penalty, "no less than what is left of the stake"
            );
        }
        if (order % 6 != 5) withdrawIfAny();
        assertEq(address(trainer).balance, 0, "to the wei");
    }

    function test_reverts_twice() public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        settle();
        claim(0);
        vm.expectPartialRevert(IMarket.ResultMismatch.selector);
        trainer.claim(modelId, 0, alice, ONE, 0);
        withdraw();
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToWithdraw.selector, modelId));
        trainer.withdraw(modelId);
    }

    /// What a claimer says must be what was scored.
    function test_reverts_forged(uint256 kind, uint256 gain, uint256 penalty) public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        settle();
        vm.assume(gain != ONE && penalty != 0);
        vm.expectPartialRevert(IMarket.ResultMismatch.selector);
        if (kind % 3 == 0) trainer.claim(modelId, 0, alice, gain, 0);
        else if (kind % 3 == 1) trainer.claim(modelId, 0, alice, ONE, penalty);
        else trainer.claim(modelId, 0, bob, ONE, 0);
    }

    function test_reverts_tooSoon() public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        refusedClaims();
        skip(OPEN_TIME);
        refusedClaims();
        revealDue(trainer, modelId, testSet(), true);
        refusedClaims();
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 1);
        refusedClaims();
    }

    /// Claims of several contributions in one transaction.
    function test_multicall() public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        contribute(alice, 0, one(90));
        settle();
        uint256 before = alice.balance;
        bytes[] memory calls = new bytes[](2);
        for (uint256 i; i < 2; ++i) {
            calls[i] = abi.encodeCall(trainer.claim, (modelId, i, alice, scores[i].gain, scores[i].penalty));
        }
        trainer.multicall(calls);
        assertEq(
            alice.balance - before,
            2 * STAKE + BOUNTY * (scores[0].gain + scores[1].gain) / ONE / HIDDEN,
            "both"
        );
        vm.deal(alice, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IModels.ValueNotAccepted.selector, 1));
        vm.prank(alice);
        trainer.multicall{value: 1}(calls);
    }

    /// The sponsor is gone: stakes come back, and the bounty is shared alike, to the wei.
    function test_default(uint256 count, uint256 order, uint256 revealed) public {
        open();
        count = bound(count, 1, 7);
        for (uint256 i; i < count; ++i) {
            contribute(i % 2 == 0 ? alice : bob, 1, one(i));
        }
        skip(OPEN_TIME);
        revealSome(revealed % 3);
        skip(REVEAL_TIME);
        inPhase(IMarket.Phase.Defaulted);
        expectWrongPhase();
        trainer.withdraw(modelId);
        expectWrongPhase();
        trainer.claim(modelId, 0, alice, 0, 0);
        for (uint256 i; i < count; ++i) {
            uint256 index = (i + order % count) % count;
            uint256 share = BOUNTY * (i + 1) / count - BOUNTY * i / count;
            assertEq(claimDefault(index), STAKE + share, "stake and share");
            vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
            trainer.claimDefault(modelId, made[index], proofOf(address(trainer), modelId, made[index]));
        }
        assertEq(address(trainer).balance, 0, "to the wei");
    }

    /// Not a second before the deadline, and never when all was revealed in time.
    function test_reverts_default_tooSoon() public {
        open();
        contribute(alice, 1, one(1));
        vm.warp(trainer.incentive(modelId).revealDeadline - 1);
        expectWrongPhase();
        trainer.claimDefault(modelId, made[0], proofOf(address(trainer), modelId, made[0]));
        revealRest();
        skip(365 days);
        expectWrongPhase();
        trainer.claimDefault(modelId, made[0], proofOf(address(trainer), modelId, made[0]));
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 1000);
        expectWrongPhase();
        trainer.claimDefault(modelId, made[0], proofOf(address(trainer), modelId, made[0]));
    }

    /// Nobody came: there is nothing to reveal or to settle.
    function test_noContributions() public {
        open();
        expectWrongPhase();
        trainer.withdraw(modelId);
        skip(OPEN_TIME);
        inPhase(IMarket.Phase.Settled);
        assertEq(withdraw(), BOUNTY, "the bounty is the sponsor's");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    function refusedClaims() private {
        expectWrongPhase();
        trainer.claim(modelId, 0, alice, ONE, 0);
        expectWrongPhase();
        trainer.claimDefault(modelId, made[0], proofOf(address(trainer), modelId, made[0]));
        expectWrongPhase();
        trainer.withdraw(modelId);
    }

    /// When all of a small bounty is earned, nothing is left for the sponsor.
    function withdrawIfAny() private {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        uint256 left = v.bounty - v.bounty * v.gains / (HIDDEN * ONE);
        if (left != 0) {
            assertEq(withdraw(), left, "the sponsor's");
            return;
        }
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToWithdraw.selector, modelId));
        trainer.withdraw(modelId);
    }

    /// Some of the hidden pieces; not the last one.
    function revealSome(uint256 count) private {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        Piece[] memory pieces = testSet();
        for (uint256 i; count != 0; ++i) {
            if ((v.drawn >> i) & 1 != 0) continue;
            vm.prank(owner);
            trainer.reveal(modelId, i, pieces[i].salt, pieces[i].data);
            --count;
        }
    }
}
