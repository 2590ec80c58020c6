// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

/// Both reveals: of the drawn pieces, which opens the market, and of the hidden ones, which opens settlement.
contract RevealTest is MarketTest {
    function test_reveal_drawn() public {
        draw();
        uint256 first = piece(true, 0);
        Piece memory p = testSet()[first];
        vm.expectEmit(address(trainer));
        emit IMarket.PieceRevealed(modelId, first, p.salt, p.data);
        reveal(first, p);
        assertEq(trainer.incentive(modelId).shownSamples, PER_PIECE, "test samples shown");
        inPhase(IMarket.Phase.Opening);

        vm.expectEmit(address(trainer));
        emit IMarket.MarketOpened(modelId, time() + OPEN_TIME);
        reveal(piece(true, 1), testSet()[piece(true, 1)]);
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.closesAt, time() + OPEN_TIME, "when it closes");
        assertEq(v.revealDeadline, time() + OPEN_TIME + REVEAL_TIME, "when the rest is due");
        assertEq(v.firstLoss, 0, "what is shown does not count");
        inPhase(IMarket.Phase.Open);
    }

    /// In any order: the same loss, and the same order of scoring.
    function test_reveal_hidden(uint256 seed) public {
        open();
        for (uint256 i; i < 7; ++i) {
            contribute(alice, 1, one(i));
        }
        skip(OPEN_TIME);
        uint256 id = vm.snapshotState();
        revealRest();
        IMarket.MarketView memory v = trainer.incentive(modelId);
        bytes32 order = orderHash();
        vm.revertToState(id);

        uint256 first = seed % 3;
        uint256 second = (first + 1 + seed / 3 % 2) % 3;
        reveal(piece(false, first), testSet()[piece(false, first)]);
        assertEq(trainer.incentive(modelId).firstLoss, PER_PIECE * ONE, "the loss so far");
        reveal(piece(false, second), testSet()[piece(false, second)]);
        uint256 last = 3 - first - second;
        inPhase(IMarket.Phase.Revealing);
        reveal(piece(false, last), testSet()[piece(false, last)]);
        inPhase(IMarket.Phase.Settling);
        assertEq(trainer.incentive(modelId).firstLoss, HIDDEN * ONE, "the loss");
        assertEq(keccak256(abi.encode(trainer.incentive(modelId))), keccak256(abi.encode(v)), "the same");
        assertEq(orderHash(), order, "the same order");
    }

    function test_reverts_notSponsor() public {
        draw();
        uint256 i = piece(true, 0);
        Piece memory p = testSet()[i];
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotSponsor.selector, alice, owner));
        vm.prank(alice);
        trainer.reveal(modelId, i, p.salt, p.data);
    }

    function test_reverts_notDue() public {
        draw();
        refusedAsNotDue(piece(false, 0));
        refusedAsNotDue(PIECES);
        refusedAsNotDue(type(uint256).max);
        revealDue(trainer, modelId, testSet(), false);
        contribute(alice, 1, one(1));
        skip(OPEN_TIME);
        refusedAsNotDue(piece(true, 0));
        refusedAsNotDue(PIECES);
        refusedAsNotDue(256);
    }

    function test_reverts_twice() public {
        draw();
        uint256 i = piece(true, 0);
        reveal(i, testSet()[i]);
        vm.expectRevert(abi.encodeWithSelector(IMarket.AlreadyRevealed.selector, i));
        reveal(i, testSet()[i]);
    }

    /// Another salt, other data, or another piece's: not what was committed.
    function test_reverts_mismatch(uint256 kind) public {
        draw();
        uint256 i = piece(true, 0);
        Piece memory p = testSet()[i];
        bytes32 expected = hashes(modelId, testSet())[i];
        if (kind % 3 == 0) p.salt = bytes32(uint256(p.salt) ^ 1);
        if (kind % 3 == 1) p.data[p.data.length - 1] ^= bytes1(uint8(1));
        if (kind % 3 == 2) p = testSet()[piece(true, 1)];
        bytes32 given = keccak256(abi.encode(modelId, i, p.salt, keccak256(p.data)));
        vm.expectRevert(abi.encodeWithSelector(IMarket.PieceMismatch.selector, i, expected, given));
        reveal(i, p);
    }

    function test_reverts_wrongPhase() public {
        Piece memory p = testSet()[0];
        expectWrongPhase();
        reveal(0, p);
        commit();
        expectWrongPhase();
        reveal(0, p);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        contribute(alice, 1, one(1));
        uint256 i = piece(false, 0);
        p = testSet()[i];
        expectWrongPhase();
        reveal(i, p);
        skip(OPEN_TIME + REVEAL_TIME);
        inPhase(IMarket.Phase.Defaulted);
        expectWrongPhase();
        reveal(i, p);
    }

    /// The last second of the deadline is in time.
    function test_reveal_lastSecond() public {
        open();
        contribute(alice, 1, one(1));
        vm.warp(trainer.incentive(modelId).revealDeadline - 1);
        revealRest();
    }

    /// Whatever the sponsor committed to: it must be a list of test samples that the model takes.
    function test_reverts_malformed() public {
        refusedPiece("", abi.encodeWithSelector(IMarket.PieceMalformed.selector, 0, 0));
        bytes memory good = testSample(1, one(1));
        bytes memory cut = hex"01000200";
        refusedPiece(
            abi.encodePacked(good, cut), abi.encodeWithSelector(IMarket.PieceMalformed.selector, 0, 5)
        );
        refusedPiece(
            abi.encodePacked(good, hex"01"), abi.encodeWithSelector(IMarket.PieceMalformed.selector, 0, 5)
        );
        refusedPiece(
            testSample(2, one(1)), abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2)
        );
        refusedPiece(
            testSample(1, one(FEATURES)),
            abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, FEATURES, FEATURES)
        );
        // samples without features, 3 bytes each, in more than code can hold
        refusedPiece(new bytes(24_576), abi.encodeWithSelector(IMarket.PieceMalformed.selector, 0, 0));
    }

    /// A hidden test sample that may cost so much that trying contributions on it could become impossible: 10,000 gas,
    /// 2,300 a word and 250 a feature are counted. What decides is the sample alone: not the gas that is given, nor what
    /// the transaction has read before.
    function test_reverts_tooCostly() public {
        uint256 i = costly(780);
        Piece memory p = costlyPiece(780);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(trainer.predict, (modelId, spread(31, 780, 32)));
        calls[1] = abi.encodeCall(trainer.reveal, (modelId, i, p.salt, p.data));
        bytes memory refusal = abi.encodeWithSelector(
            IMarket.TestSampleTooCostly.selector, i, 0, 10_000 + 781 * 2300 + 780 * 250, 2_000_000
        );
        for (uint256 gas = 2_000_000; gas < 100_000_000; gas *= 2) {
            vm.prank(owner);
            (bool ok, bytes memory reason) = address(trainer).call{gas: gas}(calls[1]);
            assertTrue(!ok, "refused");
            assertEq(reason, refusal, "with cold storage");
            vm.prank(owner);
            (ok, reason) = address(trainer).call{gas: 2 * gas}(abi.encodeCall(trainer.multicall, (calls)));
            assertTrue(!ok, "refused");
            assertEq(reason, refusal, "with warm storage");
        }
    }

    /// One feature less, and it is taken.
    function test_dearest_hidden_sample() public {
        uint256 i = costly(779);
        reveal(i, costlyPiece(779));
        inPhase(IMarket.Phase.Settling);
    }

    function costlyPiece(uint256 length) private pure returns (Piece memory) {
        return Piece(0, testSample(1, spread(31, length, 32)));
    }

    /// A market whose one hidden piece has one test sample of so many features.
    /// @return The number of that piece.
    function costly(uint256 length) private returns (uint256) {
        uint256 features = 65_536;
        vm.startPrank(owner);
        uint256[] memory words = filledWords(features + 1, 16, 1);
        IMarket.MarketOptions memory o = marketOptions();
        o.drawnPieces = 1;
        modelId = trainer.createModel(0, abi.encode(features, 16, 1), abi.encode(o), 0, METADATA, words);
        Piece[] memory pieces = new Piece[](2);
        pieces[0] = costlyPiece(length);
        pieces[1] = costlyPiece(length);
        trainer.commit{value: BOUNTY}(modelId, hashes(modelId, pieces));
        vm.stopPrank();
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, pieces, false);
        contribute(alice, 1, one(1));
        skip(OPEN_TIME);
        return piece(false, 0);
    }

    /// A market whose pieces all are `data`; the first one drawn is refused.
    function refusedPiece(bytes memory data, bytes memory reason) private {
        modelId = createModel(marketOptions());
        Piece[] memory pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            pieces[i] = Piece(bytes32(i), data);
        }
        bytes32[] memory list = hashes(modelId, pieces);
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
        mine(3);
        // a hash that draws piece 0 first
        uint256 drawBlock = trainer.incentive(modelId).drawBlock;
        bytes32 listHash = keccak256(abi.encodePacked(list));
        for (uint256 lot = 1;; ++lot) {
            bytes32 seed = keccak256(abi.encode(lot, modelId, listHash));
            if (uint256(keccak256(abi.encode(seed, 0))) % PIECES != 0) continue;
            vm.setBlockhash(drawBlock, bytes32(lot));
            break;
        }
        trainer.draw(modelId);
        vm.expectRevert(reason);
        reveal(0, pieces[0]);
    }

    function refusedAsNotDue(uint256 i) private {
        Piece memory p = testSet()[0];
        vm.expectRevert(abi.encodeWithSelector(IMarket.PieceNotDue.selector, i));
        reveal(i, p);
    }

    function reveal(uint256 i, Piece memory p) private {
        vm.prank(owner);
        trainer.reveal(modelId, i, p.salt, p.data);
    }

    /// The number of the `n`th piece that is drawn, or that is not.
    function piece(bool drawn, uint256 n) private view returns (uint256 i) {
        uint256 map = trainer.incentive(modelId).drawn;
        for (;; ++i) {
            if ((((map >> i) & 1) != 0) != drawn) continue;
            if (n == 0) return i;
            --n;
        }
    }

    function orderHash() private view returns (bytes32 hash) {
        for (uint256 i; i < made.length; ++i) {
            hash = keccak256(abi.encode(hash, trainer.scoredAt(modelId, i)));
        }
    }
}
