// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LabelsOnly} from "./LabelsOnly.sol";
import {ClassWeights} from "../libraries/ClassWeights.sol";
import {SparseSample} from "../libraries/SparseSample.sol";

/// The perceptron for 2 to 64 classes over sets of features (Crammer & Singer, "Ultraconservative online algorithms
/// for multiclass problems", 2003): each class has an intercept and weights, the highest score intercept + Σ weights
/// wins, the lowest class of several. A sample that it gets wrong moves the intercept and the weights of its
/// features by the learning rate: up for its label, down for the class that won.
/// @dev Weights are signed integers of 8 or 16 bits that saturate at ±(2^(bits - 1) - 1), and never wrap.
abstract contract SparseMulticlassPerceptron is LabelsOnly {
    /// What the owner chooses.
    struct SparseMulticlassOptions {
        /// Features of the model, 1 to 65,536; feature indices in samples are below this.
        uint24 featureCount;
        /// Classes of the model, 2 to 64.
        uint8 classCount;
        /// Bits of a weight, 8 or 16: fewer bits, less gas.
        uint8 weightBits;
        /// How far an update moves a weight, in integer weight units, at least 1.
        uint16 learningRate;
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error ClassCountOutOfRange(uint256 classCount, uint256 min, uint256 max);
    /// A weight has 8 bits or 16.
    error WeightBitsNotSupported(uint256 weightBits);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);

    uint256 private constant MIN_CLASSES = 2;
    uint256 private constant MAX_CLASSES = 64;
    uint256 private constant MAX_FEATURES = 65_536;
    /// An update may write two fresh words of storage for each feature when a position has several words.
    uint256 private constant MAX_SAMPLE_LENGTH = 512;
    uint256 private constant MAX_SAMPLE_LENGTH_WIDE = 256;
    /// The words that 65,536 features and the intercepts take for 64 classes of 16 bits.
    uint256 private constant MAX_WORDS = 4 * 65_537;

    mapping(uint256 modelId => uint256[MAX_WORDS]) private _weights;

    /// @return words The packed words of weights from `offset` on.
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
    function classifierOptions(uint256 modelId) external view returns (SparseMulticlassOptions memory) {
        _registered(modelId);
        return _unpack(_heads[modelId].classifier());
    }

    /// @return The signed score of each class in weight units; the model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _scores(modelId, _unpack(classifier), sample);
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        SparseMulticlassOptions memory o = abi.decode(options, (SparseMulticlassOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        if (o.classCount < MIN_CLASSES || o.classCount > MAX_CLASSES) {
            revert ClassCountOutOfRange(o.classCount, MIN_CLASSES, MAX_CLASSES);
        }
        if (o.weightBits != 8 && o.weightBits != 16) revert WeightBitsNotSupported(o.weightBits);
        uint256 maxRate = ClassWeights.maxWeight(o.weightBits);
        if (o.learningRate == 0 || o.learningRate > maxRate) {
            revert LearningRateOutOfRange(o.learningRate, maxRate);
        }
        classifier = (uint40(o.featureCount - 1) << 24) | (uint40(o.classCount - 1) << 18)
            | (uint40(o.weightBits / 16) << 17) | o.learningRate;
        requiredWords = ClassWeights.wordsFor(uint256(o.featureCount) + 1, o.classCount, o.weightBits);
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        SparseMulticlassOptions memory o = _unpack(classifier);
        uint256 positions = uint256(o.featureCount) + 1;
        ClassWeights.store(_base(modelId), offset, words, positions, o.classCount, o.weightBits);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        SparseMulticlassOptions memory o = _unpack(classifier);
        bool wide = uint256(o.classCount) * o.weightBits > 256;
        SparseSample.check(sample, o.featureCount, wide ? MAX_SAMPLE_LENGTH_WIDE : MAX_SAMPLE_LENGTH);
    }

    function _predictionGas(uint40 classifier, uint256 length) internal pure override returns (uint256) {
        SparseMulticlassOptions memory o = _unpack(classifier);
        return ClassWeights.sumGas(length, uint256(o.featureCount) + 1, o.classCount, o.weightBits);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256 best)
    {
        int256[] memory s = _scores(modelId, _unpack(classifier), sample);
        for (uint256 c = 1; c < s.length; ++c) {
            if (s[c] > s[best]) best = c;
        }
    }

    function _classCount(uint256, uint40 classifier) internal pure override returns (uint256) {
        return _unpack(classifier).classCount;
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
        SparseMulticlassOptions memory o = _unpack(classifier);
        if (label >= o.classCount) revert LabelOutOfRange(label, o.classCount);
        uint256 predicted = _predict(modelId, classifier, sample);
        if (predicted == label) return;
        uint256 base = _base(modelId);
        int256 rate = int256(uint256(o.learningRate));
        ClassWeights.add(base, sample, o.classCount, o.weightBits, label, rate);
        ClassWeights.add(base, sample, o.classCount, o.weightBits, predicted, -rate);
    }

    function _scores(uint256 modelId, SparseMulticlassOptions memory o, bytes calldata sample)
        private
        view
        returns (int256[] memory)
    {
        return ClassWeights.sum(_base(modelId), sample, o.classCount, o.weightBits);
    }

    /// @dev In the head: | feature count less one 16 | class count less one 6 | 16-bit weights 1 | unused 1 |
    /// learning rate 16 |
    function _unpack(uint40 c) private pure returns (SparseMulticlassOptions memory) {
        return SparseMulticlassOptions({
            featureCount: uint24(c >> 24) + 1,
            classCount: (uint8(c >> 18) & 63) + 1,
            weightBits: (c >> 17) & 1 == 0 ? 8 : 16,
            learningRate: uint16(c)
        });
    }

    function _base(uint256 modelId) private view returns (uint256 slot) {
        uint256[MAX_WORDS] storage weights = _weights[modelId];
        // The slot of the model's first word of weights.
        assembly ("memory-safe") {
            slot := weights.slot
        }
    }
}
