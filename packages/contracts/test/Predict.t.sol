// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {SparseSample} from "../src/libraries/SparseSample.sol";
import {ReferencePerceptron} from "./utils/ReferencePerceptron.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract PredictTest is TrainerTest {
    function test_reverts_unknownModel(uint256 modelId) public {
        bytes memory expected = abi.encodeWithSelector(IModels.UnknownModel.selector, modelId);
        vm.expectRevert(expected);
        trainer.predict(modelId, one(1));
        vm.expectRevert(expected);
        trainer.predictBatch(modelId, new bytes[](1));
        vm.expectRevert(expected);
        trainer.score(modelId, one(1));
    }

    function test_reverts_modelIncomplete() public {
        (uint256 modelId, uint256 required) = createIncompleteModel();
        bytes memory expected =
            abi.encodeWithSelector(IModels.ModelIncomplete.selector, modelId, required - 1, required);
        vm.expectRevert(expected);
        trainer.predict(modelId, one(1));
        vm.expectRevert(expected);
        trainer.predictBatch(modelId, new bytes[](1));
        vm.expectRevert(expected);
        trainer.score(modelId, one(1));
    }

    function test_reverts_badSamples() public {
        uint256 modelId = createModel();
        expectRejected(modelId, hex"00", abi.encodeWithSelector(SparseSample.SampleMisaligned.selector, 1));
        expectRejected(
            modelId, hex"00020002", abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 1, 2, 2)
        );
        expectRejected(
            modelId,
            hex"00020064",
            abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, 100, FEATURES)
        );
        expectRejected(
            modelId,
            spread(0, 10_000, 1),
            abi.encodeWithSelector(SparseSample.SampleTooLong.selector, 10_000, 2048)
        );
    }

    /// A sample without features is judged by the intercept.
    function test_predict_emptySample() public {
        uint256 ones = createModel(perceptronOptions(), depositOptions(), 1);
        uint256 zeros = createModel();
        assertEq(trainer.predict(ones, ""), 1, "intercept 1");
        assertEq(trainer.predict(zeros, ""), 0, "intercept 0");
        assertEq(trainer.score(ones, ""), 1, "the score is the intercept");
    }

    /// Predictions, scores and training equal those of the plain perceptron, at any width, weights and samples.
    function test_predict_equalsTheReference(uint256 seed, uint8 bits, uint16 features, uint16 rate) public {
        SparsePerceptron.PerceptronOptions memory o;
        o.weightBits = uint8(bound(bits, 8, 16));
        o.featureCount = uint24(bound(features, 1, 400));
        o.learningRate = uint16(bound(rate, 1, 2 ** (o.weightBits - 1) - 1));
        ReferencePerceptron expected = new ReferencePerceptron(o.featureCount, o.weightBits, o.learningRate);
        for (uint256 i; i <= o.featureCount; ++i) {
            // from the least weight, -2^(bits-1), to the greatest
            uint256 random = uint256(keccak256(abi.encode(seed, i))) % 2 ** o.weightBits;
            expected.set(i, int256(random) - int256(2 ** (o.weightBits - 1)));
        }
        uint256 modelId = trainer.createModel(
            0, abi.encode(o), abi.encode(noDeposit()), 0, METADATA, expected.words(o.weightBits)
        );
        for (uint256 i; i < 6; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            bytes memory sample = randomSample(seed, o.featureCount);
            assertEq(trainer.score(modelId, sample), expected.score(indices(sample)), "the score");
            assertEq(trainer.predict(modelId, sample), expected.predict(indices(sample)), "the class");
            contribute(alice, modelId, uint8(seed % 2), sample);
            expected.update(indices(sample), seed % 2);
            uint256[] memory words = expected.words(o.weightBits);
            assertEq(
                abi.encode(trainer.parameters(modelId, 0, words.length)), abi.encode(words), "the weights"
            );
        }
    }

    function test_predictBatch(uint256 seed, uint8 count) public {
        uint256 modelId = createModel();
        contribute(alice, modelId, 1, spread(0, 50, 2));
        contribute(alice, modelId, 0, spread(0, 30, 3));
        bytes[] memory samples = new bytes[](count % 20);
        for (uint256 i; i < samples.length; ++i) {
            samples[i] = randomSample(uint256(keccak256(abi.encode(seed, i))), FEATURES);
        }
        uint256[] memory classes = trainer.predictBatch(modelId, samples);
        assertEq(classes.length, samples.length, "one class a sample");
        for (uint256 i; i < samples.length; ++i) {
            assertEq(classes[i], trainer.predict(modelId, samples[i]), "the class");
        }
    }

    function indices(bytes memory sample) private pure returns (uint16[] memory features) {
        features = new uint16[](sample.length / 2);
        for (uint256 i; i < features.length; ++i) {
            features[i] = uint16(uint8(sample[2 * i])) << 8 | uint8(sample[2 * i + 1]);
        }
    }

    function expectRejected(uint256 modelId, bytes memory sample, bytes memory expected) private {
        vm.expectRevert(expected);
        trainer.predict(modelId, sample);
        vm.expectRevert(expected);
        trainer.score(modelId, sample);
        bytes[] memory samples = new bytes[](2);
        samples[1] = sample;
        vm.expectRevert(expected);
        trainer.predictBatch(modelId, samples);
    }
}
