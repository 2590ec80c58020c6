// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// Gas by name, of whole transactions, for sparse perceptrons of 1,000 features and 8 bits, with samples of 20 words,
/// bundles of 20 samples and a test set of 160: snapshots/prediction-market.json.
contract MarketGasTest is MarketActions, SparseTest {
    string private constant GROUP = "prediction-market";
    uint256 private constant MODEL_FEATURES = 1000;
    uint256 private constant WORDS = 20;
    uint256 private constant TESTS = 160;
    uint256 private constant SAMPLES = 20;

    IMarketTrainer private trainer;
    uint256 private modelId;
    Content[] private contents;

    function setUp() public {
        vm.warp(1_700_000_000);
        trainer = IMarketTrainer(deployTrainer("Market", "SparsePerceptron"));
    }

    function test_gas() public {
        deploy();
        openMarket();
        commitBundles();
        skip(1 days);
        for (uint256 i; i < contents.length; ++i) {
            reveal(trainer, modelId, contents[i]);
            if (i == 1) snapshot("reveal, 20 samples");
        }
        skip(1 days);
        trainer.publish(modelId, SALT, testPages()[0]);
        snapshot("publish, 160 test samples");
        settle();
        trainer.claim(modelId, 0);
        snapshot("claim");
    }

    function test_gas_of_the_end() public {
        deploy();
        openMarket();
        uint256 id = vm.snapshotState();
        vm.prank(owner);
        trainer.cancel(modelId);
        snapshot("cancel");
        vm.revertToState(id);

        commitBundles();
        skip(1 days);
        reveal(trainer, modelId, contents[0]);
        skip(2 days);
        trainer.close(modelId);
        snapshot("close");
        bytes32 commitment = commitmentOf(modelId, contents[0]);
        trainer.claimBack(modelId, 0, contents[0].contributor, commitment);
        snapshot("claim back");
    }

    function deploy() private {
        vm.prank(owner);
        modelId = trainer.createModel(
            0,
            abi.encode(MODEL_FEATURES, 8, 1),
            abi.encode(marketOptions()),
            0,
            METADATA,
            filledWords(MODEL_FEATURES + 1, 8, 1)
        );
        snapshot("deploy");
    }

    function openMarket() private {
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.prank(owner);
        trainer.open{value: 10 ether}(modelId, list);
        snapshot("open, 1 page");
    }

    function commitBundles() private {
        for (uint256 i; i < 3; ++i) {
            Content memory c = Content(0, alice, new uint8[](SAMPLES), new bytes[](SAMPLES), bytes32(i));
            for (uint256 k; k < SAMPLES; ++k) {
                (c.labels[k], c.samples[k]) = (uint8(k % 2), words(10_000 + 100 * i + k));
            }
            sort(c);
            commit(trainer, modelId, c);
            contents.push(c);
        }
        snapshot("commit");
    }

    /// One bundle in a transaction, one in two, and the last one.
    function settle() private {
        step(trainer, modelId, contents[nextOf(trainer, modelId, contents)], TESTS);
        uint256 gas = snapshot("settle, 20 samples, 160 test samples");
        assertTrue(gas / SAMPLES < 120_000, "a sample");
        uint256 next = nextOf(trainer, modelId, contents);
        step(trainer, modelId, contents[next], TESTS / 2);
        snapshot("settle, 20 samples, 80 test samples, in part");
        step(trainer, modelId, contents[next], TESTS / 2);
        step(trainer, modelId, contents[nextOf(trainer, modelId, contents)], TESTS);
        assertTrue(trainer.incentive(modelId).phase == IMarket.Phase.Settled, "all is scored");
    }

    function marketOptions() private pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: 0.1 ether,
            fee: 0.001 ether,
            value: 2.5 ether,
            tolerance: 1_000_000,
            commitTime: 1 days,
            revealTime: 1 days,
            testTime: 1 days,
            testSamples: uint16(TESTS),
            minSamples: uint8(SAMPLES),
            maxSamples: 40,
            loss: IMarket.Loss.Quadratic
        });
    }

    function testPages() private pure returns (bytes[] memory pages) {
        pages = new bytes[](1);
        pages[0] = new bytes(TESTS * (3 + 2 * WORDS));
        for (uint256 k; k < TESTS; ++k) {
            bytes memory sample = testSample(k % 2, words(k));
            for (uint256 b; b < sample.length; ++b) {
                pages[0][k * sample.length + b] = sample[b];
            }
        }
    }

    /// Twenty features below 1,000, the rarer the higher, as words are: gaps grow from 1 to 99.
    function words(uint256 seed) private pure returns (bytes memory sample) {
        sample = new bytes(2 * WORDS);
        uint256 index;
        for (uint256 i; i < WORDS; ++i) {
            index += 1 + uint256(keccak256(abi.encode(seed, i))) % (5 * i + 1);
            sample[2 * i] = bytes1(uint8(index >> 8));
            sample[2 * i + 1] = bytes1(uint8(index));
        }
    }

    function snapshot(string memory name) private returns (uint256 gas) {
        gas = vm.snapshotGasLastCall(GROUP, name);
        assertTrue(gas < 2 ** 24, "fits one transaction");
    }
}
