// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {LabelsOnly} from "./LabelsOnly.sol";
import {ClassCounts, Counts} from "../libraries/ClassCounts.sol";
import {CountIncrements} from "../libraries/CountIncrements.sol";
import {CountSums} from "../libraries/CountSums.sol";
import {ClassState} from "../types/ClassState.sol";

/// Nearest centroid (Rocchio) over sets of features, where a present feature is 1 and an absent one 0: the class whose
/// mean is closest to the sample in Euclidean distance, the lowest such class when several are; classes without
/// samples are passed over. Every contribution adds its sample to the sum Σx of its class, which is its counts.
/// @dev Distances are compared exactly: ‖x - Σx/n‖² - ‖x‖² = (‖Σx‖² - 2 n x·Σx) / n², and fractions by cross
/// multiplication; x·Σx is the sum of the counts of the sample's features, and a class's total is ‖Σx‖². The
/// smoothing in the parameters is not used, and must be 0.
abstract contract SparseNearestCentroid is CountedClasses, LabelsOnly {
    using CountIncrements for Counts;
    using CountSums for Counts;

    error SmoothingOutOfRange(uint256 smoothing, uint256 max);

    /// @return numerators ‖Σx‖² - 2 n x·Σx of each class.
    /// @return samples n of each class. The model says the class with the smallest numerator / n².
    function distances(uint256 modelId, bytes calldata sample)
        external
        view
        returns (int256[] memory numerators, uint256[] memory samples)
    {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _distances(modelId, classifier, sample, classCount(modelId));
    }

    function _checkSmoothing(uint256 smoothing) internal pure override {
        if (smoothing != 0) revert SmoothingOutOfRange(smoothing, 0);
    }

    function _inTotal(uint256 count) internal pure override returns (uint256) {
        return count * count;
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256 nearest)
    {
        (int256[] memory numerators, uint256[] memory samples) =
            _distances(modelId, classifier, sample, _taught(modelId, classifier));
        int256 best;
        int256 bestSquare;
        // |numerator| < 2^51 and n² < 2^44.
        unchecked {
            for (uint256 c; c < samples.length; ++c) {
                int256 square = int256(samples[c]);
                if (square == 0) continue;
                square *= square;
                int256 numerator = numerators[c];
                if (bestSquare == 0 || numerator * bestSquare < best * square) {
                    (nearest, best, bestSquare) = (c, numerator, square);
                }
            }
        }
    }

    function _train(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label, uint256 first)
        internal
        override
        returns (uint256 growth, uint256 next)
    {
        Counts counts = _counts(modelId, classifier, sample, first);
        // A total is below 2^50.
        unchecked {
            while (counts.open()) {
                counts.select(label, label);
                (uint256 moved, uint256 before) = counts.incrementSum();
                // (count + 1)² = count² + 2 count + 1
                growth += 2 * before + moved;
            }
        }
        next = counts.get(ClassCounts.HELD);
    }

    /// @param classes Of the first so many.
    function _distances(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 classes)
        private
        view
        returns (int256[] memory numerators, uint256[] memory samples)
    {
        (uint256 first, ClassState[] memory states) = _states(modelId, classes);
        uint256[] memory dots = _dots(modelId, classifier, sample, states, first);
        samples = new uint256[](states.length);
        numerators = new int256[](states.length);
        // A total is below 2^50, 2 n x·Σx below 2^51.
        unchecked {
            for (uint256 c; c < states.length; ++c) {
                ClassState s = states[c];
                uint256 n = s.samples();
                samples[c] = n;
                numerators[c] = int256(s.total()) - int256(2 * n * dots[c]);
            }
        }
    }

    /// @param first The first word of states.
    /// @return dots x·Σx for each class that has samples; of no meaning for others.
    function _dots(
        uint256 modelId,
        uint40 classifier,
        bytes calldata sample,
        ClassState[] memory states,
        uint256 first
    ) private view returns (uint256[] memory dots) {
        dots = new uint256[](states.length);
        Counts counts = _counts(modelId, classifier, sample, first);
        // Sums of counts are below 2^27.
        unchecked {
            while (counts.open()) {
                for (uint256 c; c < states.length; ++c) {
                    if (states[c].samples() == 0) continue;
                    bool pair = counts.select(c, states.length);
                    (uint256 a, uint256 b) = counts.sum();
                    dots[c] += a;
                    if (pair) dots[++c] += b;
                }
            }
        }
    }
}
