// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {LabelsOnly} from "./LabelsOnly.sol";
import {ClassCounts, Counts} from "../libraries/ClassCounts.sol";
import {CountIncrements} from "../libraries/CountIncrements.sol";
import {CountSums} from "../libraries/CountSums.sol";
import {Logarithm} from "../libraries/Logarithm.sol";
import {ClassState} from "../types/ClassState.sol";

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
/// where each product is of ten features of the sample, in its order; the last one on a page of uploaded counts (see
/// CountedClasses), of what is left there. Each logarithm is off by at most 1.2e-5.
abstract contract NaiveBayes is CountedClasses, LabelsOnly {
    using CountIncrements for Counts;
    using CountSums for Counts;

    error SmoothingOutOfRange(uint256 smoothing, uint256 max);

    /// In 256ths, as the smoothing in the parameters.
    uint256 private constant MAX_SMOOTHING = type(uint16).max;
    /// The score of a class without samples.
    int256 private constant EMPTY = type(int256).min;

    /// @return The binary logarithm of each class's joint probability, in units of 2^-32, up to a constant that is
    /// the same for all; type(int256).min for classes without samples. The model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _scores(modelId, classifier, sample, classCount(modelId));
    }

    function _checkSmoothing(uint256 smoothing) internal pure override {
        if (smoothing == 0 || smoothing > MAX_SMOOTHING) {
            revert SmoothingOutOfRange(smoothing, MAX_SMOOTHING);
        }
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
        int256[] memory s = _scores(modelId, classifier, sample, _taught(modelId, classifier));
        int256 highest = EMPTY;
        unchecked {
            for (uint256 c; c < s.length; ++c) {
                int256 score = s[c];
                if (score > highest) (best, highest) = (c, score);
            }
        }
    }

    function _train(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label, uint256 first)
        internal
        override
        returns (uint256, uint256)
    {
        // The uploaded counts are not needed, so no page is opened.
        Counts counts = _counts(modelId, classifier, sample, first);
        counts.whole();
        counts.select(label, label);
        return (counts.increment(), counts.get(ClassCounts.HELD));
    }

    /// @param classes Of the first so many.
    function _scores(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 classes)
        private
        view
        returns (int256[] memory result)
    {
        uint256 logs = Logarithm.load();
        (uint256 first, ClassState[] memory states) = _states(modelId, classes);
        uint256 smoothing = _smoothing(first);
        result = _priors(states, smoothing * _featureCount(classifier), sample.length / 2, logs);
        Counts counts = _counts(modelId, classifier, sample, first);
        // Sums of logarithms are below 2^48.
        unchecked {
            while (counts.open()) {
                for (uint256 c; c < result.length; ++c) {
                    if (result[c] == EMPTY) continue;
                    bool pair = counts.select(c, result.length);
                    (uint256 a, uint256 b) = counts.logSums(smoothing, logs);
                    result[c] += int256(a);
                    if (pair && result[++c] != EMPTY) result[c] += int256(b);
                }
            }
        }
    }

    /// @return result log2(samples) - length * log2(256 * total + smoothing) of each class.
    function _priors(ClassState[] memory states, uint256 smoothing, uint256 length, uint256 logs)
        private
        pure
        returns (int256[] memory result)
    {
        result = new int256[](states.length);
        // Logarithms are below 2^14 in units of 1, lengths below 2^10.
        unchecked {
            for (uint256 c; c < states.length; ++c) {
                ClassState s = states[c];
                int256 score = EMPTY;
                if (s.samples() != 0) {
                    uint256 norm = length * Logarithm.log2(logs, 256 * s.total() + smoothing);
                    score = int256(Logarithm.log2(logs, s.samples())) - int256(norm);
                }
                result[c] = score;
            }
        }
    }
}
