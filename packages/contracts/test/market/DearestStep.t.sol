// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {BurningModule} from "../utils/BurningModule.sol";

/// No bundle can block the settlement: whatever was revealed can be tried on a test sample, and kept, in a transaction
/// (EIP-7825).
contract DearestStepTest is MarketTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;
    /// More than what any classifier can learn from.
    uint256 private constant LONGEST = 4096;

    /// Learning from the bundle takes all that is allowed, and predicting a test sample, too.
    function test_anyClassifier() public {
        createBurning(3276);
        open();
        uint8[] memory labels = new uint8[](4);
        bytes[] memory samples = new bytes[](4);
        for (uint256 i; i < 4; ++i) {
            (labels[i], samples[i]) = (1, heavy(i));
        }
        bundle(alice, labels, samples);
        toSettling();
        stepByStep();
        assertEq(claim(0), STAKE, "the stake");
    }

    function test_reverts_tooDear() public {
        createBurning(6652);
        Content memory c = Content(0, alice, new uint8[](2), new bytes[](2), 0);
        (c.samples[0], c.samples[1]) = (heavy(0), heavy(1));
        sort(c);
        vm.expectRevert(abi.encodeWithSelector(IClassifier.BundleTooDear.selector, 13_500_608, 13_500_000));
        trainer.commitmentOf(modelId, c.labels, c.samples, c.contributor, c.salt);

        open();
        commit(trainer, modelId, c);
        toRevealing();
        vm.expectRevert(abi.encodeWithSelector(IClassifier.BundleTooDear.selector, 13_500_608, 13_500_000));
        reveal(trainer, modelId, c);
    }

    /// Bundles of four of the longest samples that a model takes of 4,097 words of storage that are all 0, so that
    /// training writes a new word for each feature.
    function test_sparsePerceptron() public {
        uint256[] memory words = filledWords(MOST_FEATURES + 1, 16, 0);
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(MOST_FEATURES, 16, 10), abi.encode(marketOptions()), 0, METADATA, words
        );
        uint256 low = 1;
        for (uint256 high = 1024; low < high;) {
            uint256 middle = (low + high + 1) / 2;
            Content memory c = spreadOut(middle);
            bytes memory call =
                abi.encodeCall(IMarket.commitmentOf, (modelId, c.labels, c.samples, c.contributor, c.salt));
            (bool ok,) = address(trainer).staticcall(call);
            if (ok) low = middle;
            else high = middle - 1;
        }
        assertTrue(4 * low > 500, "the bound is not lower than need be");
        open();
        Content memory longest = spreadOut(low);
        bundle(alice, longest.labels, longest.samples);
        toSettling();
        stepByStep();
        claim(0);
    }

    /// As many of the longest lists of numbers as are admitted: there it is calldata that counts.
    function test_densePerceptron() public {
        trainer = IMarketTrainer(deployTrainer("Market", "DensePerceptron"));
        IMarket.MarketOptions memory o = marketOptions();
        (o.maxSamples, o.testSamples) = (64, 2);
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(uint24(1024), uint32(30_000)), abi.encode(o), 0, METADATA, new uint256[](65)
        );
        Content memory c;
        for (uint256 count = 64; count != 0; --count) {
            c = numbers(count);
            bytes memory call =
                abi.encodeCall(IMarket.commitmentOf, (modelId, c.labels, c.samples, c.contributor, c.salt));
            (bool ok,) = address(trainer).staticcall(call);
            if (ok) break;
        }
        assertTrue(c.samples.length > 10, "the bound is not lower than need be");
        bytes[] memory pages = new bytes[](1);
        pages[0] = abi.encodePacked(testSample(1, c.samples[0]), testSample(0, c.samples[1]));
        bytes32[] memory list = hashes(modelId, SALT, pages);
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
        bundle(alice, c.labels, c.samples);
        toTesting();
        publish(trainer, modelId, SALT, pages);
        stepByStep();
    }

    /// Samples of 1,024 numbers.
    function numbers(uint256 count) private view returns (Content memory c) {
        c = Content(0, alice, new uint8[](count), new bytes[](count), 0);
        for (uint256 i; i < count; ++i) {
            bytes memory sample = new bytes(2048);
            for (uint256 k; k < 2048; ++k) {
                sample[k] = bytes1(uint8(k % 2 == 0 ? 2 : 1 + (k + 7 * i) % 250));
            }
            (c.labels[i], c.samples[i]) = (uint8(i % 2), sample);
        }
        sort(c);
    }

    /// Four samples that share no word of storage, of `length` features each.
    function spreadOut(uint256 length) private view returns (Content memory c) {
        c = Content(0, alice, new uint8[](4), new bytes[](4), 0);
        for (uint256 i; i < 4; ++i) {
            (c.labels[i], c.samples[i]) = (1, spread(16 * i * length + 15, length, 16));
        }
        sort(c);
    }

    /// A sample that is predicted for little, and learned from for all that was said.
    function heavy(uint256 seed) private pure returns (bytes memory sample) {
        sample = new bytes(LONGEST);
        for (uint256 i; i < LONGEST; ++i) {
            sample[i] = 0xff;
        }
        sample[0] = bytes1(uint8(seed));
    }

    /// A market of a classifier that takes all the gas that it says it takes.
    function createBurning(uint16 learning) private {
        address[] memory modules = new address[](1);
        modules[0] = address(new BurningModule());
        trainer = IMarketTrainer(deployTrainer("Market", modules));
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(learning, 0), abi.encode(marketOptions()), 0, METADATA, new uint256[](1)
        );
    }

    function stepByStep() private {
        bytes memory data = settleCall(trainer, modelId, contents[0], 1);
        while (trainer.incentive(modelId).phase == IMarket.Phase.Settling) {
            (bool ok,) = address(trainer).call{gas: MOST_GAS - 300_000}(data);
            assertTrue(ok, "a step fits one transaction");
            uint256 gas = vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded);
            assertTrue(gas < MOST_GAS, "with all that a transaction takes");
        }
        inPhase(IMarket.Phase.Settled);
    }
}
