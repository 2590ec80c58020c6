// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {LabelsOnly} from "./LabelsOnly.sol";
import {ClassCounts} from "../libraries/ClassCounts.sol";

/// Nearest centroid (Rocchio) over sets of features, where a present feature is 1 and an absent one 0: the class whose
/// mean is closest to the sample in Euclidean distance, the lowest such class when several are; classes without
/// samples are passed over. Every contribution adds its sample to the sum Σx of its class, which is its counts.
/// @dev Distances are compared exactly: ‖x - Σx/n‖² - ‖x‖² = (‖Σx‖² - 2 n x·Σx) / n², and fractions by cross
/// multiplication; x·Σx is the sum of the counts of the sample's features, and a class's total is ‖Σx‖². The
/// smoothing in the parameters is not used, and must be 0.
abstract contract SparseNearestCentroid is CountedClasses, LabelsOnly {
    using ClassCounts for ClassCounts.Counts;
    using ClassCounts for ClassCounts.Column;

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
        return _distances(modelId, classifier, sample);
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
        (int256[] memory numerators, uint256[] memory samples) = _distances(modelId, classifier, sample);
        int256 best;
        int256 bestSquare;
        // |numerator| < 2^51 and n² < 2^44.
        unchecked {
            for (uint256 c; c < samples.length; ++c) {
                int256 square = int256(samples[c] * samples[c]);
                if (square == 0) continue;
                if (bestSquare == 0 || numerators[c] * bestSquare < best * square) {
                    (nearest, best, bestSquare) = (c, numerators[c], square);
                }
            }
        }
    }

    function _train(ClassCounts.Counts memory counts, bytes calldata sample, uint256 label)
        internal
        override
        returns (uint256 growth)
    {
        ClassCounts.Column memory column;
        ClassCounts.Part memory rest = ClassCounts.whole(sample);
        while (rest.from != rest.to) {
            ClassCounts.Part memory part = rest;
            rest = counts.open(part);
            counts.select(column, part, label);
            growth += column.incrementSquares(part);
        }
    }

    function _distances(uint256 modelId, uint40 classifier, bytes calldata sample)
        private
        view
        returns (int256[] memory numerators, uint256[] memory samples)
    {
        samples = _samples(modelId);
        uint256[] memory dots = _dots(modelId, classifier, sample, samples);
        numerators = new int256[](samples.length);
        for (uint256 c; c < samples.length; ++c) {
            numerators[c] = int256(_state(modelId, c).total()) - int256(2 * samples[c] * dots[c]);
        }
    }

    function _samples(uint256 modelId) private view returns (uint256[] memory samples) {
        samples = new uint256[](classCount(modelId));
        for (uint256 c; c < samples.length; ++c) {
            samples[c] = _state(modelId, c).samples();
        }
    }

    /// @return dots x·Σx for each class; 0 for classes without samples, of which nothing is read.
    function _dots(uint256 modelId, uint40 classifier, bytes calldata sample, uint256[] memory samples)
        private
        view
        returns (uint256[] memory dots)
    {
        dots = new uint256[](samples.length);
        ClassCounts.Counts memory counts = _counts(modelId, classifier);
        ClassCounts.Column memory column;
        ClassCounts.Part memory rest = ClassCounts.whole(sample);
        while (rest.from != rest.to) {
            ClassCounts.Part memory part = rest;
            rest = counts.open(part);
            for (uint256 c; c < dots.length; ++c) {
                if (samples[c] == 0) continue;
                counts.select(column, part, c);
                dots[c] += column.sum(part);
            }
        }
    }
}
