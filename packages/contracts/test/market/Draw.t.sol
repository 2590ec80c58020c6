// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Which pieces are shown, and who can have a say in it.
contract DrawTest is MarketTest {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    /// Answers every call with the number that it was asked for, plus 1.
    bytes private constant COUNTING = hex"5f356001015f5260205ff3";

    function setUp() public override {
        super.setUp();
        commit();
    }

    function test_draw(bytes32 lot) public {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        mine(3);
        vm.setBlockhash(v.drawBlock, lot);
        if (lot == 0) return;
        bytes32 list = keccak256(abi.encodePacked(hashes(modelId, testSet())));
        bytes32 seed = keccak256(abi.encode(lot, modelId, list));
        uint256 drawn = expected(seed);
        vm.expectEmit(address(trainer));
        emit IMarket.PiecesDrawn(modelId, seed, drawn);
        vm.prank(carol);
        trainer.draw(modelId);
        assertEq(trainer.incentive(modelId).drawn, drawn, "the pieces");
        inPhase(IMarket.Phase.Opening);
    }

    /// Each pair of pieces is drawn as often as others, nearly: 2,000 draws of ten pairs; six standard deviations of
    /// 200 are 80.
    function test_draw_isFair() public pure {
        uint256[32] memory times;
        for (uint256 i; i < 2000; ++i) {
            ++times[expected(keccak256(abi.encode("fair", i)))];
        }
        uint256 pairs;
        for (uint256 map; map < 32; ++map) {
            if (times[map] == 0) continue;
            ++pairs;
            assertTrue(times[map] > 120 && times[map] < 280, "about as often");
        }
        assertEq(pairs, 10, "all pairs");
    }

    /// The hash of a block that is not made cannot be known.
    function test_reverts_tooSoon() public {
        uint256 drawBlock = trainer.incentive(modelId).drawBlock;
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IMarket.DrawBlockUnavailable.selector, drawBlock, vm.getBlockNumber())
            );
            trainer.draw(modelId);
            mine(1);
        }
        trainer.draw(modelId);
    }

    /// Whenever it is drawn, it is the same: no waiting for a better hash.
    function test_draw_whenever(uint256 blocks) public {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        mine(3);
        vm.setBlockhash(v.drawBlock, bytes32(v.drawBlock + 1));
        uint256 id = vm.snapshotState();
        trainer.draw(modelId);
        uint256 drawn = trainer.incentive(modelId).drawn;
        vm.revertToState(id);

        vm.etch(HISTORY, COUNTING);
        mine(bound(blocks, 254, 8000));
        vm.setBlockhash(vm.getBlockNumber() - 1, bytes32(vm.getBlockNumber()));
        trainer.draw(modelId);
        assertEq(trainer.incentive(modelId).drawn, drawn, "as at once");
    }

    /// A history that counts other blocks than `blockhash` does, as on chains where blocks are numbered as their
    /// parent's, has no say: waiting for it does not give a second draw.
    function test_reverts_otherHistory(uint256 blocks, bytes32 last) public {
        uint256 drawBlock = trainer.incentive(modelId).drawBlock;
        vm.etch(HISTORY, COUNTING);
        mine(bound(blocks, 259, 8000));
        vm.assume(uint256(last) != vm.getBlockNumber());
        vm.setBlockhash(vm.getBlockNumber() - 1, last);
        expectUnavailable(drawBlock);
    }

    /// What reverts, or answers with anything but one word, has no say either.
    function test_reverts_strangeHistory(bool answers) public {
        uint256 drawBlock = trainer.incentive(modelId).drawBlock;
        // as COUNTING, but reverts with its answer, or has a second word behind it
        vm.etch(HISTORY, answers ? bytes(hex"5f356001015f5260405ff3") : bytes(hex"5f356001015f5260205ffd"));
        mine(300);
        vm.setBlockhash(vm.getBlockNumber() - 1, bytes32(vm.getBlockNumber()));
        expectUnavailable(drawBlock);
    }

    /// The chain has forgotten the block: the market can only be cancelled.
    function test_reverts_tooLate() public {
        uint256 drawBlock = trainer.incentive(modelId).drawBlock;
        // answers nothing, as for a block that it has not
        vm.etch(HISTORY, hex"5f5ffd");
        mine(10_000);
        expectUnavailable(drawBlock);
        // a chain without the history contract
        vm.etch(HISTORY, "");
        expectUnavailable(drawBlock);
        skip(REVEAL_TIME);
        vm.prank(owner);
        trainer.cancel(modelId);
        assertEq(withdraw(), BOUNTY, "the bounty");
    }

    function test_reverts_wrongPhase() public {
        mine(3);
        trainer.draw(modelId);
        expectWrongPhase();
        trainer.draw(modelId);
    }

    function expectUnavailable(uint256 drawBlock) private {
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.DrawBlockUnavailable.selector, drawBlock, vm.getBlockNumber())
        );
        trainer.draw(modelId);
    }

    /// Two of five pieces.
    function expected(bytes32 seed) private pure returns (uint256) {
        uint256 first = uint256(keccak256(abi.encode(seed, 0))) % 5;
        uint256 second = 1 + uint256(keccak256(abi.encode(seed, 1))) % 4;
        // the first one has changed places with piece 0
        if (second == first) second = 0;
        return (1 << first) | (1 << second);
    }
}
