// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {bondOptions} from "../utils/bondOptions.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {ClassifierGasTest} from "../classifiers/ClassifierGasTest.sol";

/// Gas by name, of whole transactions in steady state, beside that of the plain mechanism: contributing and claiming
/// takes at most 1.25 times as much. Training moves from the contribution to the claim, so a claim from which the model
/// learns is measured with its contribution.
abstract contract BondedGasTest is ClassifierGasTest {
    ITrainer private plain;

    function setUp() public override {
        super.setUp();
        plain = deploy(classifier());
    }

    function newTrainer() internal override returns (ITrainer) {
        return ITrainer(deployTrainer("Bonded", classifier()));
    }

    function classifier() internal pure virtual returns (string memory);

    /// @param flips Whether the model agrees with a sample that it disagreed with, once it has learned it.
    function measureBonded(bytes memory options, uint256[] memory words, bool flips) internal {
        measureOne("20 words", options, words, flips, SAMPLE_20);
        measureOne("60 words", options, words, flips, SAMPLE_60);
        measureOne("120 words", options, words, flips, SAMPLE_120);
    }

    function measureOne(
        string memory name,
        bytes memory options,
        uint256[] memory words,
        bool flips,
        bytes memory sample
    ) private {
        vm.startPrank(owner);
        uint256 modelId =
            trainer.createModel(ONLY, options, abi.encode(bondOptions(1, 1e12, 4, 3)), 0, METADATA, words);
        uint256 plainId = plain.createModel(
            ONLY, options, abi.encode(IDeposits.DepositOptions(0, 1 days, 1 days, 1)), 0, METADATA, words
        );
        vm.stopPrank();
        // so that nothing is 0 that was trained or counted
        for (uint256 label; label < 2; ++label) {
            (uint256 first, Contribution memory d) = bondedAdd(modelId, label, sample);
            skip(1);
            bondedRefund(modelId, d, new Challenge[](0));
            plainAdd(plainId, label, sample);
        }
        uint256 known = trainer.predict(modelId, sample);
        (uint256 index, Contribution memory c) = plainAdd(plainId, known, sample);
        plainRefund(plainId, c);

        measureRound(name, "agree", modelId, plainId, known, true, sample);
        measureRound(name, "disagree", modelId, plainId, 1 - known, flips, sample);
        measureChallenge(name, modelId, sample);
    }

    /// @param agrees Whether the plain mechanism refunds the contribution.
    function measureRound(
        string memory name,
        string memory what,
        uint256 modelId,
        uint256 plainId,
        uint256 label,
        bool agrees,
        bytes memory sample
    ) private {
        (uint256 index, Contribution memory c) = bondedAdd(modelId, label, sample);
        uint256 ours = record(name, string.concat("add-", what));
        (uint256 plainIndex, Contribution memory p) = plainAdd(plainId, label, sample);
        uint256 theirs = vm.lastCallGas().gasTotalUsed;
        atMost125Percent(ours, theirs);

        skip(1);
        bondedRefund(modelId, c, new Challenge[](0));
        ours += record(name, string.concat("refund-", what));
        if (!agrees) return;
        plainRefund(plainId, p);
        theirs += vm.lastCallGas().gasTotalUsed;
        atMost125Percent(ours, theirs);
        string memory sum = string.concat(name, ": add and refund-", what, ", % of the plain one");
        vm.snapshotValue(group(), sum, 100 * ours / theirs);
    }

    function measureChallenge(string memory name, uint256 modelId, bytes memory sample) private {
        uint256 known = trainer.predict(modelId, sample);
        (uint256 index, Contribution memory c) = bondedAdd(modelId, known, sample);
        Challenge[] memory challenges = new Challenge[](1);
        challenges[0] = Challenge(bob, uint8(1 - known), uint32(time()));
        bondedChallenge(bob, modelId, c, new Challenge[](0), 1 - known);
        record(name, "challenge");
        bondedChallenge(alice, modelId, c, challenges, known);
        record(name, "challenge, answered");

        Challenge[] memory both = new Challenge[](2);
        (both[0], both[1]) = (challenges[0], Challenge(alice, uint8(known), uint32(time())));
        skip(1);
        bondedRefund(modelId, c, both);
        record(name, "refund-agree, two challenges");
    }

    function bondedAdd(uint256 modelId, uint256 label, bytes memory sample)
        private
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = bonded().priceOf(modelId, uint8(label), sample);
        vm.prank(alice);
        index = trainer.contribute{value: deposit}(modelId, uint8(label), sample);
        c = made(index, label, deposit, sample);
    }

    function bondedChallenge(
        address who,
        uint256 modelId,
        Contribution memory c,
        Challenge[] memory challenges,
        uint256 label
    ) private {
        uint256 bond = c.deposit * 2 ** (challenges.length + 1);
        bytes memory proof = proofOf(address(trainer), modelId, c, challenges);
        vm.prank(who);
        bonded().challenge{value: bond}(modelId, c, challenges, uint8(label), proof);
    }

    function bondedRefund(uint256 modelId, Contribution memory c, Challenge[] memory challenges) private {
        vm.prank(alice);
        bonded().refund(modelId, c, challenges, proofOf(address(bonded()), modelId, c, challenges));
    }

    function plainAdd(uint256 modelId, uint256 label, bytes memory sample)
        private
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = plain.price(modelId);
        vm.prank(alice);
        index = plain.contribute{value: deposit}(modelId, uint8(label), sample);
        c = made(index, label, deposit, sample);
    }

    function plainRefund(uint256 modelId, Contribution memory c) private {
        vm.prank(alice);
        plain.refund(modelId, c, proofOf(address(plain), modelId, c));
    }

    function bonded() private view returns (IBonded) {
        return IBonded(address(trainer));
    }

    function made(uint256 index, uint256 label, uint256 deposit, bytes memory sample)
        private
        view
        returns (Contribution memory)
    {
        return Contribution(
            alice,
            uint32(index),
            uint8(label),
            false,
            uint32(time()),
            uint96(deposit),
            uint96(deposit),
            new address[](0),
            sample
        );
    }

    function atMost125Percent(uint256 ours, uint256 theirs) private pure {
        if (100 * ours > 125 * theirs) revert NotEqualUint("gas, at most 1.25 times", ours, theirs);
    }

    function record(string memory name, string memory action) private returns (uint256) {
        return vm.snapshotGasLastCall(group(), string.concat(name, ": ", action));
    }
}

