// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// The known faults of earlier markets of this kind, each tried on this one.
contract MarketFaultsTest is MarketTest {
    /// Nobody fills a market: who commits a hundred bundles in the first minute leaves as much room as before, and pays
    /// for the scoring of each.
    function test_slot_filler() public {
        open();
        bytes32[] memory hundred = new bytes32[](100);
        vm.prank(bob);
        trainer.commit{value: 100 * PRICE}(modelId, hundred);
        uint256 place = bundle(alice, 1, one(0));
        toRevealing();
        revealOne(place);
        vm.warp(trainer.incentive(modelId).revealUntil);
        publish(trainer, modelId, SALT, testPages());
        assertEq(BURN.balance, 100 * PRICE, "what Bob never revealed is gone");
        step(trainer, modelId, contents[place], TESTS);
        inPhase(IMarket.Phase.Settled);
    }

    /// A copy needs the sample before commitments end: there is nothing to see but hashes.
    function test_copier_has_nothing_to_copy() public {
        open();
        uint256 place = bundle(alice, 1, one(0));
        Content memory copied = contents[place];
        copied.contributor = bob;
        toRevealing();
        revealOne(place);
        // now Bob knows all of it, and it is too late
        bytes32[] memory list = new bytes32[](1);
        list[0] = commitmentOf(modelId, copied);
        expectWrongPhase();
        vm.prank(bob);
        trainer.commit{value: PRICE}(modelId, list);
    }

    /// Two bundles alike (of two accounts of one person): the second has nothing left to earn, whichever that is.
    function test_copy_earns_nothing() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(0));
        toSettled();
        uint256 together = claim(0) + claim(1);
        assertTrue(together == 2 * STAKE || together == 2 * STAKE + WORTH, "paid once at most");
        if (together > 2 * STAKE) assertEq(scores[order[0]].amount, STAKE + WORTH, "the first");
    }

    /// Pay is linear, and adds up: what all earn together is the value of the fall of the loss, or more where somebody has
    /// lost no more than its stake.
    function test_sums_telescope(uint256 seed) public {
        open();
        for (uint256 i; i < 6; ++i) {
            uint256 r = uint256(keccak256(abi.encode(seed, i)));
            bundle(i % 2 == 0 ? alice : bob, r % 3 == 0 ? 0 : 1, one((r >> 8) % 25));
        }
        toSettled();
        uint256 sum;
        bool ruined;
        for (uint256 i; i < 6; ++i) {
            sum += scores[i].amount;
            if (scores[i].amount == 0) ruined = true;
        }
        IMarket.MarketView memory v = trainer.incentive(modelId);
        uint256 expected = 6 * STAKE + VALUE * (v.firstPayLoss - v.payLoss) / (HALF * ONE);
        if (ruined) assertTrue(sum >= expected, "stakes and value, or more");
        else assertEq(sum, expected, "stakes and value");
    }

    /// The draw cannot be repeated: nothing random is known while a market can still be given up.
    function test_no_second_draw() public {
        open();
        bundle(alice, 1, one(0));
        toRevealing();
        revealOne(0);
        expectWrongPhase();
        vm.prank(owner);
        trainer.cancel(modelId);
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        expectWrongPhase();
        vm.prank(owner);
        trainer.open{value: 1}(modelId, list);
        vm.warp(trainer.incentive(modelId).testUntil);
        trainer.close(modelId);
        assertEq(BURN.balance, BOUNTY - BOUNTY / 20, "giving up costs the bounty");
    }

    /// A sponsor that fills the market with bundles of its own has a twentieth of its bounty back by a default.
    function test_sponsor_dilutes_a_default() public {
        open();
        bundle(alice, 1, one(0));
        for (uint256 i; i < 19; ++i) {
            bundle(owner, 0, one(50 + i));
        }
        uint256 before = owner.balance;
        toTesting();
        vm.warp(trainer.incentive(modelId).testUntil);
        trainer.close(modelId);
        assertEq(claimBack(0), PRICE + BOUNTY / 20 / 20, "its share");
        for (uint256 i = 1; i < 20; ++i) {
            claimBack(i);
        }
        assertEq(owner.balance - before, 19 * (PRICE + BOUNTY / 400), "a twentieth at most");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// The sponsor is gone in each phase: nobody else's money stays, and nobody waits for it.
    function test_sponsor_vanishes(uint256 phase) public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 0, one(90));
        phase = phase % 3;
        if (phase == 0) {
            toTesting();
            vm.warp(trainer.incentive(modelId).testUntil);
            trainer.close(modelId);
            claimBack(0);
            claimBack(1);
        } else {
            // scoring and claims need no sponsor
            toSettled();
            claim(0);
            claim(1);
        }
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// Without the salt, whoever guesses the data cannot tell; nor does a page have the same hash in another place or
    /// for another model.
    function test_unsalted_guess() public pure {
        bytes[] memory pages = new bytes[](2);
        (pages[0], pages[1]) = (testSample(1, one(1)), testSample(1, one(1)));
        bytes32[] memory list = hashes(0, SALT, pages);
        assertTrue(list[0] != list[1], "another place");
        assertTrue(list[0] != hashes(1, SALT, pages)[0], "another model");
        for (uint256 salt; salt < 10; ++salt) {
            assertTrue(list[0] != hashes(0, bytes32(salt), pages)[0], "another salt");
        }
    }

    /// A limit that remains: whoever knows the test set earns without knowing anything else.
    function test_insider() public {
        open();
        uint8[] memory labels = new uint8[](4);
        bytes[] memory samples = new bytes[](4);
        for (uint256 i; i < 4; ++i) {
            (labels[i], samples[i]) = (1, one(i));
        }
        bundle(bob, labels, samples);
        bundle(alice, 1, one(60));
        toSettled();
        assertTrue(scores[0].amount + scores[1].amount >= 2 * STAKE, "the sponsor's accomplice");
        assertEq(scores[1].amount, STAKE, "the others lose nothing by it");
    }
}
