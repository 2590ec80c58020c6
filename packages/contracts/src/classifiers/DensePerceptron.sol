// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Sigmoid} from "../libraries/Sigmoid.sol";
import {DenseLinear} from "./DenseLinear.sol";

/// Rosenblatt's perceptron over dense samples: class 1 when 2^15 * intercept + Σ weight x > 0, else class 0. A sample
/// that it gets wrong moves the intercept by the learning rate and each weight by round(x * learningRate / 2^15),
/// halves up: added for label 1, subtracted for label 0. The probability of class 1 is taken to be 1 / (1 + e^-z), with
/// z the score in weight units divided by twice the learning rate.
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
        uint56 settings = _head(modelId).settings();
        return DensePerceptronOptions(uint16(settings >> 16), uint16(settings));
    }

    /// @return The signed score in weight units / 2^15; the model says class 1 when it is above 0.
    function score(uint256 modelId, bytes calldata sample) external view returns (int256) {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        return _scores(modelId, settings, sample)[0];
    }

    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
    {
        DensePerceptronOptions memory o = abi.decode(options, (DensePerceptronOptions));
        requiredWords = _checkLinear(o.featureCount, o.learningRate, 1);
        settings = (uint56(o.featureCount) << 16) | o.learningRate;
    }

    function _shape(uint56 settings) internal pure override returns (uint256, uint256, uint256) {
        return (settings >> 16, 1, uint16(settings));
    }

    function _classCount(uint256, uint56) internal pure override returns (uint256) {
        return CLASSES;
    }

    function _classOf(int256[] memory scores_) internal pure override returns (uint256) {
        return scores_[0] > 0 ? 1 : 0;
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
        int256 rate = int256(uint256(uint16(settings)));
        // The score is in weight units / 2^15, so this is already score / (2 rate) in units of 2^-15.
        int256 scaled = _scores(modelId, settings, sample)[0] / (2 * rate);
        return Sigmoid.quadraticLoss(scaled, 15, label);
    }
}
