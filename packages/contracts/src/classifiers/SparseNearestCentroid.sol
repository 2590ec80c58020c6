// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {Counts} from "../libraries/ClassCounts.sol";
import {CountIncrements} from "../libraries/CountIncrements.sol";
import {CountSums} from "../libraries/CountSums.sol";
import {Words} from "../libraries/NeededWords.sol";
import {ClassState} from "../types/ClassState.sol";
import {CountSettings} from "../types/CountSettings.sol";

/// Nearest centroid (Rocchio) over sets of features, where a present feature is 1 and an absent one 0: the class whose
/// mean is closest to the sample in Euclidean distance, the lowest such class when several are; classes without
/// samples are passed over. Every contribution adds its sample to the sum Σx of its class, which is its counts.
/// @dev Distances are compared exactly: ‖x - Σx/n‖² - ‖x‖² = (‖Σx‖² - 2 n x·Σx) / n², and fractions by cross
/// multiplication; x·Σx is the sum of the counts of the sample's features, and a class's total is ‖Σx‖². The
/// smoothing in the parameters is not used, and must be 0.
abstract contract SparseNearestCentroid is CountedClasses {
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
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        uint256[] memory none;
        (uint256[] memory dots, Words memory words) = _dots(modelId, settings, _base(modelId), none, sample);
        samples = new uint256[](_classCount(modelId, settings));
        numerators = new int256[](samples.length);
        for (uint256 c; c < dots.length; ++c) {
            (numerators[c], samples[c]) = _distance(words, c, dots[c]);
        }
    }

    function _checkSmoothing(uint256 smoothing) internal pure override {
        if (smoothing != 0) revert SmoothingOutOfRange(smoothing, 0);
    }

    function _maxSampleWeight() internal pure override returns (uint256) {
        return 0;
    }

    function _inTotal(uint256 count) internal pure override returns (uint256) {
        return count * count;
    }

    function _learnsFromUploaded() internal pure override returns (bool) {
        return true;
    }

    function _train(CountSettings, Counts memory counts) internal view override returns (uint256 growth) {
        // A total is below 2^50.
        unchecked {
            while (counts.open()) {
                (uint256 moved, uint256 before) = counts.incrementSum();
                // (count + 1)² = count² + 2 count + 1
                growth += 2 * before + moved;
            }
        }
    }

    function _offersQuadraticLoss() internal pure override returns (bool) {
        return false;
    }

    function _quadraticLoss(uint256, uint56, bytes calldata, uint256)
        internal
        pure
        override
        returns (uint256)
    {
        revert QuadraticLossNotOffered();
    }

    function _judge(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample
    ) internal view override returns (uint256 nearest, uint256[] memory touched) {
        (uint256[] memory dots, Words memory words) = _dots(modelId, settings, base, given, sample);
        int256 best;
        int256 bestSquare;
        // |numerator| < 2^51 and n² < 2^44.
        unchecked {
            for (uint256 c; c < dots.length; ++c) {
                (int256 numerator, uint256 samples) = _distance(words, c, dots[c]);
                if (samples == 0) continue;
                int256 square = int256(samples * samples);
                if (bestSquare == 0 || numerator * bestSquare < best * square) {
                    (nearest, best, bestSquare) = (c, numerator, square);
                }
            }
        }
        return (nearest, words.list);
    }

    /// @return numerator As `distances` has it.
    /// @return samples Of the class.
    function _distance(Words memory words, uint256 label, uint256 dot)
        private
        pure
        returns (int256 numerator, uint256 samples)
    {
        ClassState s = _stateOf(words, label);
        samples = s.samples();
        // A total is below 2^50, 2 n x·Σx below 2^51.
        unchecked {
            numerator = int256(s.total()) - int256(2 * samples * dot);
        }
    }

    /// @return dots x·Σx for each class that has samples, and all below; of no meaning for others.
    /// @return words All that were needed (`_judge`), the states first.
    function _dots(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample
    ) private view returns (uint256[] memory dots, Words memory) {
        CountSettings s = CountSettings.wrap(settings);
        dots = new uint256[](s.maxClasses());
        Counts memory counts = _counts(modelId, s, base, given, sample, true);
        Words memory words = counts.words;
        (, uint256 classes) = _needStates(words, s);
        // of the classes that are taught
        assembly ("memory-safe") {
            mstore(dots, classes)
        }
        // Sums of counts are below 2^27.
        unchecked {
            while (counts.open()) {
                for (uint256 c; c < classes; ++c) {
                    if (_stateOf(words, c).samples() == 0) continue;
                    bool pair = counts.select(c, classes);
                    (uint256 a, uint256 b) = counts.sum();
                    dots[c] += a;
                    if (pair) dots[++c] += b;
                }
            }
        }
        words.close();
        return (dots, words);
    }
}
