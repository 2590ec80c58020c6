// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Sigmoid} from "../libraries/Sigmoid.sol";
import {SparseLinear} from "./SparseLinear.sol";

/// Logistic regression over sets of features, trained online by stochastic gradient descent on the log loss (Bishop,
/// "Pattern Recognition and Machine Learning", 2006, section 4.3.2). The score is in units of 2^-scaleBits; the
/// probability of class 1 is 1 / (1 + e^-score). Every contribution moves the intercept and the weights of its
/// features by learningRate * (label - probability).
/// @dev The step is floor(learningRate * error + 1/2) with error = |label - probability| in units of 2^-64, upwards for
/// label 1, downwards for label 0; one that rounds to 0 changes nothing.
abstract contract LogisticRegression is SparseLinear {
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

    error ScaleBitsOutOfRange(uint256 scaleBits, uint256 max);

    /// Every update may write a fresh word of storage for each feature, within the gas of one transaction.
    uint256 private constant MAX_SAMPLE_LENGTH = 512;
    uint256 private constant MAX_SCALE_BITS = 15;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (LogisticOptions memory) {
        _registered(modelId);
        uint56 settings = _head(modelId).settings();
        (uint256 featureCount, uint256 bits) = _shape(settings);
        return
            LogisticOptions(uint24(featureCount), uint8(bits), uint8(_scaleBits(settings)), uint16(settings));
    }

    /// @return The probability that `sample` is of class 1, times 10^18; what rounding adds to the exact logistic
    /// function of the score is below 2e-18.
    function probability(uint256 modelId, bytes calldata sample) external view returns (uint256) {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        return Sigmoid.logistic(_score(modelId, settings, sample), _scaleBits(settings)) * 1e18 / Sigmoid.ONE;
    }

    /// @dev In the head: | feature count less one 16 | weight bits less one 4 | scale bits 4 | learning rate 16 |
    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
    {
        LogisticOptions memory o = abi.decode(options, (LogisticOptions));
        requiredWords = _checkLinear(o.featureCount, o.weightBits, o.learningRate);
        if (o.scaleBits > MAX_SCALE_BITS) revert ScaleBitsOutOfRange(o.scaleBits, MAX_SCALE_BITS);
        settings = (uint56(o.featureCount - 1) << 24) | (uint56(o.weightBits - 1) << 20)
            | (uint56(o.scaleBits) << 16) | o.learningRate;
    }

    function _shape(uint56 settings) internal pure override returns (uint256, uint256) {
        return (uint256(settings >> 24) + 1, ((settings >> 20) & 15) + 1);
    }

    function _maxSampleLength() internal pure override returns (uint256) {
        return MAX_SAMPLE_LENGTH;
    }

    function _changeOf(uint56 settings, int256 score_, uint256 label)
        internal
        pure
        override
        returns (int256)
    {
        uint256 rate = uint16(settings);
        uint256 error_ = Sigmoid.errorOf(score_, _scaleBits(settings), label);
        int256 step = int256((rate * error_ + Sigmoid.ONE / 2) / Sigmoid.ONE);
        return label == 1 ? step : -step;
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
        return Sigmoid.quadraticLoss(_score(modelId, settings, sample), _scaleBits(settings), label);
    }

    function _scaleBits(uint56 settings) private pure returns (uint256) {
        return (settings >> 16) & 15;
    }
}
