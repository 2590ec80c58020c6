// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LabelsOnly} from "./LabelsOnly.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {DenseSample} from "../libraries/DenseSample.sol";
import {DenseVectors} from "../libraries/DenseVectors.sol";

/// Scores that are linear in a dense sample: 2^15 * intercept + Σ weight x, where 2^15 is what a feature of 1 is. So
/// the intercept counts as the weight of a feature that is always 1.
/// @dev Intercept and weights are uploaded + trained: the uploaded part (intercept int32, weight int16) stands in
/// code, the trained part of the same size in storage, where it saturates at ±(2^31 - 1) and ±(2^15 - 1).
///
/// Parameters, big-endian: the intercepts of all vectors, int32, filled up with 0 to whole words; then the weights
/// vector by vector, int16, each filled up with 0 to whole words. The trained words stand in the same order.
abstract contract DenseLinear is LabelsOnly {
    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);
    /// Bits are set where no parameter is.
    error WordNotCanonical(uint256 word, uint256 value);

    uint256 private constant MAX_FEATURES = 1024;
    uint256 private constant MAX_VECTORS = 64;
    uint256 private constant MAX_RATE = 32_767;
    uint256 private constant BASE_GAS = 30_000;
    uint256 private constant PAGE_GAS = 12_000;
    uint256 private constant VECTOR_GAS = 1_500;
    uint256 private constant WORD_GAS = 2_600;
    int256 private constant MAX_INTERCEPT = type(int32).max;
    /// The words of 64 intercepts and of 64 vectors of 1,024 weights.
    uint256 private constant MAX_WORDS = 4104;

    mapping(uint256 modelId => uint256[MAX_WORDS]) private _trained;

    /// @return words The words of what training has added, from `offset` on.
    function trainedParameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        _checkWords(modelId, offset, count);
        words = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            words[i] = _trained[modelId][offset + i];
        }
    }

    /// @dev Reverts on options out of range.
    /// @return words How many words of parameters `vectors` vectors take.
    function _checkLinear(uint256 featureCount, uint256 learningRate, uint256 vectors)
        internal
        pure
        returns (uint256 words)
    {
        if (featureCount == 0 || featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(featureCount, MAX_FEATURES);
        }
        if (learningRate == 0 || learningRate > MAX_RATE) {
            revert LearningRateOutOfRange(learningRate, MAX_RATE);
        }
        return _interceptWords(vectors) + vectors * DenseSample.wordsFor(featureCount);
    }

    /// @dev Stores `words` from `offset` on of `vectors` vectors of `featureCount` weights.
    function _storeLinear(
        uint256 modelId,
        uint256 featureCount,
        uint256 vectors,
        uint256 offset,
        uint256[] calldata words
    ) internal {
        uint256 perVector = DenseSample.wordsFor(featureCount);
        uint256 head = _interceptWords(vectors);
        CodePages.store(modelId, offset, words, head + vectors * perVector);
        for (uint256 i; i < words.length; ++i) {
            uint256 index = offset + i;
            // how many bits at the bottom of this word are beyond the last parameter of its kind
            uint256 unused;
            if (index + 1 == head) {
                unused = 256 * head - 32 * vectors;
            } else if (index >= head && (index - head) % perVector == perVector - 1) {
                unused = 256 * perVector - 16 * featureCount;
            }
            if (unused != 0 && words[i] << (256 - unused) != 0) revert WordNotCanonical(index, words[i]);
        }
    }

    /// @return What `_scores` takes at most, in gas: for itself, for each page of code and each vector, and for each
    /// sixteen features of that (an uploaded word and a cold one of storage).
    function _scoresGas(uint256 featureCount, uint256 vectors) internal pure returns (uint256) {
        uint256 words = vectors * DenseSample.wordsFor(featureCount);
        uint256 pages = words / CodePages.PAGE_WORDS + 2;
        return BASE_GAS + pages * PAGE_GAS + vectors * VECTOR_GAS + words * WORD_GAS;
    }

    /// @return scores The score of each vector, in weight units / 2^15.
    function _scores(uint256 modelId, uint256 featureCount, uint256 vectors, bytes calldata sample)
        internal
        view
        returns (int256[] memory scores)
    {
        uint256 head = _interceptWords(vectors);
        uint256 words = DenseSample.wordsFor(featureCount);
        uint256 uploaded = CodePages.load(modelId, head + vectors * words);
        scores = _interceptScores(modelId, vectors, uploaded);
        (uint256 lanes, int256 total) = DenseSample.spread(sample);
        uint256 trained = _trainedOf(modelId);
        for (uint256 v; v < vectors; ++v) {
            uint256 first = head + v * words;
            scores[v] += DenseVectors.dot(uploaded + 32 * first, words, lanes, total)
            + DenseVectors.dotStored(trained + first, words, lanes, total);
        }
    }

    /// @dev Moves vector `v` by the sample times `rate`, away from it when `sign` is -1; the intercept by `rate`.
    function _move(
        uint256 modelId,
        uint256 vectors,
        uint256 v,
        bytes calldata sample,
        uint256 rate,
        int256 sign
    ) internal {
        int256 intercept = _trainedIntercept(modelId, v) + sign * int256(rate);
        if (intercept > MAX_INTERCEPT) intercept = MAX_INTERCEPT;
        if (intercept < -MAX_INTERCEPT) intercept = -MAX_INTERCEPT;
        _setTrainedIntercept(modelId, v, intercept);
        uint256 first = _interceptWords(vectors) + v * DenseSample.wordsFor(sample.length / 2);
        DenseVectors.addToWeights(_trainedOf(modelId) + first, sample, rate, sign);
    }

    function _interceptScores(uint256 modelId, uint256 vectors, uint256 uploaded)
        private
        view
        returns (int256[] memory scores)
    {
        scores = new int256[](vectors);
        for (uint256 v; v < vectors; ++v) {
            int256 intercept;
            // the four bytes that end where the next intercept begins
            assembly ("memory-safe") {
                intercept := signextend(3, shr(224, mload(add(uploaded, shl(2, v)))))
            }
            scores[v] = (intercept + _trainedIntercept(modelId, v)) << 15;
        }
    }

    function _trainedIntercept(uint256 modelId, uint256 v) private view returns (int256) {
        return int32(uint32(_trained[modelId][v / 8] >> (224 - 32 * (v % 8))));
    }

    function _setTrainedIntercept(uint256 modelId, uint256 v, int256 intercept) private {
        uint256 shift = 224 - 32 * (v % 8);
        uint256 rest = _trained[modelId][v / 8] & ~(uint256(type(uint32).max) << shift);
        _trained[modelId][v / 8] = (uint256(uint32(int32(intercept))) << shift) | rest;
    }

    function _interceptWords(uint256 vectors) private pure returns (uint256) {
        return (vectors + 7) / 8;
    }

    function _trainedOf(uint256 modelId) private view returns (uint256 slot) {
        uint256[MAX_WORDS] storage words = _trained[modelId];
        // The slot of the model's first trained word.
        assembly ("memory-safe") {
            slot := words.slot
        }
    }
}
