// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Mirror} from "../utils/LogMirror.sol";
import {MarketTest} from "./MarketTest.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// The known faults of earlier markets of this kind, each tried on this one. Orders of scoring differ from lot to lot,
/// so the tests run over lots.
contract MarketFaultsTest is MarketTest {
    /// A contribution that is not kept does not keep its whole stake.
    function test_kicked_out_keeps_deposit(bytes32 lot) public {
        openWith(lot);
        contribute(alice, 1, spread(0, 15, 1));
        contribute(bob, 0, spread(0, 15, 1));
        settle();
        if (trainer.scoredAt(modelId, 0) == 0) {
            assertTrue(!scores[1].kept, "kicked out");
            assertEq(claim(1), 0, "without the stake: it is the others'");
            assertEq(claim(0), 2 * STAKE + BOUNTY, "who has improved the model has it");
        }
    }

    /// Whoever raises the loss never ends with more than was staked, and loses as much as lowering it so far earns.
    function test_negative_score_profits(bytes32 lot, uint256 seed) public {
        openWith(lot);
        for (uint256 i; i < 8; ++i) {
            uint256 r = uint256(keccak256(abi.encode(seed, i)));
            contribute(i % 2 == 0 ? alice : bob, r % 2, randomSample(r, 15));
        }
        settle();
        uint256 gains = trainer.incentive(modelId).gains;
        for (uint256 i; i < 8; ++i) {
            uint256 amount = claim(i);
            if (scores[i].gain == 0) assertTrue(amount <= STAKE, "no profit without a gain");
            if (scores[i].kept) assertTrue(amount >= STAKE, "no loss for what is kept");
            else if (gains != 0) assertEq(amount, STAKE - scores[i].penalty, "the penalty");
        }
    }

    /// All that a contribution gained counts, whatever came after it: gains add up to the fall of the loss.
    function test_survivors_lose_gains(bytes32 lot, uint256 seed) public {
        openWith(lot);
        for (uint256 i; i < 10; ++i) {
            uint256 r = uint256(keccak256(abi.encode(seed, i)));
            contribute(alice, r % 2, randomSample(r, 15));
        }
        settle();
        uint256 sum;
        for (uint256 i; i < 10; ++i) {
            sum += scores[i].gain;
        }
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(sum, v.firstLoss - v.loss, "the sum of all gains");
    }

    function test_reward_paid_twice(bytes32 lot) public {
        openWith(lot);
        contribute(alice, 1, one(hiddenFeature(0)));
        contribute(alice, 1, one(hiddenFeature(1)));
        settle();
        claim(0);
        uint256 rest = address(trainer).balance;
        vm.expectPartialRevert(IMarket.ResultMismatch.selector);
        trainer.claim(modelId, 0, alice, scores[0].gain, scores[0].penalty);
        assertEq(address(trainer).balance, rest, "nothing more was paid");
        assertTrue(claim(1) >= STAKE, "the other one is not wiped out");
    }

    /// Only time, or the last contribution that is allowed, closes a market.
    function test_closed_early() public {
        open();
        Piece[] memory pieces = testSet();
        IMarket.MarketView memory v = trainer.incentive(modelId);
        vm.warp(v.closesAt - 1);
        for (uint256 i; i < PIECES; ++i) {
            expectWrongPhase();
            vm.prank(owner);
            trainer.reveal(modelId, i, pieces[i].salt, pieces[i].data);
        }
        vm.prank(owner);
        expectWrongPhase();
        trainer.cancel(modelId);
        contribute(alice, 1, one(1));
        vm.warp(v.closesAt);
        inPhase(IMarket.Phase.Revealing);
    }

    /// Long samples that differ in one feature are two contributions, and two test sets.
    function test_hash_collides() public {
        bytes memory a = spread(0, 2048, 2);
        bytes memory b = spread(0, 2048, 2);
        b[2049] ^= bytes1(uint8(1));
        assertTrue(
            trainer.pieceHash(modelId, 0, 0, testSample(1, a))
                != trainer.pieceHash(modelId, 0, 0, testSample(1, b)),
            "two hashes"
        );
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(4096, 16, 1), abi.encode(marketOptions()), 0, METADATA, filledWords(4097, 16, 0)
        );
        open();
        contribute(alice, 1, a);
        contribute(alice, 1, b);
        Mirror storage log = mirrorOf(address(trainer), modelId);
        assertTrue(log.leaves[0] != log.leaves[1], "two entries");
    }

    /// Those who contribute wrong labels lose, whatever the order.
    function test_bad_agents_profit(bytes32 lot) public {
        openWith(lot);
        uint256 before = bob.balance;
        for (uint256 i; i < 6; ++i) {
            contribute(i % 2 == 0 ? alice : bob, i % 2 == 0 ? 1 : 0, spread(2 * i, 4, 1));
        }
        settle();
        for (uint256 i; i < 6; ++i) {
            claim(i);
        }
        assertTrue(bob.balance <= before, "no profit");
    }

    /// The sponsor commits once, before the lot; nothing can be added, and nothing drawn anew.
    function test_hashes_reroll_the_draw() public {
        draw();
        uint256 drawn = trainer.incentive(modelId).drawn;
        bytes32[] memory list = hashes(modelId, testSet());
        expectWrongPhase();
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
        mine(1);
        expectWrongPhase();
        trainer.draw(modelId);
        assertEq(trainer.incentive(modelId).drawn, drawn, "the draw stands");
    }

    /// Without the salt, whoever guesses the data cannot tell.
    function test_unsalted_guess() public {
        draw();
        Piece[] memory pieces = testSet();
        bytes32[] memory list = hashes(modelId, pieces);
        for (uint256 i; i < PIECES; ++i) {
            for (uint256 salt; salt < 10; ++salt) {
                bytes32 guess = trainer.pieceHash(modelId, i, bytes32(salt), pieces[i].data);
                assertTrue(guess != list[i], "the right data, another hash");
            }
            // nor does the same data in another place give the same hash
            uint256 other = (i + 1) % PIECES;
            assertTrue(
                trainer.pieceHash(modelId, other, pieces[i].salt, pieces[i].data) != list[i], "another place"
            );
        }
    }

    /// The sponsor is gone in each phase: nobody's money stays.
    function test_sponsor_vanishes(uint256 phase) public {
        phase = phase % 4;
        if (phase == 0) {
            commit();
        } else if (phase == 1) {
            draw();
        } else {
            open();
            contribute(alice, 1, one(hiddenFeature(0)));
            contribute(bob, 0, one(90));
            if (phase == 3) {
                // scoring and claims need no sponsor
                settle();
                assertTrue(claim(0) + claim(1) >= 2 * STAKE, "claimed by anybody");
                withdraw();
                assertEq(address(trainer).balance, 0, "nothing is left");
                return;
            }
            skip(OPEN_TIME + REVEAL_TIME);
            assertEq(claimDefault(0) + claimDefault(1), 2 * STAKE + BOUNTY, "stakes and bounty");
            assertEq(address(trainer).balance, 0, "nothing is left");
            return;
        }
        // Only the sponsor's own money is in it.
        assertEq(address(trainer).balance, BOUNTY, "no stakes yet");
    }

    /// The sponsor sees all but for the last piece, and would rather not reveal it: that costs the whole bounty.
    function test_last_revealer_chooses() public {
        open();
        contribute(alice, 1, spread(0, 15, 1));
        skip(OPEN_TIME);
        Piece[] memory pieces = testSet();
        uint256 left = PIECES - DRAWN - 1;
        for (uint256 i; left != 0; ++i) {
            if ((trainer.incentive(modelId).drawn >> i) & 1 != 0) continue;
            vm.prank(owner);
            trainer.reveal(modelId, i, pieces[i].salt, pieces[i].data);
            --left;
        }
        skip(REVEAL_TIME);
        assertEq(claimDefault(0), STAKE + BOUNTY, "as much as the best outcome");
        expectWrongPhase();
        trainer.withdraw(modelId);
    }

    /// A limit that remains: by contributions of its own a sponsor has most of the bounty back after a default. It costs
    /// their gas, and their stakes are locked.
    function test_sponsor_dilutes_a_default() public {
        open();
        contribute(alice, 1, spread(0, 15, 1));
        address puppet = named("puppet");
        for (uint256 i; i < 19; ++i) {
            contribute(puppet, 0, one(90));
        }
        skip(REVEAL_TIME);
        assertEq(claimDefault(0), STAKE + BOUNTY / 20, "not the whole bounty");
    }

    /// An attacker and its own repairer: the bad data is not kept, so there is nothing to repair and to earn.
    function test_attack_and_repair(bytes32 lot) public {
        openWith(lot);
        contribute(alice, 1, spread(0, 15, 1));
        contribute(bob, 0, spread(0, 15, 1));
        contribute(bob, 1, spread(0, 15, 1));
        settle();
        uint256 pair = claim(1) + claim(2);
        uint256 honest = claim(0);
        // the repairer is paid only where it came first, as a copy of the good data
        if (scores[2].gain == 0) assertTrue(pair <= 2 * STAKE, "the pair earns nothing");
        else assertEq(scores[0].gain, 0, "it was first");
        assertEq(pair + honest, 3 * STAKE + BOUNTY, "all of it");
    }

    /// A second copy of what has been learned earns nothing; which of two copies is first is drawn.
    function test_copy(bytes32 lot) public {
        openWith(lot);
        contribute(alice, 1, spread(0, 15, 1));
        contribute(bob, 1, spread(0, 15, 1));
        settle();
        uint256 first = trainer.scoredAt(modelId, 0);
        assertEq(scores[first].gain, HIDDEN * ONE, "the first in the order of scoring");
        assertEq(scores[1 - first].gain, 0, "the other");
    }

    /// The one limit that remains: a sponsor whose hidden test set is nonsense wins stakes back with a sock puppet that
    /// knows it. The shown pieces, drawn at random, are what contributors can judge the test set by.
    function test_bogus_test_set() public {
        Piece[] memory pieces = testSet();
        for (uint256 i; i < PIECES; ++i) {
            bytes memory data;
            for (uint256 k; k < PER_PIECE; ++k) {
                // says that all are of class 0 when the truth is 1
                data = abi.encodePacked(data, testSample(k == 0 ? 1 : 0, one(PER_PIECE * i + k)));
            }
            pieces[i].data = data;
        }
        bytes32[] memory list = hashes(modelId, pieces);
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, pieces, false);
        contribute(alice, 1, spread(0, 15, 1));
        address puppet = named("puppet");
        contribute(puppet, 1, one(hiddenFeature(0)));
        skip(OPEN_TIME);
        revealDue(trainer, modelId, pieces, true);
        Score[] memory got = settleAll(trainer, modelId, made, 1000);
        assertTrue(!got[0].kept && got[0].penalty == STAKE, "the honest stake is lost");
        assertEq(got[1].gain, ONE, "to whoever knew");
    }

    function openWith(bytes32 lot) private {
        commit();
        mine(3);
        vm.setBlockhash(trainer.incentive(modelId).drawBlock, lot == 0 ? bytes32(uint256(1)) : lot);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
    }
}
