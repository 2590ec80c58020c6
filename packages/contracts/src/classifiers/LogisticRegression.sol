// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";
import {PackedWeights} from "../libraries/PackedWeights.sol";
import {Sigmoid} from "../libraries/Sigmoid.sol";
import {SparseSample} from "../libraries/SparseSample.sol";

/// Logistic regression over sets of features, trained online by stochastic gradient descent on the log loss (Bishop,
/// "Pattern Recognition and Machine Learning", 2006, section 4.3.2). The score is intercept + Σ weights, in units of
/// 2^-scaleBits; the probability of class 1 is 1 / (1 + e^-score), and the model says class 1 when the score is
/// above 0. Every contribution moves the intercept and the weights of its features by
/// learningRate * (label - probability).
/// @dev Weights are packed as those of SparsePerceptron, and saturate. The step is floor(learningRate * error + 1/2)
/// with error = |label - probability| in units of 2^-64, upwards for label 1, downwards for label 0; one that rounds
/// to 0 changes nothing.
abstract contract LogisticRegression is Classifier {
    /// What the owner chooses.
    struct LogisticOptions {
        /// Features of the model, 1 to 65,536; feature indices in samples are below this.
        uint24 featureCount;
        /// Bits of a weight, 8 to 16: fewer bits, less gas.
        uint8 weightBits;
        /// A weight of 1 is 2^scaleBits weight units, 0 to 15.
        uint8 scaleBits;
        /// How far an update with an error of 1 moves a weight, in weight units, at least 1.
        uint16 learningRate;
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error WeightBitsOutOfRange(uint256 weightBits, uint256 min, uint256 max);
    error ScaleBitsOutOfRange(uint256 scaleBits, uint256 max);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);

    /// Every update may write a fresh word of storage for each feature, within the gas of one transaction.
    uint256 private constant MAX_SAMPLE_LENGTH = 512;
    uint256 private constant CLASSES = 2;
    uint256 private constant MAX_FEATURES = 65_536;
    uint256 private constant MIN_WEIGHT_BITS = 8;
    uint256 private constant MAX_WEIGHT_BITS = 16;
    uint256 private constant MAX_SCALE_BITS = 15;
    /// The words that 65,536 features and an intercept of 16 bits take.
    uint256 private constant MAX_WORDS = 4097;

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
    function classifierOptions(uint256 modelId) external view returns (LogisticOptions memory) {
        _registered(modelId);
        return _unpack(_heads[modelId].classifier());
    }

    /// @return The signed score in weight units.
    function score(uint256 modelId, bytes calldata sample) external view returns (int256) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _score(modelId, _unpack(classifier), sample);
    }

    /// @return The probability that `sample` is of class 1, times 10^18; what rounding adds to the exact logistic
    /// function of the score is below 2e-18.
    function probability(uint256 modelId, bytes calldata sample) external view returns (uint256) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        LogisticOptions memory o = _unpack(classifier);
        return Sigmoid.logistic(_score(modelId, o, sample), o.scaleBits) * 1e18 / Sigmoid.ONE;
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        LogisticOptions memory o = abi.decode(options, (LogisticOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        if (o.weightBits < MIN_WEIGHT_BITS || o.weightBits > MAX_WEIGHT_BITS) {
            revert WeightBitsOutOfRange(o.weightBits, MIN_WEIGHT_BITS, MAX_WEIGHT_BITS);
        }
        if (o.scaleBits > MAX_SCALE_BITS) revert ScaleBitsOutOfRange(o.scaleBits, MAX_SCALE_BITS);
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
        LogisticOptions memory o = _unpack(classifier);
        PackedWeights.store(_base(modelId), offset, words, uint256(o.featureCount) + 1, o.weightBits);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        SparseSample.check(sample, _unpack(classifier).featureCount, MAX_SAMPLE_LENGTH);
    }

    function _predictionGas(uint40 classifier, uint256 length) internal pure override returns (uint256) {
        LogisticOptions memory o = _unpack(classifier);
        return PackedWeights.sumGas(length, uint256(o.featureCount) + 1, o.weightBits);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _score(modelId, _unpack(classifier), sample) > 0 ? 1 : 0;
    }

    function _classCount(uint256, uint40) internal pure override returns (uint256) {
        return CLASSES;
    }

    function _learns(uint256, uint40, bytes calldata, uint256) internal pure override returns (bool) {
        return true;
    }

    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        if (label >= CLASSES) revert LabelOutOfRange(label, CLASSES);
        LogisticOptions memory o = _unpack(classifier);
        uint256 error_ = _error(modelId, o, sample, label);
        int256 step = int256((o.learningRate * error_ + Sigmoid.ONE / 2) / Sigmoid.ONE);
        if (step == 0) return;
        PackedWeights.add(_base(modelId), sample, o.weightBits, label == 1 ? step : -step);
    }

    function _offersQuadraticLoss() internal pure override returns (bool) {
        return true;
    }

    /// @dev With two classes half the Brier score is the square of the error.
    function _quadraticLoss(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256)
    {
        uint256 error_ = _error(modelId, _unpack(classifier), sample, label);
        return (error_ * error_) >> 112;
    }

    /// @return |label - probability|, in units of 2^-64.
    function _error(uint256 modelId, LogisticOptions memory o, bytes calldata sample, uint256 label)
        private
        view
        returns (uint256)
    {
        uint256 p = Sigmoid.logistic(_score(modelId, o, sample), o.scaleBits);
        return label == 1 ? Sigmoid.ONE - p : p;
    }

    function _score(uint256 modelId, LogisticOptions memory o, bytes calldata sample)
        private
        view
        returns (int256)
    {
        return PackedWeights.sum(_base(modelId), sample, o.weightBits);
    }

    /// @dev In the head: | feature count less one 16 | weight bits less one 4 | scale bits 4 | learning rate 16 |
    function _pack(LogisticOptions memory o) private pure returns (uint40) {
        return (uint40(o.featureCount - 1) << 24) | (uint40(o.weightBits - 1) << 20)
            | (uint40(o.scaleBits) << 16) | o.learningRate;
    }

    function _unpack(uint40 c) private pure returns (LogisticOptions memory) {
        return LogisticOptions(uint24(c >> 24) + 1, (uint8(c >> 20) & 15) + 1, uint8(c >> 16) & 15, uint16(c));
    }

    function _base(uint256 modelId) private view returns (uint256 slot) {
        uint256[MAX_WORDS] storage weights = _weights[modelId];
        // The slot of the model's first word of weights.
        assembly ("memory-safe") {
            slot := weights.slot
        }
    }
}
