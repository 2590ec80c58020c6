// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {LogTest} from "../utils/LogTest.sol";
import {Vm} from "../utils/Test.sol";

/// What a sponsor, contributors and anybody do with a market, in one line each.
abstract contract MarketActions is LogTest {
    struct Piece {
        bytes32 salt;
        bytes data;
    }

    /// What the event `Scored` says of a contribution.
    struct Score {
        bool done;
        bool kept;
        uint256 loss;
        uint256 gain;
        uint256 penalty;
    }

    /// A test sample as pieces have it.
    function testSample(uint256 label, bytes memory sample) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(label), uint16(sample.length), sample);
    }

    function hashes(uint256 modelId, Piece[] memory pieces) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](pieces.length);
        for (uint256 i; i < pieces.length; ++i) {
            list[i] = keccak256(abi.encode(modelId, i, pieces[i].salt, keccak256(pieces[i].data)));
        }
    }

    /// Blocks go by, twelve seconds each.
    function mine(uint256 blocks) internal {
        vm.roll(vm.getBlockNumber() + blocks);
        skip(12 * blocks);
    }

    /// The sponsor reveals all pieces that are due: of those drawn, or the others.
    function revealDue(IMarketTrainer on, uint256 modelId, Piece[] memory pieces, bool hidden) internal {
        IMarket.MarketView memory v = on.incentive(modelId);
        for (uint256 i; i < pieces.length; ++i) {
            if (((v.drawn >> i) & 1 == 0) != hidden || (v.revealed >> i) & 1 != 0) continue;
            vm.prank(v.sponsor);
            on.reveal(modelId, i, pieces[i].salt, pieces[i].data);
        }
    }

    /// Anybody scores all contributions, in steps of `samples` predictions.
    /// @param made The contributions by their numbers.
    /// @return scores What was scored, by the contributions' numbers.
    function settleAll(IMarketTrainer on, uint256 modelId, Contribution[] memory made, uint256 samples)
        internal
        returns (Score[] memory scores)
    {
        scores = new Score[](made.length);
        while (on.incentive(modelId).phase == IMarket.Phase.Settling) {
            Contribution[] memory next = nextToScore(on, modelId, made);
            readLogs();
            on.settle(modelId, next, proofsOf(address(on), modelId, next), samples);
            readScores(readLogs(), scores);
        }
    }

    /// The contributions that are not scored yet, in the order of scoring.
    function nextToScore(IMarketTrainer on, uint256 modelId, Contribution[] memory made)
        internal
        view
        returns (Contribution[] memory next)
    {
        uint256 scored = on.incentive(modelId).scored;
        next = new Contribution[](made.length - scored);
        for (uint256 i; i < next.length; ++i) {
            next[i] = made[on.scoredAt(modelId, scored + i)];
        }
    }

    function readScores(Vm.Log[] memory logs, Score[] memory scores) internal pure {
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IMarket.Scored.selector) continue;
            (bool kept, uint256 loss, uint256 gain, uint256 penalty) =
                abi.decode(logs[i].data, (bool, uint256, uint256, uint256));
            uint256 index = uint256(logs[i].topics[2]);
            assertTrue(!scores[index].done, "scored once");
            scores[index] = Score(true, kept, loss, gain, penalty);
        }
    }
}
