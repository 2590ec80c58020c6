// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseLinear} from "./DenseLinear.sol";
import {DenseSample} from "../libraries/DenseSample.sol";

/// The perceptron for 2 to 64 classes over dense samples (Crammer & Singer, "Ultraconservative online algorithms for
/// multiclass problems", 2003): each class has an intercept and weights, the highest score 2^15 * intercept +
/// Σ weight x wins, the lowest class of several. A sample that it gets wrong is added to the vector of its label and
/// subtracted from that of the class that won: the intercept moves by the learning rate, each weight by
/// round(x * learningRate / 2^15), halves up.
abstract contract DenseMulticlassPerceptron is DenseLinear {
    /// What the owner chooses.
    struct DenseMulticlassOptions {
        /// Features of the model, 1 to 1,024.
        uint16 featureCount;
        /// Classes of the model, 2 to 64.
        uint8 classCount;
        /// How far an update moves the weight of a feature of 1, in integer weight units, 1 to 32,767.
        uint16 learningRate;
    }

    error ClassCountOutOfRange(uint256 classCount, uint256 min, uint256 max);

    uint256 private constant MIN_CLASSES = 2;
    uint256 private constant MAX_CLASSES = 64;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (DenseMulticlassOptions memory) {
        _registered(modelId);
        (uint256 featureCount, uint256 classes, uint256 rate) = _unpack(_heads[modelId].classifier());
        return DenseMulticlassOptions(uint16(featureCount), uint8(classes), uint16(rate));
    }

    /// @return The signed score of each class in weight units / 2^15; the model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        (uint256 featureCount, uint256 classes,) = _unpack(classifier);
        return _scores(modelId, featureCount, classes, sample);
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        DenseMulticlassOptions memory o = abi.decode(options, (DenseMulticlassOptions));
        if (o.classCount < MIN_CLASSES || o.classCount > MAX_CLASSES) {
            revert ClassCountOutOfRange(o.classCount, MIN_CLASSES, MAX_CLASSES);
        }
        requiredWords = _checkLinear(o.featureCount, o.learningRate, o.classCount);
        classifier = (uint40(o.featureCount) << 24) | (uint40(o.classCount) << 16) | o.learningRate;
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        (uint256 featureCount, uint256 classes,) = _unpack(classifier);
        _storeLinear(modelId, featureCount, classes, offset, words);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        DenseSample.check(sample, classifier >> 24);
    }

    function _predictionGas(uint40 classifier, uint256) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 classes,) = _unpack(classifier);
        return _scoresGas(featureCount, classes);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256 best)
    {
        (uint256 featureCount, uint256 classes,) = _unpack(classifier);
        int256[] memory s = _scores(modelId, featureCount, classes, sample);
        for (uint256 c = 1; c < classes; ++c) {
            if (s[c] > s[best]) best = c;
        }
    }

    function _classCount(uint256, uint40 classifier) internal pure override returns (uint256) {
        return uint8(classifier >> 16);
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
        (, uint256 classes, uint256 rate) = _unpack(classifier);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        uint256 predicted = _predict(modelId, classifier, sample);
        if (predicted == label) return;
        _move(modelId, classes, label, sample, rate, 1);
        _move(modelId, classes, predicted, sample, rate, -1);
    }

    /// @dev In the head: | feature count 16 | class count 8 | learning rate 16 |
    function _unpack(uint40 classifier)
        private
        pure
        returns (uint256 featureCount, uint256 classes, uint256 learningRate)
    {
        return (classifier >> 24, uint8(classifier >> 16), uint16(classifier));
    }
}
