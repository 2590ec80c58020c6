// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Contributions, and how they are scored.
contract SettleTest is MarketTest {
    function test_contribute_trainsNothing() public {
        open();
        uint256 f = hiddenFeature(0);
        contribute(alice, 1, one(f));
        assertEq(trainer.predict(modelId, one(f)), 0, "the model has not learned");
        assertEq(address(trainer).balance, BOUNTY + STAKE, "the stake");
    }

    function test_reverts_contribute_wrongPhase() public {
        refusedContribution();
        draw();
        refusedContribution();
        revealDue(trainer, modelId, testSet(), false);
        skip(OPEN_TIME - 1);
        contribute(alice, 1, one(1));
        skip(1);
        refusedContribution();
    }

    function test_reverts_labelOutOfRange() public {
        open();
        vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2));
        vm.prank(alice);
        trainer.contribute{value: STAKE}(modelId, 2, one(1));
    }

    /// With the last contribution that is allowed the market closes, in a batch too.
    function test_maxContributions(bool batch) public {
        open();
        uint8[] memory labels = new uint8[](batch ? 10 : 1);
        bytes[] memory samples = new bytes[](labels.length);
        for (uint256 i; i < 20; i += labels.length) {
            for (uint256 k; k < labels.length; ++k) {
                (labels[k], samples[k]) = (1, one(i + k));
            }
            vm.prank(alice);
            trainer.contributeBatch{value: 10 ether}(modelId, labels, samples);
        }
        assertEq(trainer.incentive(modelId).closesAt, time(), "closed now");
        inPhase(IMarket.Phase.Revealing);
        refusedContribution();
        assertEq(address(trainer).balance, BOUNTY + 20 * STAKE, "twenty stakes");
    }

    function test_reverts_batchBeyondMax() public {
        open();
        uint8[] memory labels = new uint8[](21);
        bytes[] memory samples = new bytes[](21);
        for (uint256 i; i < 21; ++i) {
            samples[i] = one(i);
        }
        vm.expectRevert(abi.encodeWithSelector(IMarket.WrongPhase.selector, modelId, IMarket.Phase.Revealing));
        vm.prank(alice);
        trainer.contributeBatch{value: 21 ether}(modelId, labels, samples);
    }

    /// Whatever the steps, the scores are the same.
    function test_settle_inSteps(uint256 samples, uint256 atOnce) public {
        open();
        for (uint256 i; i < 9; ++i) {
            contribute(i % 2 == 0 ? alice : bob, i % 4 == 3 ? 0 : 1, one(hiddenFeature(i % 5)));
        }
        revealRest();
        readLogs(); // what goes back goes back to here
        uint256 id = vm.snapshotState();
        bytes32 whole = keccak256(abi.encode(settleAll(trainer, modelId, made, 1000)));
        bytes32 view_ = keccak256(abi.encode(trainer.incentive(modelId)));
        vm.revertToState(id);

        atOnce = bound(atOnce, 1, 9);
        Score[] memory list = new Score[](made.length);
        while (trainer.incentive(modelId).phase == IMarket.Phase.Settling) {
            Contribution[] memory next = nextToScore(trainer, modelId, made);
            if (next.length > atOnce) {
                // as many as the caller brings
                assembly ("memory-safe") {
                    mstore(next, atOnce)
                }
            }
            readLogs();
            trainer.settle(modelId, next, proofsOf(address(trainer), modelId, next), bound(samples, 1, 30));
            readScores(readLogs(), list);
        }
        assertEq(keccak256(abi.encode(list)), whole, "the same scores");
        assertEq(keccak256(abi.encode(trainer.incentive(modelId))), view_, "the same state");
    }

    /// The events of a settlement of one contribution in two steps.
    function test_settle_events() public {
        open();
        contribute(alice, 1, one(hiddenFeature(0)));
        revealRest();
        vm.expectEmit(address(trainer));
        emit IMarket.SettlementAdvanced(modelId, 0, 4, 3 * ONE);
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 4);
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.tried, 4, "tried on four");
        assertEq(v.scored, 0, "not scored");
        vm.expectEmit(address(trainer));
        emit IMarket.Scored(modelId, 0, true, 8 * ONE, ONE, 0);
        vm.expectEmit(address(trainer));
        emit IMarket.MarketSettled(modelId, 8 * ONE, ONE, 0);
        vm.prank(carol);
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 5);
        assertEq(trainer.predict(modelId, one(hiddenFeature(0))), 1, "the model has learned");
        trainer.claim(modelId, 0, alice, ONE, 0); // as it was scored
    }

    /// What the model knows is kept, earns nothing and costs no prediction.
    function test_settle_known() public {
        open();
        contribute(alice, 0, one(90));
        contribute(alice, 0, one(91));
        revealRest();
        Contribution[] memory next = nextToScore(trainer, modelId, made);
        trainer.settle(modelId, next, proofsOf(address(trainer), modelId, next), 1);
        inPhase(IMarket.Phase.Settled);
        trainer.claim(modelId, 0, alice, 0, 0); // as it was scored
    }

    /// A tie is kept: the loss did not grow.
    function test_settle_tie() public {
        open();
        contribute(alice, 1, one(90));
        settle();
        assertTrue(scores[0].kept, "kept");
        assertEq(scores[0].gain, 0, "no gain");
        assertEq(trainer.predict(modelId, one(90)), 1, "learned");
    }

    /// Bad data: the model stays as it was.
    function test_settle_notKept() public {
        open();
        // 8 against 2 of the shown pieces, and more of the hidden ones: class 1 for all
        contribute(alice, 1, spread(0, 15, 1));
        contribute(bob, 0, spread(0, 15, 1));
        settle();
        uint256 first = trainer.scoredAt(modelId, 0);
        // class 0 was known before the good one, and is refused after it
        assertTrue(scores[0].kept, "the good one");
        assertEq(scores[0].gain, HIDDEN * ONE, "all that there was to gain");
        assertTrue(scores[1].kept == (first == 1), "the bad one");
        assertEq(trainer.predict(modelId, spread(0, 15, 1)), 1, "the model keeps what is good");
        assertEq(scores[1].penalty, first == 1 ? 0 : STAKE, "at most the stake");
    }

    function test_reverts_wrongContribution() public {
        open();
        contribute(alice, 1, one(1));
        contribute(bob, 1, one(2));
        revealRest();
        uint256 first = trainer.scoredAt(modelId, 0);
        Contribution memory other = made[1 - first];
        vm.expectPartialRevert(IMarket.NotNext.selector);
        trainer.settle(modelId, only(other), proofsOf(address(trainer), modelId, only(other)), 10);
        trainer.settle(modelId, only(made[first]), proofsOf(address(trainer), modelId, only(made[first])), 10);
        vm.expectPartialRevert(IMarket.NotNext.selector);
        trainer.settle(modelId, only(made[first]), proofsOf(address(trainer), modelId, only(made[first])), 10);
    }

    /// More than there is does no harm.
    function test_settle_surplus() public {
        open();
        contribute(alice, 1, one(1));
        revealRest();
        Contribution[] memory list = new Contribution[](2);
        (list[0], list[1]) = (made[0], made[0]);
        trainer.settle(modelId, list, proofsOf(address(trainer), modelId, list), 1000);
        inPhase(IMarket.Phase.Settled);
        expectWrongPhase();
        trainer.settle(modelId, list, proofsOf(address(trainer), modelId, list), 1000);
    }

    function test_reverts_nothingToSettle() public {
        open();
        contribute(alice, 1, one(1));
        expectWrongPhase();
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 10);
        revealRest();
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToSettle.selector, 0, 0, 10));
        trainer.settle(modelId, none(), proofsOf(address(trainer), modelId, none()), 10);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToSettle.selector, 1, 1, 0));
        trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 0);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToSettle.selector, 1, 0, 10));
        trainer.settle(modelId, made, new bytes[](0), 10);
    }

    /// Each contribution is scored once, in an order that the draw and the hidden salts give.
    function test_order(uint256 count, bytes32 lot) public {
        vm.assume(lot != 0);
        commit();
        mine(3);
        vm.setBlockhash(trainer.incentive(modelId).drawBlock, lot);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        count = bound(count, 1, 20);
        for (uint256 i; i < count; ++i) {
            contribute(alice, 1, one(i));
        }
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongPhase.selector, modelId, trainer.incentive(modelId).phase)
        );
        trainer.scoredAt(modelId, 0);
        revealRest();
        uint256 seen;
        for (uint256 i; i < count; ++i) {
            seen |= 1 << trainer.scoredAt(modelId, i);
        }
        assertEq(seen, (1 << count) - 1, "each once");
    }

    /// Gas that does not suffice for a trial changes nothing.
    function test_reverts_gasTooLow() public {
        open();
        contribute(alice, 1, one(1));
        revealRest();
        bytes memory data =
            abi.encodeCall(trainer.settle, (modelId, made, proofsOf(address(trainer), modelId, made), 1000));
        bytes32 before = keccak256(abi.encode(trainer.incentive(modelId)));
        bool ok;
        uint256 gas = 25_000;
        for (; !ok; gas += 5000) {
            assertEq(keccak256(abi.encode(trainer.incentive(modelId))), before, "nothing has changed");
            (ok,) = address(trainer).call{gas: gas}(data);
        }
        assertTrue(gas > 60_000, "it failed with less");
        inPhase(IMarket.Phase.Settled);
        assertEq(trainer.incentive(modelId).firstLoss, HIDDEN * ONE, "and was right with enough");
    }

    /// A trial is for the trainer itself: nobody else can have the model learn.
    function test_reverts_trial(address caller, uint256 limit) public {
        vm.assume(caller != address(trainer));
        open();
        contribute(alice, 1, one(1));
        revealRest();
        uint256 f = hiddenFeature(0);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(trainer.trial, (modelId, 1, one(f), f / PER_PIECE, 0, 1, limit));
        bytes memory refusal = abi.encodeWithSelector(IMarket.NotTheTrainer.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(refusal);
        trainer.trial(modelId, 1, one(f), f / PER_PIECE, 0, 1, limit);
        vm.expectRevert(refusal);
        trainer.multicall(calls);
        vm.stopPrank();
        assertEq(trainer.predict(modelId, one(f)), 0, "nothing was learned");
    }

    /// What is tried in several steps is learned at the end of the last one, once, if it is kept.
    function test_learns_at_the_end() public {
        open();
        bytes memory sample = spread(0, 15, 1);
        contribute(alice, 1, sample);
        revealRest();
        for (uint256 i; i < HIDDEN; ++i) {
            assertEq(trainer.predict(modelId, sample), 0, "not yet");
            trainer.settle(modelId, made, proofsOf(address(trainer), modelId, made), 1);
        }
        inPhase(IMarket.Phase.Settled);
        assertEq(trainer.predict(modelId, sample), 1, "learned");
        assertEq(trainer.score(modelId, one(0)), 4, "once");
    }

    /// A loss as high as before is kept; one that is higher by a single test sample is not.
    function test_border_of_what_is_kept() public {
        open();
        contribute(alice, 1, one(90));
        contribute(bob, 1, one(hiddenFeature(0)));
        contribute(carol, 0, one(hiddenFeature(0)));
        settle();
        assertTrue(scores[0].kept && scores[0].gain == 0, "of no use, of no harm");
        assertTrue(scores[1].kept, "better");
        uint256 first;
        while (trainer.scoredAt(modelId, first) == 0) ++first;
        bool worse = trainer.scoredAt(modelId, first) == 1;
        if (worse) assertTrue(!scores[2].kept && scores[2].penalty != 0, "worse by one");
        assertEq(trainer.predict(modelId, one(hiddenFeature(0))), 1, "it stays learned");
        assertEq(trainer.predict(modelId, one(90)), 1, "so does the other");
    }

    function test_lossOf() public view {
        bytes memory data = testSet()[0].data;
        (uint256 sum, uint256 count, uint256 end) = trainer.lossOf(modelId, data, 2);
        assertEq(sum, 2 * ONE, "two of two are wrong");
        assertEq(count, 2, "two");
        assertEq(end, 10, "five bytes each");
        (, count,) = trainer.lossOf(modelId, data, 100);
        assertEq(count, PER_PIECE, "all");
    }

    function refusedContribution() private {
        expectWrongPhase();
        vm.prank(alice);
        trainer.contribute{value: STAKE}(modelId, 1, one(1));
    }
}
