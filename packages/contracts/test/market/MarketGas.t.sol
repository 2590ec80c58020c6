// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// Gas by name, of whole transactions, for sparse perceptrons of 1,000 features and 8 bits, with samples of 60 words and
/// a test set in pieces of 20 KB: snapshots/prediction-market.json.
contract MarketGasTest is MarketActions, SparseTest {
    string private constant GROUP = "prediction-market";
    uint256 private constant MODEL_FEATURES = 1000;
    uint256 private constant WORDS = 60;
    uint256 private constant PIECES = 5;
    /// 123 bytes each.
    uint256 private constant PER_PIECE = 166;

    IMarketTrainer private trainer;
    uint256 private modelId;
    Contribution[] private made;

    function setUp() public {
        vm.warp(1_700_000_000);
        vm.roll(1000);
        trainer = IMarketTrainer(deployTrainer("Market", "SparsePerceptron"));
    }

    function test_gas() public {
        Piece[] memory pieces = testSet();
        createAndCommit(pieces);
        mine(3);
        trainer.draw(modelId);
        snapshot("draw");
        revealDue(trainer, modelId, pieces, false);
        snapshot("reveal, a shown piece of 20 KB");
        contribute(0, 10_001);
        contribute(0, 10_002);
        snapshot("contribute");
        contribute(1, 10_003);
        skip(1 days);
        revealHidden(pieces);
        settle();
        claim();
    }

    function createAndCommit(Piece[] memory pieces) private {
        IMarket.MarketOptions memory o = IMarket.MarketOptions({
            stake: 1 ether,
            maxContributions: 1000,
            openTime: 1 days,
            revealTime: 1 days,
            drawnPieces: 1,
            loss: IMarket.Loss.Errors,
            fullImprovement: 1_000_000
        });
        vm.prank(owner);
        modelId = trainer.createModel(
            ONLY,
            abi.encode(MODEL_FEATURES, 8, 1),
            abi.encode(o),
            0,
            METADATA,
            filledWords(MODEL_FEATURES + 1, 8, 1)
        );
        snapshot("deploy");
        bytes32[] memory list = hashes(modelId, pieces);
        vm.prank(owner);
        trainer.commit{value: 1 ether}(modelId, list);
        snapshot("commit, 5 pieces");
    }

    function revealHidden(Piece[] memory pieces) private {
        revealDue(trainer, modelId, pieces, true);
        uint256 gas = vm.lastCallGas().gasTotalUsed;
        vm.snapshotValue(GROUP, "reveal, the last hidden piece of 20 KB", gas);
        assertTrue(gas < 2 ** 24, "fits one transaction");
    }

    /// One contribution that the model knows, and two that it does not, which differ in a few words.
    function settle() private {
        uint256 left = 3;
        uint256[2] memory steps = [uint256(100), 500];
        for (uint256 tried; left != 0; --left) {
            Contribution[] memory next = nextToScore(trainer, modelId, made);
            if (next[0].label == 1) {
                step(next[0], 1);
                snapshot("settle, a known contribution");
                continue;
            }
            step(next[0], steps[tried]);
            string memory name = string.concat("settle, ", vm.toString(steps[tried]), " test samples");
            snapshot(name);
            step(next[0], (PIECES - 1) * PER_PIECE - steps[tried]);
            ++tried;
        }
        assertTrue(trainer.incentive(modelId).phase == IMarket.Phase.Settled, "all is scored");
    }

    function step(Contribution memory c, uint256 samples) private {
        Contribution[] memory list = new Contribution[](1);
        list[0] = c;
        trainer.settle(modelId, list, proofsOf(address(trainer), modelId, list), samples);
    }

    function claim() private {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.penalties, 0, "one contribution does not turn the model");
        trainer.claim(modelId, 2, alice, 0, 0);
        snapshot("claim");
        trainer.withdraw(modelId);
        snapshot("withdraw");
    }

    function contribute(uint256 label, uint256 seed) private {
        bytes memory sample = words(seed);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, uint8(label), sample);
        made.push(newContribution(made.length, alice, uint8(label), 1 ether, sample));
    }

    function testSet() private pure returns (Piece[] memory pieces) {
        pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            bytes memory data = new bytes(PER_PIECE * (3 + 2 * WORDS));
            for (uint256 k; k < PER_PIECE; ++k) {
                bytes memory sample = testSample(1, words(1000 * i + k));
                for (uint256 b; b < sample.length; ++b) {
                    data[k * sample.length + b] = sample[b];
                }
            }
            pieces[i] = Piece(keccak256(abi.encode(i)), data);
        }
    }

    /// Sixty features below 946, the rarer the higher, as words are: gaps grow from 1 to 30.
    function words(uint256 seed) private pure returns (bytes memory sample) {
        sample = new bytes(2 * WORDS);
        uint256 index;
        for (uint256 i; i < WORDS; ++i) {
            index += 1 + uint256(keccak256(abi.encode(seed, i))) % (1 + i / 2);
            sample[2 * i] = bytes1(uint8(index >> 8));
            sample[2 * i + 1] = bytes1(uint8(index));
        }
    }

    function snapshot(string memory name) private {
        assertTrue(vm.snapshotGasLastCall(GROUP, name) < 2 ** 24, "fits one transaction");
    }
}
