// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";
import {ClassWeights} from "../libraries/ClassWeights.sol";
import {Softmax} from "../libraries/Softmax.sol";
import {SparseSample} from "../libraries/SparseSample.sol";
import {StoredWords} from "../libraries/StoredWords.sol";

/// The perceptron for 2 to 64 classes over sets of features (Crammer & Singer, "Ultraconservative online algorithms
/// for multiclass problems", 2003): each class has an intercept and weights, the highest score intercept + Σ weights
/// wins, the lowest class of several. A sample that it gets wrong moves the intercept and the weights of its
/// features by the learning rate: up for its label, down for the class that won. Probabilities are taken to be the
/// Softmax of the scores divided by twice the learning rate.
/// @dev Weights are signed integers of 8 or 16 bits that saturate at ±(2^(bits - 1) - 1), and never wrap.
abstract contract SparseMulticlassPerceptron is Classifier {
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

    /// @custom:storage-location erc7201:cotrain.classifier.sparse-multiclass-perceptron
    struct Weights {
        mapping(uint256 modelId => uint256[MAX_WORDS]) weights;
    }

    bytes32 private constant WEIGHTS = 0x5f08c04343a85e8a6fb0323bcecf1f1d43b695cc6d0e9df2e89d0512716e4b00;

    /// @return words The packed words of weights from `offset` on.
    function parameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        _checkWords(modelId, offset, count);
        return StoredWords.slice(_base(modelId), offset, count);
    }

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (SparseMulticlassOptions memory) {
        _registered(modelId);
        return _unpack(_head(modelId).settings());
    }

    /// @return The signed score of each class in weight units; the model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        return _scores(modelId, settings, sample);
    }

    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
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
        settings = (uint56(o.featureCount - 1) << 24) | (uint56(o.classCount - 1) << 18)
            | (uint56(o.weightBits / 16) << 17) | o.learningRate;
        requiredWords = ClassWeights.wordsFor(uint256(o.featureCount) + 1, o.classCount, o.weightBits);
    }

    function _takesSets() internal pure override returns (bool) {
        return true;
    }

    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        SparseMulticlassOptions memory o = _unpack(settings);
        uint256 positions = uint256(o.featureCount) + 1;
        ClassWeights.upload(_base(modelId), offset, words, positions, o.classCount, o.weightBits);
    }

    function _checkSample(uint56 settings, bytes calldata sample) internal pure override {
        SparseMulticlassOptions memory o = _unpack(settings);
        bool wide = uint256(o.classCount) * o.weightBits > 256;
        SparseSample.check(sample, o.featureCount, wide ? MAX_SAMPLE_LENGTH_WIDE : MAX_SAMPLE_LENGTH);
    }

    function _predictionGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        SparseMulticlassOptions memory o = _unpack(settings);
        return ClassWeights.sumGas(length, uint256(o.featureCount) + 1, o.classCount, o.weightBits)
            + o.classCount * Softmax.CLASS_GAS;
    }

    function _learningGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        SparseMulticlassOptions memory o = _unpack(settings);
        return ClassWeights.learningGas(length, uint256(o.featureCount) + 1, o.classCount, o.weightBits);
    }

    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        override
        returns (uint256)
    {
        SparseMulticlassOptions memory o = _unpack(settings);
        return ClassWeights.bundleGas(length, count, uint256(o.featureCount) + 1, o.classCount, o.weightBits);
    }

    function _offersQuadraticLoss() internal pure override returns (bool) {
        return true;
    }

    function _quadraticLoss(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256)
    {
        int256[] memory totals = _scores(modelId, settings, sample);
        // score / (2 rate), in units of 2^-15
        return Softmax.quadraticLoss(totals, label, 1 << 14, uint16(settings));
    }

    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _best(_scores(modelId, settings, sample));
    }

    function _classCount(uint256, uint56 settings) internal pure override returns (uint256) {
        return _unpack(settings).classCount;
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
        uint256 base = _base(modelId);
        uint256[] memory touched;
        (predicted, touched) = _step(settings, base, touched, sample, label);
        if (predicted != label) StoredWords.save(base, touched);
    }

    /// @dev All that learning does, but for writing it down.
    /// @param base Where the model's weights begin in storage; or 0, and nothing but the words in `given` is read, so
    /// that a step can be done again without a model.
    /// @return predicted The class that the weights gave to the sample; they have changed if it is not the label.
    /// @return touched The words of weights that the sample touches, as they are after it.
    function _step(
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample,
        uint256 label
    ) internal view returns (uint256 predicted, uint256[] memory touched) {
        SparseMulticlassOptions memory o = _unpack(settings);
        (uint256 classes, uint256 bits) = (o.classCount, o.weightBits);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        int256[] memory totals;
        (totals, touched) = ClassWeights.sum(base, given, sample, classes, bits);
        predicted = _best(totals);
        if (predicted == label) return (predicted, touched);
        int256 rate = int256(uint256(o.learningRate));
        ClassWeights.add(touched, sample, classes, bits, label, rate);
        ClassWeights.add(touched, sample, classes, bits, predicted, -rate);
    }

    function _scores(uint256 modelId, uint56 settings, bytes calldata sample)
        private
        view
        returns (int256[] memory totals)
    {
        SparseMulticlassOptions memory o = _unpack(settings);
        uint256[] memory none;
        (totals,) = ClassWeights.sum(_base(modelId), none, sample, o.classCount, o.weightBits);
    }

    /// @return best The class with the highest score, the lowest of several.
    function _best(int256[] memory totals) private pure returns (uint256 best) {
        for (uint256 c = 1; c < totals.length; ++c) {
            if (totals[c] > totals[best]) best = c;
        }
    }

    /// @dev In the head: | feature count less one 16 | class count less one 6 | 16-bit weights 1 | unused 1 |
    /// learning rate 16 |
    function _unpack(uint56 c) private pure returns (SparseMulticlassOptions memory) {
        return SparseMulticlassOptions({
            featureCount: uint24(c >> 24) + 1,
            classCount: (uint8(c >> 18) & 63) + 1,
            weightBits: (c >> 17) & 1 == 0 ? 8 : 16,
            learningRate: uint16(c)
        });
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
