// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {ClassCounts} from "../libraries/ClassCounts.sol";
import {Logarithm} from "../libraries/Logarithm.sol";
import {ClassState, ClassStateLibrary} from "../types/ClassState.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Multinomial naive Bayes over sets of features (Manning, Raghavan & Schütze, "Introduction to Information
/// Retrieval", 2008, section 13.2): the class with the highest
///
///   log P(class) + Σ over the sample's features of log((count + smoothing) / (total + smoothing * features))
///
/// and the lowest class of several; classes without samples are passed over. Every contribution adds 1 to the counts
/// of its label.
/// @dev In logarithms nothing underflows. With s the smoothing in 256ths, L the sample's length, all logarithms in
/// units of 2^-32 as Logarithm rounds them, the score of a class is
///
///   log2(samples) + Σ log2(Π (256 * count + s)) - L * log2(256 * total + s * featureCount)
///
/// where each product is of ten features of the sample, in its order, the last one of what is left. Each logarithm
/// is off by at most 2.9e-6, so the score is by at most 2.9e-6 * (1 + ⌈L / 10⌉ + L).
abstract contract NaiveBayes is CountedClasses {
    using ClassCounts for ClassCounts.Counts;

    error SmoothingOutOfRange(uint256 smoothing, uint256 max);

    /// In 256ths, as the smoothing in the parameters.
    uint256 private constant MAX_SMOOTHING = type(uint16).max;
    /// The bytes of ten features, whose product is below 2^256.
    uint256 private constant FACTORS = 20;
    int256 private constant EMPTY = type(int256).min;

    /// @return The binary logarithm of each class's joint probability, in units of 2^-32, up to a constant that is
    /// the same for all; type(int256).min for classes without samples. The model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _scores(modelId, classifier, sample);
    }

    function _checkSmoothing(uint256 smoothing) internal pure override {
        if (smoothing == 0 || smoothing > MAX_SMOOTHING) revert SmoothingOutOfRange(smoothing, MAX_SMOOTHING);
    }

    function _inTotal(uint256 count) internal pure override returns (uint256) {
        return count;
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256 best)
    {
        int256[] memory s = _scores(modelId, classifier, sample);
        for (uint256 c = 1; c < s.length; ++c) {
            if (s[c] > s[best]) best = c;
        }
    }

    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        uint256 classes = classCount(modelId);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        ClassState s = _state(modelId, label);
        if (s.samples() == ClassStateLibrary.MAX_SAMPLES) return;
        (uint256 moved,) = _count(modelId, classifier, sample, label, false);
        _setState(modelId, label, ClassStateLibrary.create(s.samples() + 1, s.total() + moved));
    }

    function _scores(uint256 modelId, uint40 classifier, bytes calldata sample)
        private
        view
        returns (int256[] memory result)
    {
        ClassCounts.Counts memory counts = _counts(modelId, classifier);
        uint256[] memory products = new uint256[](classCount(modelId));
        uint256 smoothing = _smoothing(modelId);
        uint256 logs = Logarithm.load();
        result = _priors(modelId, products.length, sample.length / 2, smoothing * _featureCount(classifier), logs);
        for (uint256 from; from < sample.length; from += FACTORS) {
            for (uint256 c; c < products.length; ++c) {
                products[c] = 1;
            }
            uint256 to = FixedPointMathLib.min(from + FACTORS, sample.length);
            counts.fold(sample, from, to, products, smoothing);
            for (uint256 c; c < products.length; ++c) {
                if (result[c] != EMPTY) result[c] += int256(Logarithm.log2(logs, products[c]));
            }
        }
    }

    /// @return result log2(samples) - L * log2(256 * total + smoothing) for each class.
    function _priors(uint256 modelId, uint256 classes, uint256 length, uint256 smoothing, uint256 logs)
        private
        view
        returns (int256[] memory result)
    {
        result = new int256[](classes);
        for (uint256 c; c < classes; ++c) {
            ClassState s = _state(modelId, c);
            result[c] = s.samples() == 0
                ? EMPTY
                : int256(Logarithm.log2(logs, s.samples()))
                    - int256(length * Logarithm.log2(logs, 256 * s.total() + smoothing));
        }
    }
}
