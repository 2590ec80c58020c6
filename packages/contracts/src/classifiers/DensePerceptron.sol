// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseLinear} from "./DenseLinear.sol";
import {DenseSample} from "../libraries/DenseSample.sol";

/// Rosenblatt's perceptron over dense samples: class 1 when 2^15 * intercept + Σ weight x > 0, else class 0. A sample
/// that it gets wrong moves the intercept by the learning rate and each weight by round(x * learningRate / 2^15),
/// halves up: added for label 1, subtracted for label 0.
abstract contract DensePerceptron is DenseLinear {
    /// What the owner chooses.
    struct DensePerceptronOptions {
        /// Features of the model, 1 to 1,024.
        uint16 featureCount;
        /// How far an update moves the weight of a feature of 1, in integer weight units, 1 to 32,767.
        uint16 learningRate;
    }

    uint256 private constant CLASSES = 2;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (DensePerceptronOptions memory) {
        _registered(modelId);
        uint40 classifier = _heads[modelId].classifier();
        return DensePerceptronOptions(uint16(classifier >> 16), uint16(classifier));
    }

    /// @return The signed score in weight units / 2^15; the model says class 1 when it is above 0.
    function score(uint256 modelId, bytes calldata sample) external view returns (int256) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _scores(modelId, classifier >> 16, 1, sample)[0];
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        DensePerceptronOptions memory o = abi.decode(options, (DensePerceptronOptions));
        requiredWords = _checkLinear(o.featureCount, o.learningRate, 1);
        classifier = (uint40(o.featureCount) << 16) | o.learningRate;
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        _storeLinear(modelId, classifier >> 16, 1, offset, words);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        DenseSample.check(sample, classifier >> 16);
    }

    function _predictionGas(uint40 classifier, uint256) internal pure override returns (uint256) {
        return _scoresGas(classifier >> 16, 1);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _scores(modelId, classifier >> 16, 1, sample)[0] > 0 ? 1 : 0;
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
        _move(modelId, 1, 0, sample, uint16(classifier), label == 1 ? int256(1) : -1);
    }
}
