// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTrainer} from "./PointsTest.sol";
import {ClassifierGasTest} from "../classifiers/ClassifierGasTest.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Parameters} from "../utils/Parameters.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Gas by name, of whole transactions in steady state: everybody has points of the day already.
abstract contract PointsGasTest is ClassifierGasTest {
    uint256 private modelId;

    /// Measures with a model that says class 0 to all samples here, also after a few contributions of class 1.
    function measurePoints(
        string memory name,
        bytes memory options,
        uint256[] memory words,
        bytes memory sample
    ) internal {
        bytes memory incentive = abi.encode(IPoints.PointsOptions(0, 0, 10, 5, 10_000));
        vm.prank(owner);
        modelId = trainer.createModel(ONLY, options, incentive, 0, METADATA, words);
        // Alice and Bob have taught it something: single features that it gets wrong until it learns them.
        learn(alice, hex"0005");
        learn(alice, hex"0006");
        learn(bob, hex"0007");
        learn(bob, hex"0008");
        contribute(bob, modelId, 0, sample);
        contribute(bob, modelId, 1, sample);

        (uint256 index, Contribution memory c) = add(alice, 1, sample);
        snap(name, "add-disagree");
        points().reportContribution(modelId, c, proofOf(address(points()), modelId, c));
        snap(name, "report");
        vm.stopPrank();
        points().confirm(modelId, c, proofOf(address(points()), modelId, c));
        snap(name, "confirm");

        (index, c) = add(alice, 0, sample);
        snap(name, "add-agree");
        points().verify(modelId, c, proofOf(address(points()), modelId, c));
        snap(name, "verify, known");
        vm.stopPrank();
        uint256 last = learn(alice, hex"0009");
        vm.snapshotValue(group(), string.concat(name, ": verify, one word"), last);
    }

    /// `who` teaches the model that `sample` is of the class that it does not say; returns the gas of verifying.
    function learn(address who, bytes memory sample) private returns (uint256) {
        uint256 label = 1 - trainer.predict(modelId, sample);
        (uint256 index, Contribution memory c) = add(who, label, sample);
        vm.stopPrank();
        while (trainer.predict(modelId, sample) != label) {
            trainer.contribute(modelId, uint8(label), sample);
        }
        points().verify(modelId, c, proofOf(address(points()), modelId, c));
        return vm.lastCallGas().gasTotalUsed;
    }

    /// `who` contributes; Bob acts from then on.
    function add(address who, uint256 label, bytes memory sample)
        private
        returns (uint256 index, Contribution memory c)
    {
        (index, c) = contribute(who, modelId, label, sample);
        vm.startPrank(bob);
    }

    function snap(string memory name, string memory action) private {
        vm.snapshotGasLastCall(group(), string.concat(name, ": ", action));
    }

    function points() private view returns (PointsTrainer) {
        return PointsTrainer(address(trainer));
    }
}

contract SparsePerceptronPointsGasTest is PointsGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return ITrainer(deployTrainer("Points", "SparsePerceptron"));
    }

    function group() internal pure override returns (string memory) {
        return "points-sparse-perceptron";
    }

    function test_gas() public {
        bytes memory options = abi.encode(SparsePerceptron.PerceptronOptions(1000, 8, 1));
        uint256[] memory words = new uint256[](32);
        for (uint256 i; i < 31; ++i) {
            words[i] = type(uint256).max / 255 * 0xfb;
        }
        words[31] = type(uint256).max / 255 * 0xfb >> 184;
        measurePoints("20 words", options, words, SAMPLE_20);
        measurePoints("60 words", options, words, SAMPLE_60);
        measurePoints("120 words", options, words, SAMPLE_120);
    }
}

contract NaiveBayesPointsGasTest is PointsGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return ITrainer(deployTrainer("Points", "NaiveBayes"));
    }

    function group() internal pure override returns (string memory) {
        return "points-naive-bayes";
    }

    function test_gas() public {
        uint256[] memory head = new uint256[](3);
        (head[0], head[1], head[2]) = (256, 100, 90);
        uint256[] memory counts = new uint256[](2000);
        for (uint256 i; i < 2000; ++i) {
            counts[i] = i % 2 == 0 ? 6 : 3;
        }
        // a feature of no sample here, which makes all others rarer in class 1
        counts[1999] = 5000;
        uint256[] memory words = Parameters.join(Parameters.stream(head, 4), Parameters.stream(counts, 2));
        bytes memory options = abi.encode(CountedClasses.CountOptions(1000, 2, 2, false, 4, 2, 0));
        measurePoints("20 words", options, words, SAMPLE_20);
        measurePoints("60 words", options, words, SAMPLE_60);
        measurePoints("120 words", options, words, SAMPLE_120);
    }
}
