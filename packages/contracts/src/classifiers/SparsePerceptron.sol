// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LabelsOnly} from "./LabelsOnly.sol";
import {PackedWeights} from "../libraries/PackedWeights.sol";
import {SparseSample} from "../libraries/SparseSample.sol";

/// Rosenblatt's perceptron over sets of features: class 1 when intercept + Σ weights > 0, else class 0. A sample
/// that it gets wrong moves the intercept and the weights of its features by the learning rate.
/// @dev Weights are signed integers of `weightBits`, as many in a word as fit; the intercept stands at position
/// 0, feature i at position i + 1. They saturate, and never wrap.
abstract contract SparsePerceptron is LabelsOnly {
    /// What the owner chooses.
    struct PerceptronOptions {
        /// Features of the model, 1 to 65,536; feature indices in samples are below this.
        uint24 featureCount;
        /// Bits of a weight, 8 to 16: fewer bits, less gas.
        uint8 weightBits;
        /// How far an update moves a weight, in integer weight units, at least 1.
        uint16 learningRate;
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error WeightBitsOutOfRange(uint256 weightBits, uint256 min, uint256 max);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);

    uint256 private constant CLASSES = 2;
    uint256 private constant MAX_FEATURES = 65_536;
    uint256 private constant MIN_WEIGHT_BITS = 8;
    uint256 private constant MAX_WEIGHT_BITS = 16;
    /// The words that 65,536 features and an intercept of 16 bits take.
    uint256 private constant MAX_WORDS = 4097;

    mapping(uint256 modelId => uint256[MAX_WORDS]) private _weights;

    /// @return words The packed words of weights from `offset` on; those that are not uploaded yet are 0.
    function parameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        _checkWords(modelId, offset, count);
        words = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            words[i] = _weights[modelId][offset + i];
        }
    }

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (PerceptronOptions memory) {
        _registered(modelId);
        (uint256 featureCount, uint256 bits, uint256 learningRate) = _unpack(_heads[modelId].classifier());
        return PerceptronOptions(uint24(featureCount), uint8(bits), uint16(learningRate));
    }

    /// @return The signed score in weight units; the model says class 1 when it is above 0.
    function score(uint256 modelId, bytes calldata sample) external view returns (int256) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _score(modelId, classifier, sample);
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        PerceptronOptions memory o = abi.decode(options, (PerceptronOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        if (o.weightBits < MIN_WEIGHT_BITS || o.weightBits > MAX_WEIGHT_BITS) {
            revert WeightBitsOutOfRange(o.weightBits, MIN_WEIGHT_BITS, MAX_WEIGHT_BITS);
        }
        uint256 maxRate = PackedWeights.maxWeight(o.weightBits);
        if (o.learningRate == 0 || o.learningRate > maxRate) {
            revert LearningRateOutOfRange(o.learningRate, maxRate);
        }
        classifier = _pack(o);
        requiredWords = PackedWeights.wordsFor(uint256(o.featureCount) + 1, o.weightBits);
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        (uint256 featureCount, uint256 bits,) = _unpack(classifier);
        PackedWeights.store(_base(modelId), offset, words, featureCount + 1, bits);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        (uint256 featureCount,,) = _unpack(classifier);
        SparseSample.check(sample, featureCount);
    }

    function _predictionGas(uint40 classifier, uint256 length) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 bits,) = _unpack(classifier);
        return PackedWeights.sumGas(length, featureCount + 1, bits);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _score(modelId, classifier, sample) > 0 ? 1 : 0;
    }

    function _classCount(uint256, uint40) internal pure override returns (uint256) {
        return CLASSES;
    }

    function _learns(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (bool)
    {
        return _predict(modelId, classifier, sample) != label;
    }

    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        if (label >= CLASSES) revert LabelOutOfRange(label, CLASSES);
        if (_predict(modelId, classifier, sample) == label) return;
        (, uint256 bits, uint256 learningRate) = _unpack(classifier);
        PackedWeights.add(
            _base(modelId), sample, bits, label == 1 ? int256(learningRate) : -int256(learningRate)
        );
    }

    function _score(uint256 modelId, uint40 classifier, bytes calldata sample) private view returns (int256) {
        (, uint256 bits,) = _unpack(classifier);
        return PackedWeights.sum(_base(modelId), sample, bits);
    }

    /// @dev In the head: | feature count less one 16 | weight bits 8 | learning rate 16 |
    function _pack(PerceptronOptions memory o) private pure returns (uint40) {
        return (uint40(o.featureCount - 1) << 24) | (uint40(o.weightBits) << 16) | o.learningRate;
    }

    function _unpack(uint40 classifier)
        private
        pure
        returns (uint256 featureCount, uint256 weightBits, uint256 learningRate)
    {
        return (uint256(classifier >> 24) + 1, uint8(classifier >> 16), uint16(classifier));
    }

    function _base(uint256 modelId) private view returns (uint256 slot) {
        uint256[MAX_WORDS] storage weights = _weights[modelId];
        // The slot of the model's first word of weights.
        assembly ("memory-safe") {
            slot := weights.slot
        }
    }
}
