// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Options, the commitment, and giving up before the market opens.
contract CommitTest is MarketTest {
    function test_options() public view {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(keccak256(abi.encode(v.options)), keccak256(abi.encode(marketOptions())), "as chosen");
        assertEq(v.sponsor, address(0), "no sponsor yet");
        assertEq(trainer.price(modelId), STAKE, "the price is the stake");
        inPhase(IMarket.Phase.Created);
    }

    function test_reverts_options() public {
        IMarket.MarketOptions memory o = marketOptions();
        o.stake = 0;
        refused(o, "stake", 0, type(uint64).max);
        o = marketOptions();
        o.maxContributions = 0;
        refused(o, "maxContributions", 0, type(uint16).max);
        o = marketOptions();
        o.openTime = 0;
        refused(o, "openTime", 0, type(uint24).max);
        o = marketOptions();
        o.revealTime = 0;
        refused(o, "revealTime", 0, type(uint24).max);
        o = marketOptions();
        o.drawnPieces = 0;
        refused(o, "drawnPieces", 0, 63);
        o.drawnPieces = 64;
        refused(o, "drawnPieces", 64, 63);
        o = marketOptions();
        o.fullImprovement = 0;
        refused(o, "fullImprovement", 0, 1_000_000);
        o.fullImprovement = 1_000_001;
        refused(o, "fullImprovement", 1_000_001, 1_000_000);
    }

    /// A perceptron gives no probabilities.
    function test_reverts_lossNotOffered() public {
        IMarket.MarketOptions memory o = marketOptions();
        o.loss = IMarket.Loss.Quadratic;
        vm.expectRevert(abi.encodeWithSelector(IMarket.LossNotOffered.selector, IMarket.Loss.Quadratic));
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, new uint256[](0));
    }

    function test_commit() public {
        bytes32[] memory list = hashes(modelId, testSet());
        vm.expectEmit(address(trainer));
        emit IMarket.MarketCommitted(modelId, owner, BOUNTY, list, vm.getBlockNumber() + 2);
        commit();
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.sponsor, owner, "the sponsor");
        assertEq(v.bounty, BOUNTY, "the bounty");
        assertEq(v.pieces, PIECES, "the pieces");
        assertEq(v.drawBlock, vm.getBlockNumber() + 2, "the draw's block");
        assertEq(address(trainer).balance, BOUNTY, "the money");
        inPhase(IMarket.Phase.Drawing);
    }

    /// The hash that is committed is what clients compute.
    function test_pieceHash(uint256 id, uint256 piece, bytes32 salt, bytes memory data) public view {
        bytes32 expected = keccak256(abi.encode(id, piece, salt, keccak256(data)));
        assertEq(trainer.pieceHash(id, piece, salt, data), expected, "the hash");
    }

    function test_reverts_notOwner() public {
        bytes32[] memory list = hashes(modelId, testSet());
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, alice, owner));
        vm.prank(alice);
        trainer.commit{value: BOUNTY}(modelId, list);
    }

    function test_reverts_modelIncomplete() public {
        vm.startPrank(owner);
        uint256 id = trainer.createModel(
            0, abi.encode(perceptronOptions()), abi.encode(marketOptions()), 0, METADATA, new uint256[](0)
        );
        bytes32[] memory list = hashes(id, testSet());
        vm.expectRevert(abi.encodeWithSelector(IModels.ModelIncomplete.selector, id, 0, 4));
        trainer.commit{value: BOUNTY}(id, list);
    }

    /// One commitment a model: no second draw.
    function test_reverts_twice() public {
        commit();
        bytes32[] memory list = hashes(modelId, testSet());
        expectWrongPhase();
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
    }

    function test_reverts_pieceCount(uint256 count) public {
        count = count % 2 == 0 ? count % (DRAWN + 1) : 65 + count % 10;
        vm.expectRevert(abi.encodeWithSelector(IMarket.PieceCountOutOfRange.selector, count, DRAWN + 1, 64));
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, distinct(count));
    }

    function test_most_pieces() public {
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, distinct(64));
        assertTrue(vm.lastCallGas().gasTotalUsed < 2 ** 24, "fits one transaction");
        mine(3);
        trainer.draw(modelId);
        assertEq(bits(trainer.incentive(modelId).drawn), DRAWN, "pieces drawn");
    }

    function test_reverts_bounty() public {
        bytes32[] memory list = hashes(modelId, testSet());
        uint256 most = type(uint96).max;
        vm.expectRevert(abi.encodeWithSelector(IMarket.BountyOutOfRange.selector, 0, 1, most));
        vm.prank(owner);
        trainer.commit(modelId, list);
        vm.deal(owner, most + 1);
        vm.expectRevert(abi.encodeWithSelector(IMarket.BountyOutOfRange.selector, most + 1, 1, most));
        vm.prank(owner);
        trainer.commit{value: most + 1}(modelId, list);
    }

    function test_reverts_duplicateHash(uint256 a, uint256 b) public {
        bytes32[] memory list = distinct(10);
        a = a % 10;
        b = (a + 1 + b % 9) % 10;
        list[a] = list[b];
        vm.expectRevert(abi.encodeWithSelector(IMarket.DuplicateHash.selector, list[a]));
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
    }

    /// Before the market opens, after the time to reveal: the sponsor has its bounty back, and the model is usable.
    function test_cancel(bool drawn) public {
        if (drawn) draw();
        else commit();
        uint256 cancellable = START + REVEAL_TIME;
        vm.warp(cancellable - 1);
        vm.expectRevert(abi.encodeWithSignature("TooEarly(uint256,uint256)", cancellable, cancellable - 1));
        vm.prank(owner);
        trainer.cancel(modelId);

        vm.warp(cancellable);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotSponsor.selector, alice, owner));
        vm.prank(alice);
        trainer.cancel(modelId);
        vm.expectEmit(address(trainer));
        emit IMarket.MarketCancelled(modelId);
        vm.prank(owner);
        trainer.cancel(modelId);
        inPhase(IMarket.Phase.Cancelled);

        vm.expectEmit(address(trainer));
        emit IMarket.Withdrawn(modelId, owner, BOUNTY);
        assertEq(withdraw(), BOUNTY, "the bounty");
        vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToWithdraw.selector, modelId));
        trainer.withdraw(modelId);
        assertEq(trainer.predict(modelId, one(1)), 0, "the model still answers");
    }

    function test_reverts_cancel_wrongPhase() public {
        expectWrongPhase();
        trainer.cancel(modelId);
        open();
        skip(REVEAL_TIME);
        expectWrongPhase();
        vm.prank(owner);
        trainer.cancel(modelId);
    }

    /// Who buys the model later is not the sponsor.
    function test_sponsor_stays() public {
        open();
        vm.prank(owner);
        trainer.transferOwnership(modelId, alice);
        skip(OPEN_TIME);
        assertEq(withdraw(), BOUNTY, "to the sponsor");
        assertEq(trainer.incentive(modelId).sponsor, owner, "who committed");
    }

    function refused(IMarket.MarketOptions memory o, bytes32 name, uint256 value, uint256 max) private {
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.MarketOptionOutOfRange.selector, name, value, uint256(1), max)
        );
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, new uint256[](0));
    }

    function distinct(uint256 count) private pure returns (bytes32[] memory list) {
        list = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = keccak256(abi.encode(i));
        }
    }

    function bits(uint256 map) private pure returns (uint256 count) {
        for (; map != 0; map &= map - 1) {
            ++count;
        }
    }
}
