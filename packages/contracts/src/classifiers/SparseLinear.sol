// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";
import {HeldWords} from "../libraries/HeldWords.sol";
import {PackedWeights} from "../libraries/PackedWeights.sol";
import {SparseSample} from "../libraries/SparseSample.sol";
import {StoredWords} from "../libraries/StoredWords.sol";

/// Classifiers of two classes whose score is linear in a set of features: intercept + Σ weights. Class 1 when it is
/// above 0, else class 0. Training moves the intercept and the weights of the sample's features by one step, which the
/// score and the label give.
/// @dev Weights are signed integers of `weightBits`, as many in a word as fit; the intercept stands at position
/// 0, feature i at position i + 1. They saturate, and never wrap.
abstract contract SparseLinear is Classifier {
    using HeldWords for HeldWords.Held;

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error WeightBitsOutOfRange(uint256 weightBits, uint256 min, uint256 max);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);

    uint256 private constant CLASSES = 2;
    uint256 private constant MAX_FEATURES = 65_536;
    uint256 private constant MIN_WEIGHT_BITS = 8;
    uint256 private constant MAX_WEIGHT_BITS = 16;
    /// The words that 65,536 features and an intercept of 16 bits take.
    uint256 private constant MAX_WORDS = 4097;

    /// @custom:storage-location erc7201:cotrain.classifier.sparse-linear
    struct Weights {
        mapping(uint256 modelId => uint256[MAX_WORDS]) weights;
    }

    bytes32 private constant WEIGHTS = 0x6d40e3ff866aa05ff91a732f3b07bd736468912ff1eb9758334e7a634204ba00;

    /// @return words The packed words of weights from `offset` on; those that are not uploaded yet are 0.
    function parameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        _checkWords(modelId, offset, count);
        return StoredWords.slice(_base(modelId), offset, count);
    }

    /// @return The signed score in weight units; the model says class 1 when it is above 0.
    function score(uint256 modelId, bytes calldata sample) external view returns (int256) {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        return _score(modelId, settings, sample);
    }

    /// @return featureCount Features of the model.
    /// @return weightBits Bits of a weight.
    function _shape(uint56 settings) internal pure virtual returns (uint256 featureCount, uint256 weightBits);

    /// @return Features that a sample may have at most.
    function _maxSampleLength() internal pure virtual returns (uint256);

    /// @return How far a sample with this score and label moves the weights.
    function _changeOf(uint56 settings, int256 score_, uint256 label) internal pure virtual returns (int256);

    /// @return requiredWords How many words of packed parameters there are. Reverts on what is out of range.
    function _checkLinear(uint256 featureCount, uint256 weightBits, uint256 learningRate)
        internal
        pure
        returns (uint256 requiredWords)
    {
        if (featureCount == 0 || featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(featureCount, MAX_FEATURES);
        }
        if (weightBits < MIN_WEIGHT_BITS || weightBits > MAX_WEIGHT_BITS) {
            revert WeightBitsOutOfRange(weightBits, MIN_WEIGHT_BITS, MAX_WEIGHT_BITS);
        }
        uint256 maxRate = PackedWeights.maxWeight(weightBits);
        if (learningRate == 0 || learningRate > maxRate) {
            revert LearningRateOutOfRange(learningRate, maxRate);
        }
        return PackedWeights.wordsFor(featureCount + 1, weightBits);
    }

    function _takesSets() internal pure override returns (bool) {
        return true;
    }

    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        (uint256 featureCount, uint256 bits) = _shape(settings);
        PackedWeights.upload(_base(modelId), offset, words, featureCount + 1, bits);
    }

    function _checkSample(uint56 settings, bytes calldata sample) internal pure override {
        (uint256 featureCount,) = _shape(settings);
        SparseSample.check(sample, featureCount, _maxSampleLength());
    }

    function _predictionGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 bits) = _shape(settings);
        return PackedWeights.sumGas(length, featureCount + 1, bits);
    }

    function _learningGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 bits) = _shape(settings);
        return PackedWeights.addGas(length, featureCount + 1, bits);
    }

    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        override
        returns (uint256)
    {
        (uint256 featureCount, uint256 bits) = _shape(settings);
        return PackedWeights.bundleGas(length, count, featureCount + 1, bits);
    }

    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _classOf(_score(modelId, settings, sample));
    }

    function _classCount(uint256, uint56) internal pure override returns (uint256) {
        return CLASSES;
    }

    function _update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
    {
        _predictAndUpdate(modelId, settings, sample, label);
    }

    function _predictAndUpdate(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
        returns (uint256 predicted)
    {
        if (label >= CLASSES) revert LabelOutOfRange(label, CLASSES);
        uint256 base = _base(modelId);
        uint256[] memory touched;
        bool moved;
        (predicted, touched, moved) = _step(settings, base, touched, sample, label);
        if (moved) StoredWords.save(base, touched);
    }

    function _updateAll(uint256 modelId, uint56 settings, uint8[] calldata labels, bytes[] calldata samples)
        internal
        override
    {
        (uint256 featureCount, uint256 bits) = _shape(settings);
        HeldWords.Held memory held =
            HeldWords.none(_base(modelId), PackedWeights.wordsFor(featureCount + 1, bits));
        for (uint256 i; i < samples.length; ++i) {
            uint256 free = _memoryEnd();
            uint256[] memory touched = held.take(samples[i], 256 / bits);
            // What `_step` does, which costs single contributions more when it is called from here, too.
            (int256 score_,) = PackedWeights.sum(0, touched, samples[i], bits);
            int256 change = _changeOf(settings, score_, labels[i]);
            if (change != 0) PackedWeights.add(touched, samples[i], bits, change);
            held.put(touched);
            _freeMemory(free);
        }
        held.save();
    }

    /// @dev All that learning does, but for writing it down.
    /// @param base Where the model's weights begin in storage; or 0, and nothing but the words in `given` is read, so
    /// that a step can be done again without a model (PackedWeights.sum).
    /// @return predicted The class that the weights gave to the sample.
    /// @return touched The words of weights that the sample touches, as they are after it.
    /// @return moved Whether they have changed.
    function _step(
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample,
        uint256 label
    ) internal view returns (uint256 predicted, uint256[] memory touched, bool moved) {
        (, uint256 bits) = _shape(settings);
        int256 score_;
        (score_, touched) = PackedWeights.sum(base, given, sample, bits);
        int256 change = _changeOf(settings, score_, label);
        if (change != 0) PackedWeights.add(touched, sample, bits, change);
        return (_classOf(score_), touched, change != 0);
    }

    function _score(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        returns (int256 score_)
    {
        (, uint256 bits) = _shape(settings);
        uint256[] memory none;
        (score_,) = PackedWeights.sum(_base(modelId), none, sample, bits);
    }

    function _classOf(int256 score_) internal pure returns (uint256) {
        return score_ > 0 ? 1 : 0;
    }

    function _base(uint256 modelId) internal view returns (uint256 slot) {
        Weights storage all;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            all.slot := WEIGHTS
        }
        uint256[MAX_WORDS] storage weights = all.weights[modelId];
        // the slot of the model's first word of weights
        assembly ("memory-safe") {
            slot := weights.slot
        }
    }
}
