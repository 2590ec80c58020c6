// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Trainer} from "../utils/Trainer.sol";
import {BurningModule} from "../utils/BurningModule.sol";
import {HungryWallet} from "../utils/Wallets.sol";

/// What is accepted is learned, and its money comes back, within the gas of a transaction (EIP-7825).
contract BondedLargestSampleTest is BondedTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_LEARNING_GAS = 13_500_000;
    /// More than what any classifier can learn from.
    uint256 private constant LONGEST = 4096;
    string private constant GROUP = "bonded-largest-sample";

    /// The longest sample that is accepted, of a model where learning costs most: all weights are 0, and each feature has
    /// a word of its own.
    function test_refund_largestSample() public {
        uint256 modelId = largestModel();
        uint256 length = longest(modelId);
        bytes memory sample = spread(31, length, 32);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, sample);
        vm.snapshotGasLastCall(GROUP, "add-disagree");
        skip(CHALLENGE_TIME);
        settle(modelId, c, none());
        uint256 used = vm.snapshotGasLastCall(GROUP, "refund-disagree");
        assertTrue(used < MOST_GAS, "fits one transaction");
        assertTrue(used > MOST_LEARNING_GAS * 9 / 10, "and the bound is not lower than need be");
        assertEq(trainer.score(modelId, sample), int256(length + 1), "the model has learned");
    }

    function test_reverts_sampleTooDear() public {
        uint256 modelId = largestModel();
        bytes memory sample = spread(31, longest(modelId) + 1, 32);
        vm.expectPartialRevert(IClassifier.SampleTooDear.selector);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, 1, sample);
    }

    function test_refund_largestSample_newAccounts() public {
        uint256 modelId = largestModel();
        refundToMany(modelId, spread(31, longest(modelId), 32), false, "largest sample");
    }

    function test_refund_largestSample_hungryReceivers() public {
        uint256 modelId = largestModel();
        refundToMany(modelId, spread(31, longest(modelId), 32), true, "largest sample");
    }

    function test_refund_anyClassifier_newAccounts() public {
        refundToMany(dearestModel(), dearestSample(), false, "most learning");
    }

    function test_refund_anyClassifier_hungryReceivers() public {
        refundToMany(dearestModel(), dearestSample(), true, "most learning");
    }

    /// Of a classifier that takes all that it may.
    function dearestModel() private returns (uint256) {
        address[] memory modules = new address[](1);
        modules[0] = address(new BurningModule());
        address deployed = deployTrainer("Bonded", modules);
        (trainer, bonded) = (Trainer(deployed), IBonded(deployed));
        return trainer.createModel(
            0, abi.encode(13_500, 0), abi.encode(bondedOptions()), 0, METADATA, new uint256[](1)
        );
    }

    function dearestSample() private pure returns (bytes memory sample) {
        sample = new bytes(LONGEST);
        for (uint256 i; i < LONGEST; ++i) {
            sample[i] = 0xff;
        }
    }

    /// Refunds after the most challenges, of receivers that are as new as can be, or that burn what gas they get.
    function refundToMany(uint256 modelId, bytes memory sample, bool hungry, string memory what) private {
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, sample);
        Challenge[] memory challenges;
        while (challenges.length < MAX_CHALLENGES) {
            uint256 i = challenges.length;
            address receiver = hungry ? address(new HungryWallet()) : named(vm.toString(i));
            vm.deal(receiver, stakeOf(c, i + 1));
            challenges = challenge(receiver, modelId, c, challenges, uint8((i + 1) % 2));
            if (!hungry) vm.resetNonce(receiver);
        }
        skip(CHALLENGE_TIME);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.prank(named("anybody"));
        bonded.refund{gas: MOST_GAS - 300_000}(modelId, c, challenges, proof);
        string memory receivers = hungry ? "hungry ones" : "new accounts";
        uint256 used =
            vm.snapshotGasLastCall(GROUP, string.concat(what, ": refund after all challenges, ", receivers));
        assertTrue(used + uint64(vm.lastCallGas().gasRefunded) < MOST_GAS, "fits one transaction");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// The most features that the model accepts, each in a word of its own.
    function longest(uint256 modelId) private returns (uint256 low) {
        low = 1;
        for (uint256 high = 2048; low < high;) {
            uint256 middle = (low + high + 1) / 2;
            bytes memory call = abi.encodeCall(trainer.contribute, (modelId, 1, spread(31, middle, 32)));
            uint256 before = vm.snapshotState();
            vm.prank(alice);
            (bool ok,) = address(trainer).call{value: 1 ether}(call);
            vm.revertToState(before);
            if (ok) low = middle;
            else high = middle - 1;
        }
    }

    /// The largest model, all weights 0.
    function largestModel() private returns (uint256 modelId) {
        uint256[] memory chunk = new uint256[](241);
        vm.startPrank(owner);
        modelId = trainer.createModel(
            0,
            abi.encode(SparsePerceptron.PerceptronOptions(65_536, 16, 1)),
            abi.encode(bondedOptions()),
            0,
            METADATA,
            new uint256[](0)
        );
        for (uint256 offset; offset < 4097; offset += chunk.length) {
            trainer.uploadParameters(modelId, offset, chunk);
        }
        vm.stopPrank();
        assertTrue(trainer.model(modelId).ready, "17 chunks");
    }
}
