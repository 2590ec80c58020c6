// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Softmax} from "../libraries/Softmax.sol";
import {DenseLinear} from "./DenseLinear.sol";

/// The perceptron for 2 to 64 classes over dense samples (Crammer & Singer, "Ultraconservative online algorithms for
/// multiclass problems", 2003): each class has an intercept and weights, the highest score 2^15 * intercept +
/// Σ weight x wins, the lowest class of several. A sample that it gets wrong is added to the vector of its label and
/// subtracted from that of the class that won: the intercept moves by the learning rate, each weight by
/// round(x * learningRate / 2^15), halves up. Probabilities are taken to be the Softmax of the scores in weight units,
/// divided by twice the learning rate.
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
        (uint256 featureCount, uint256 classes, uint256 rate) = _shape(_head(modelId).settings());
        return DenseMulticlassOptions(uint16(featureCount), uint8(classes), uint16(rate));
    }

    /// @return The signed score of each class in weight units / 2^15; the model says the class with the highest.
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
        DenseMulticlassOptions memory o = abi.decode(options, (DenseMulticlassOptions));
        if (o.classCount < MIN_CLASSES || o.classCount > MAX_CLASSES) {
            revert ClassCountOutOfRange(o.classCount, MIN_CLASSES, MAX_CLASSES);
        }
        requiredWords = _checkLinear(o.featureCount, o.learningRate, o.classCount);
        settings = (uint56(o.featureCount) << 24) | (uint56(o.classCount) << 16) | o.learningRate;
    }

    /// @dev In the head: | feature count 16 | class count 8 | learning rate 16 |
    function _shape(uint56 settings) internal pure override returns (uint256, uint256, uint256) {
        return (settings >> 24, uint8(settings >> 16), uint16(settings));
    }

    function _classCount(uint256, uint56 settings) internal pure override returns (uint256) {
        return uint8(settings >> 16);
    }

    function _classOf(int256[] memory scores_) internal pure override returns (uint256 best) {
        for (uint256 c = 1; c < scores_.length; ++c) {
            if (scores_[c] > scores_[best]) best = c;
        }
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
        (,, uint256 rate) = _shape(settings);
        // Scores are in weight units / 2^15, so this is already what is wanted of them divided by 2 rate.
        return Softmax.quadraticLoss(_scores(modelId, settings, sample), label, 1, 2 * rate);
    }
}
