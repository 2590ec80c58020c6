// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Sigmoid} from "../libraries/Sigmoid.sol";
import {SparseSample} from "../libraries/SparseSample.sol";
import {SparseLinear} from "./SparseLinear.sol";

/// Rosenblatt's perceptron over sets of features: a sample that it gets wrong moves the intercept and the weights of
/// its features by the learning rate. The probability of class 1 is taken to be 1 / (1 + e^-z), with z the score
/// divided by twice the learning rate, so that one update moves z by half the number of the sample's weights.
abstract contract SparsePerceptron is SparseLinear {
    /// What the owner chooses.
    struct PerceptronOptions {
        /// Features of the model, 1 to 65,536; feature indices in samples are below this.
        uint24 featureCount;
        /// Bits of a weight, 8 to 16: fewer bits, less gas.
        uint8 weightBits;
        /// How far an update moves a weight, in integer weight units, at least 1.
        uint16 learningRate;
    }

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (PerceptronOptions memory) {
        _registered(modelId);
        uint56 settings = _head(modelId).settings();
        (uint256 featureCount, uint256 bits) = _shape(settings);
        return PerceptronOptions(uint24(featureCount), uint8(bits), uint16(settings));
    }

    /// @dev In the head: | feature count less one 16 | weight bits 8 | learning rate 16 |
    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
    {
        PerceptronOptions memory o = abi.decode(options, (PerceptronOptions));
        requiredWords = _checkLinear(o.featureCount, o.weightBits, o.learningRate);
        settings = (uint56(o.featureCount - 1) << 24) | (uint56(o.weightBits) << 16) | o.learningRate;
    }

    function _shape(uint56 settings) internal pure override returns (uint256, uint256) {
        return (uint256(settings >> 24) + 1, uint8(settings >> 16));
    }

    function _maxSampleLength() internal pure override returns (uint256) {
        return SparseSample.MAX_LENGTH;
    }

    function _changeOf(uint56 settings, int256 score_, uint256 label)
        internal
        pure
        override
        returns (int256)
    {
        if (_classOf(score_) == label) return 0;
        int256 rate = int256(uint256(uint16(settings)));
        return label == 1 ? rate : -rate;
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
        // score / (2 rate), in units of 2^-15
        int256 scaled = (_score(modelId, settings, sample) * (1 << 14)) / rate;
        return Sigmoid.quadraticLoss(scaled, 15, label);
    }
}
