// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "./CountedClasses.sol";
import {Counts} from "../libraries/ClassCounts.sol";
import {CountIncrements} from "../libraries/CountIncrements.sol";
import {CountSums} from "../libraries/CountSums.sol";
import {Logarithm} from "../libraries/Logarithm.sol";
import {Words} from "../libraries/NeededWords.sol";
import {SampleWeights} from "../libraries/SampleWeights.sol";
import {Softmax} from "../libraries/Softmax.sol";
import {ClassState} from "../types/ClassState.sol";
import {CountSettings} from "../types/CountSettings.sol";

/// Multinomial naive Bayes over sets of features (Manning, Raghavan & Schütze, "Introduction to Information
/// Retrieval", 2008, section 13.2): the class with the highest
///
///   log P(class) + Σ over the sample's features of log((count + smoothing) / (total + smoothing * features))
///
/// and the lowest class of several; classes without samples are passed over. Every contribution adds 1 to the counts of
/// its label, or its share of the sample weight. Probabilities are the Softmax of the scores; that of a class without
/// samples is 0, so when none has any, the quadratic loss is 1/2.
/// @dev In logarithms nothing underflows. With s the smoothing in 256ths, L the sample's length, all logarithms in
/// units of 2^-32 as Logarithm rounds them, the score of a class is
///
///   log2(samples) + Σ log2(Π (256 * count + s)) - L * log2(256 * total + s * featureCount)
///
/// where each product is of ten features of the sample, in its order; the last one on a page of uploaded counts (see
/// CountedClasses), of what is left there. Each logarithm is off by at most 1.2e-5.
abstract contract NaiveBayes is CountedClasses {
    using CountIncrements for Counts;
    using CountSums for Counts;
    using SampleWeights for Counts;

    error SmoothingOutOfRange(uint256 smoothing, uint256 max);

    /// In 256ths, as the smoothing in the parameters.
    uint256 private constant MAX_SMOOTHING = type(uint16).max;
    /// As many as the longest sample has features.
    uint256 private constant MAX_SAMPLE_WEIGHT = 448;
    /// The score of a class without samples.
    int256 private constant EMPTY = Softmax.EMPTY;
    /// ln 2, in units of 2^-16.
    uint256 private constant LN_2 = 45_426;

    /// @return The binary logarithm of each class's joint probability, in units of 2^-32, up to a constant that is
    /// the same for all; type(int256).min for classes without samples. The model says the class with the highest.
    function scores(uint256 modelId, bytes calldata sample) external view returns (int256[] memory) {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        uint256[] memory none;
        (int256[] memory taught,) = _scores(modelId, settings, _base(modelId), none, sample);
        int256[] memory all = new int256[](_classCount(modelId, settings));
        for (uint256 c; c < all.length; ++c) {
            all[c] = c < taught.length ? taught[c] : EMPTY;
        }
        return all;
    }

    function _checkSmoothing(uint256 smoothing) internal pure override {
        if (smoothing == 0 || smoothing > MAX_SMOOTHING) {
            revert SmoothingOutOfRange(smoothing, MAX_SMOOTHING);
        }
    }

    function _maxSampleWeight() internal pure override returns (uint256) {
        return MAX_SAMPLE_WEIGHT;
    }

    function _inTotal(uint256 count) internal pure override returns (uint256) {
        return count;
    }

    function _learnsFromUploaded() internal pure override returns (bool) {
        return false;
    }

    function _train(CountSettings s, Counts memory counts) internal view override returns (uint256 growth) {
        if (s.sampleWeight() != 0) return counts.addWeight(s.sampleWeight());
        return counts.open() ? counts.increment() : 0;
    }

    function _offersQuadraticLoss() internal pure override returns (bool) {
        return true;
    }

    /// @dev A difference d of scores, binary logarithms in units of 2^-32, is d LN_2 / 2^16 in natural ones in the same
    /// units, and d LN_2 / 2^33 in units of 2^-15.
    function _quadraticLoss(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256)
    {
        uint256[] memory none;
        (int256[] memory s,) = _scores(modelId, settings, _base(modelId), none, sample);
        return Softmax.quadraticLoss(s, label, LN_2, 1 << 33);
    }

    function _judge(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample
    ) internal view override returns (uint256 best, uint256[] memory touched) {
        int256[] memory s;
        (s, touched) = _scores(modelId, settings, base, given, sample);
        int256 highest = EMPTY;
        unchecked {
            for (uint256 c; c < s.length; ++c) {
                int256 score = s[c];
                if (score > highest) (best, highest) = (c, score);
            }
        }
    }

    /// @return result Of all classes that have samples, and all below them.
    /// @return touched The words that were needed (`_judge`).
    function _scores(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample
    ) private view returns (int256[] memory result, uint256[] memory touched) {
        CountSettings s = CountSettings.wrap(settings);
        uint256 logs = Logarithm.load();
        result = new int256[](s.maxClasses());
        Counts memory counts = _counts(modelId, s, base, given, sample, true);
        (uint256 first, uint256 classes) = _needStates(counts.words, s);
        // of the classes that are taught
        assembly ("memory-safe") {
            mstore(result, classes)
        }
        uint256 smoothing = _smoothing(first);
        _setPriors(result, counts.words, smoothing * s.featureCount(), sample.length / 2, logs);
        // Sums of logarithms are below 2^48.
        unchecked {
            while (counts.open()) {
                for (uint256 c; c < classes; ++c) {
                    if (result[c] == EMPTY) continue;
                    bool pair = counts.select(c, classes);
                    (uint256 a, uint256 b) = counts.logSums(smoothing, logs);
                    result[c] += int256(a);
                    if (pair && result[++c] != EMPTY) result[c] += int256(b);
                }
            }
        }
        touched = counts.words.close();
    }

    /// @dev Sets log2(samples) - length * log2(256 * total + smoothing) for each class.
    function _setPriors(
        int256[] memory result,
        Words memory words,
        uint256 smoothing,
        uint256 length,
        uint256 logs
    ) private pure {
        // Logarithms are below 2^14 in units of 1, lengths below 2^10.
        unchecked {
            for (uint256 c; c < result.length; ++c) {
                ClassState s = _stateOf(words, c);
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