contract SparsePerceptronBondedGasTest is BondedGasTest {
    function classifier() internal pure override returns (string memory) {
        return "SparsePerceptron";
    }

    function group() internal pure override returns (string memory) {
        return "bonded-sparse-perceptron-16-bits";
    }

    /// All weights 5; a disagreeing sample moves them by 10, and the model agrees with it.
    function test_gas() public {
        uint256[] memory weights = new uint256[](1008);
        for (uint256 i; i < weights.length; ++i) {
            weights[i] = 5;
        }
        measureBonded(abi.encode(1007, 16, 10), Parameters.stream(weights, 2), true);
    }
}

contract NaiveBayesBondedGasTest is BondedGasTest {
    function classifier() internal pure override returns (string memory) {
        return "NaiveBayes";
    }

    function group() internal pure override returns (string memory) {
        return "bonded-naive-bayes";
    }

    /// 8-bit counts of 2 classes and 1,000 features, which stand for 1,000 and 10 samples.
    function test_gas() public {
        uint256[] memory head = new uint256[](3);
        (head[0], head[1], head[2]) = (256, 1000, 10);
        uint256[] memory counts = new uint256[](2000);
        for (uint256 i; i < 2000; ++i) {
            counts[i] = (i % 2 == 0 ? 1 : 10) * (1 + random(4, i / 2) % 30);
        }
        uint256[] memory words = Parameters.join(Parameters.stream(head, 4), Parameters.stream(counts, 2));
        measureBonded(abi.encode(CountedClasses.CountOptions(1000, 2, 2, false, 4, 2, 0)), words, false);
    }
}
