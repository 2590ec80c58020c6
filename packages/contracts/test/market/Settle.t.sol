// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Scoring and paying.
contract MarketSettleTest is MarketTest {
    /// Earns what it improves on the half that pays, whatever it does to the other.
    function test_pays_for_the_half_that_pays() public {
        settleOne(true);
        assertTrue(scores[0].kept, "kept");
        assertEq(scores[0].payLoss, (HALF - 2) * ONE, "two fewer");
        assertEq(scores[0].keepLoss, HALF * ONE, "as before");
        assertEq(scores[0].amount, STAKE + 2 * WORTH, "the stake and their worth");
        assertEq(trainer.incentive(modelId).payLoss, (HALF - 2) * ONE, "the model has it");
        uint256 before = owner.balance;
        assertEq(claim(0), STAKE + 2 * WORTH, "paid");
        assertEq(owner.balance, before, "the sponsor was paid before");
        assertEq(address(trainer).balance, 0, "nothing is left");
        hasStatus(0, IMarket.BundleStatus.Closed, "closed");
    }

    function test_the_other_half_does_not_pay() public {
        settleOne(false);
        assertTrue(scores[0].kept, "kept");
        assertEq(scores[0].keepLoss, (HALF - 2) * ONE, "two fewer");
        assertEq(scores[0].amount, STAKE, "the stake");
        assertEq(trainer.predict(modelId, one(testOf(false, 0))), 1, "the model has learned it");
    }

    /// Raising the loss costs as much as lowering it earns, up to the stake, and goes into the pot.
    function test_harm_costs() public {
        // Alice teaches one that pays, Bob unteaches it: whichever comes second
        (uint256 good, uint256 bad) = settleTwo(true, 1);
        assertEq(scores[good].amount, STAKE + WORTH, "what it is worth");
        assertTrue(scores[bad].kept, "one sample of the other half is tolerated; this has none");
        assertEq(scores[bad].amount, STAKE - WORTH, "what it costs");
        assertEq(trainer.predict(modelId, one(testOf(true, 0))), 0, "unlearned");
    }

    /// What raises the loss on the other half by more than the tolerance is undone, without pay or penalty.
    function test_refuses_harm() public {
        (uint256 good, uint256 bad) = settleTwo(false, 2);
        assertTrue(!scores[bad].kept, "refused");
        assertEq(scores[bad].amount, STAKE, "the stake back");
        assertEq(trainer.predict(modelId, one(testOf(false, 0))), 1, "the model has it still");
        assertEq(trainer.predict(modelId, one(testOf(false, 1))), 1, "both");
        assertEq(claim(good) + claim(bad), 2 * STAKE, "both stakes");
    }

    /// A bundle loses its stake at most, and what it loses goes into the pot.
    function test_loses_the_stake_at_most() public {
        IMarket.MarketOptions memory o = marketOptions();
        o.stake = uint64(WORTH / 2);
        vm.prank(owner);
        trainer.setMarketOptions(modelId, o);
        (uint256 good, uint256 bad) = settleTwo(true, 1);
        assertEq(scores[bad].amount, 0, "all of it");
        hasStatus(bad, IMarket.BundleStatus.Closed, "nothing is left to be paid");
        assertEq(trainer.incentive(modelId).unpaid, 1, "but the other");
        vm.expectRevert(
            abi.encodeWithSelector(
                IMarket.WrongBundle.selector, modelId, contents[bad].id, IMarket.BundleStatus.Closed
            )
        );
        trainer.claim(modelId, contents[bad].id);
        claim(good);
        assertEq(trainer.incentive(modelId).unpaid, 0, "paid");
    }

    /// The pot never pays more than it holds.
    function test_pot_runs_out() public {
        open(WORTH + 1);
        settleTaught(true);
        assertEq(scores[0].amount, STAKE + WORTH + 1, "all there is");
        assertEq(claim(0), STAKE + WORTH + 1, "paid");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// In steps of any size, the same comes out, and those who make them share the fee by their work.
    function test_steps(uint256 seed) public {
        open();
        (uint8[] memory labels, bytes[] memory samples) = twoFrom(0, 7);
        bundle(alice, labels, samples);
        toSettling();
        uint256 id = vm.snapshotState();
        settleRest();
        bytes32 whole = keccak256(abi.encode(scores[0]));
        vm.revertToState(id);

        Score memory got;
        uint256 tested;
        uint256 paid;
        for (uint256 i; tested < TESTS; ++i) {
            uint256 tests = 1 + uint256(keccak256(abi.encode(seed, i))) % TESTS;
            address maker = i % 2 == 0 ? bob : carol;
            uint256 before = maker.balance;
            readLogs();
            vm.prank(maker);
            step(trainer, modelId, contents[0], tests);
            readScore(readLogs(), 0, got);
            tested = tested + tests > TESTS ? TESTS : tested + tests;
            paid += maker.balance - before;
            assertEq(paid, FEE * tested / TESTS, "its part of the fee");
            if (tested < TESTS) assertEq(trainer.incentive(modelId).tested, tested, "where it stands");
        }
        assertEq(keccak256(abi.encode(got)), whole, "the same");
        assertEq(paid, FEE, "the whole fee");
    }

    /// What is sure to be refused is not tried to the end; the fee goes to who found out.
    function test_refused_early() public {
        open();
        bundle(alice, allLabels(1), four(0));
        bundle(alice, allLabels(1), four(4));
        bundle(bob, allLabels(0), four(0));
        toSettling();
        revealedInOrder();
        uint256 before = carol.balance;
        vm.startPrank(carol);
        (Score[] memory list,) = settleAll(trainer, modelId, contents, 1);
        vm.stopPrank();
        if (!list[2].kept) assertTrue(list[2].tested <= TESTS, "before the end, or at it");
        assertEq(carol.balance - before, 3 * FEE, "all fees");
    }

    function test_reverts_settle() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(1));
        expectWrongPhase();
        step(trainer, modelId, contents[0], 1);
        toSettling();
        uint256 next = nextOf(trainer, modelId, contents);
        vm.expectRevert(IMarket.NothingToSettle.selector);
        step(trainer, modelId, contents[next], 0);
        Content memory c = contents[1 - next];
        uint256 number = trainer.nextNumber(modelId);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotNext.selector, modelId, number, 1 - number));
        step(trainer, modelId, c, 1);
        c = contents[next];
        c.labels[0] = 0;
        vm.expectPartialRevert(IMarket.BundleMismatch.selector);
        step(trainer, modelId, c, 1);
        c = contents[next];
        c.contributor = carol;
        vm.expectPartialRevert(IMarket.BundleMismatch.selector);
        step(trainer, modelId, c, 1);
        c = contents[next];
        c.labels = new uint8[](2);
        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.LengthMismatch.selector, 2, 1));
        step(trainer, modelId, c, 1);
        c.id = 9;
        c.labels = new uint8[](1);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 9, IMarket.BundleStatus.None)
        );
        step(trainer, modelId, c, 1);
        settleRest();
        expectWrongPhase();
        step(trainer, modelId, contents[0], 1);
    }

    /// Too little gas scores nothing: it reverts, and whoever brings enough goes on.
    function test_gas_decides_nothing(uint256 gas) public {
        open();
        (uint8[] memory labels, bytes[] memory samples) = twoFrom(0, 1);
        bundle(alice, labels, samples);
        toSettling();
        bytes memory call = settleCall(trainer, modelId, contents[0], TESTS);
        (bool ok,) = address(trainer).call{gas: bound(gas, 30_000, 900_000)}(call);
        if (!ok) {
            assertEq(trainer.incentive(modelId).tested, 0, "nothing happened");
            (ok,) = address(trainer).call(call);
        }
        assertTrue(ok, "settled");
        assertEq(trainer.incentive(modelId).payLoss + trainer.incentive(modelId).keepLoss, 18 * ONE, "kept");
    }

    function test_reverts_trial_by_others() public {
        open();
        bundle(alice, 1, one(0));
        toSettling();
        Content memory c = contents[0];
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotTheTrainer.selector, alice));
        vm.prank(alice);
        trainer.trial(modelId, c.labels, c.samples, 0, 0, 0, TESTS, type(uint256).max);
        bytes[] memory calls = new bytes[](1);
        calls[0] =
            abi.encodeCall(trainer.trial, (modelId, c.labels, c.samples, 0, 0, 0, TESTS, type(uint256).max));
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotTheTrainer.selector, alice));
        vm.prank(alice);
        trainer.multicall(calls);
    }

    function test_reverts_claim() public {
        open();
        bundle(alice, 1, one(0));
        toSettling();
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 0, IMarket.BundleStatus.Revealed)
        );
        trainer.claim(modelId, 0);
        bytes32 commitment = commitmentOf(modelId, contents[0]);
        expectWrongPhase();
        trainer.claimBack(modelId, 0, alice, commitment);
        settleRest();
        claim(0);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 0, IMarket.BundleStatus.Closed)
        );
        trainer.claim(modelId, 0);
    }

    /// What a bundle teaches stands where it belongs in a model of a thousand words.
    function test_large_models() public {
        uint256[] memory words = filledWords(16_001, 16, 0);
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(16_000, 16, 10), abi.encode(marketOptions()), 0, METADATA, words
        );
        open();
        (uint8[] memory labels, bytes[] memory samples) = twoFrom(4800, 11_200);
        labels[1] = 0;
        bundle(alice, labels, samples);
        toSettled();
        assertTrue(scores[0].kept, "kept");
        int256 none = trainer.score(modelId, one(8000));
        assertEq(trainer.score(modelId, one(4800)) - none, 10, "what was taught");
        assertEq(trainer.score(modelId, one(704)), none, "256 words before");
        assertEq(trainer.score(modelId, one(11_200 - 4096)), none, "256 words before the other");
    }

    /// A second market goes on with the model, with another test set and bundles numbered on.
    function test_a_second_market() public {
        settleOne(true);
        claim(0);
        open();
        assertEq(trainer.incentive(modelId).firstBundle, 1, "numbered on");
        uint256 place = bundle(bob, 1, one(90));
        assertEq(contents[place].id, 1, "the second bundle of the model");
        toSettling();
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.firstPayLoss + v.firstKeepLoss, 18 * ONE, "the model as the first left it");
        settleRest();
        assertEq(claim(place), STAKE, "nothing gained");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    function settleOne(bool paying) private {
        open();
        settleTaught(paying);
    }

    /// Alice teaches two test samples of a half.
    function settleTaught(bool paying) private {
        (uint256 a, uint256 b) = foreseen(paying);
        (uint8[] memory labels, bytes[] memory samples) = twoFrom(a, b);
        bundle(alice, labels, samples);
        toSettled();
    }

    /// Which test samples will be of a half when the first bundle of the test is the only one.
    function foreseen(bool paying) private returns (uint256 a, uint256 b) {
        uint256 id = vm.snapshotState();
        bundle(alice, 1, one(0));
        toSettling();
        revealedInOrder();
        (a, b) = (testOf(paying, 0), testOf(paying, 1));
        vm.revertToState(id);
    }

    /// Alice teaches `count` test samples of a half, Bob says the contrary of the same and is scored after her.
    function settleTwo(bool paying, uint256 count) private returns (uint256 good, uint256 bad) {
        uint256 start = vm.snapshotState();
        for (uint256 seed;; ++seed) {
            saltSeed = seed;
            (good, bad) = settleTwoInAnyOrder(paying, count);
            revealedInOrder();
            if (order[0] == good) return (good, bad);
            vm.revertToState(start);
        }
    }

    function settleTwoInAnyOrder(bool paying, uint256 count) private returns (uint256 good, uint256 bad) {
        open();
        uint256 id = vm.snapshotState();
        bundle(alice, 1, one(0));
        bundle(bob, 0, one(0));
        toSettling();
        revealedInOrder();
        bytes[] memory samples = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            samples[i] = one(testOf(paying, i));
        }
        vm.revertToState(id);
        uint8[] memory ones = new uint8[](count);
        for (uint256 i; i < count; ++i) {
            ones[i] = 1;
        }
        good = bundle(alice, ones, samples);
        bad = bundle(bob, new uint8[](count), samples);
        toSettled();
    }

    function twoFrom(uint256 a, uint256 b)
        private
        pure
        returns (uint8[] memory labels, bytes[] memory samples)
    {
        labels = new uint8[](2);
        (labels[0], labels[1]) = (1, 1);
        samples = new bytes[](2);
        (samples[0], samples[1]) = (one(a), one(b));
    }

    function allLabels(uint8 label) private pure returns (uint8[] memory labels) {
        labels = new uint8[](4);
        for (uint256 i; i < 4; ++i) {
            labels[i] = label;
        }
    }

    function four(uint256 from) private pure returns (bytes[] memory samples) {
        samples = new bytes[](4);
        for (uint256 i; i < 4; ++i) {
            samples[i] = one(from + i);
        }
    }
}
