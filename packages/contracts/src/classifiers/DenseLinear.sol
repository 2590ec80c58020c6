// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "./Classifier.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {DenseSample} from "../libraries/DenseSample.sol";
import {DenseVectors} from "../libraries/DenseVectors.sol";
import {Softmax} from "../libraries/Softmax.sol";
import {StoredWords} from "../libraries/StoredWords.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Classifiers whose scores are linear in a dense sample: 2^15 * intercept + Σ weight x for each vector of weights,
/// where 2^15 is what a feature of 1 is. So the intercept counts as the weight of a feature that is always 1. A sample
/// that the model gets wrong moves the vector of its label towards it, and that of the class that won away from it;
/// with one vector for two classes, class 1 is towards it: the intercept by the learning rate, each weight by
/// round(x * learningRate / 2^15), halves up.
/// @dev Intercept and weights are uploaded + trained: the uploaded part (intercept int32, weight int16) stands in
/// code, the trained part of the same size in storage, where it saturates at ±(2^31 - 1) and ±(2^15 - 1).
///
/// Parameters, big-endian: the intercepts of all vectors, int32, filled up with 0 to whole words; then the weights
/// vector by vector, int16, each filled up with 0 to whole words. The trained words stand in the same order.
abstract contract DenseLinear is Classifier {
    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error LearningRateOutOfRange(uint256 learningRate, uint256 max);
    /// Bits are set where no parameter is.
    error WordNotCanonical(uint256 word, uint256 value);
    /// For a step that is done again: the uploaded words never change, and all of them are needed.
    error UploadedWordsMismatch(uint256 words, uint256 requiredWords);

    uint256 private constant MAX_FEATURES = 1024;
    uint256 private constant MAX_VECTORS = 64;
    uint256 private constant MAX_RATE = 32_767;
    uint256 private constant BASE_GAS = 30_000;
    uint256 private constant PAGE_GAS = 12_000;
    uint256 private constant VECTOR_GAS = 1_500;
    uint256 private constant WORD_GAS = 2_600;
    /// What learning takes at most: for each sixteen features of a vector, and for a fresh word of storage.
    uint256 private constant LEARNING_WORD_GAS = 2_550;
    uint256 private constant FRESH_WORD_GAS = 21_500;
    /// What a cold word takes more than one that was read before, and a fresh one more than one that was written
    /// before.
    uint256 private constant COLD_WORD_GAS = 2_000;
    uint256 private constant NEW_WORD_GAS = 19_900;
    int256 private constant MAX_INTERCEPT = type(int32).max;
    /// The words of 64 intercepts and of 64 vectors of 1,024 weights.
    uint256 private constant MAX_WORDS = 4104;

    /// @custom:storage-location erc7201:cotrain.classifier.dense-linear
    struct Trained {
        mapping(uint256 modelId => uint256[MAX_WORDS]) words;
    }

    bytes32 private constant TRAINED = 0x951e35649c1f258efe705a2d410bf4b7d4e36e89feada34fc2797a6c58441900;

    /// @return words The words of what training has added, from `offset` on.
    function trainedParameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        _checkWords(modelId, offset, count);
        return StoredWords.slice(_base(modelId), offset, count);
    }

    /// @return featureCount Features of the model.
    /// @return vectors Vectors of weights: one for each class, or one for two classes.
    /// @return learningRate How far an update moves the weight of a feature of 1.
    function _shape(uint56 settings)
        internal
        pure
        virtual
        returns (uint256 featureCount, uint256 vectors, uint256 learningRate);

    /// @return The class that has won.
    function _classOf(int256[] memory scores_) internal pure virtual returns (uint256);

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

    function _takesSets() internal pure override returns (bool) {
        return false;
    }

    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
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

    function _checkSample(uint56 settings, bytes calldata sample) internal pure override {
        (uint256 featureCount,,) = _shape(settings);
        DenseSample.check(sample, featureCount);
    }

    /// @return What `_scores` and the loss take at most, in gas: for themselves, for each page of code and each vector,
    /// and for each sixteen features of that (an uploaded word and a cold one of storage).
    function _predictionGas(uint56 settings, uint256) internal pure override returns (uint256) {
        (, uint256 vectors,) = _shape(settings);
        return _readingGas(settings, WORD_GAS) + vectors * Softmax.CLASS_GAS;
    }

    /// @dev Two vectors that are written, or one.
    function _learningGas(uint56 settings, uint256) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 written = (vectors == 1 ? 1 : 2) * (1 + DenseSample.wordsFor(featureCount));
        return _readingGas(settings, LEARNING_WORD_GAS) + written * FRESH_WORD_GAS;
    }

    /// @dev All words are cold once. Each second time that a vector is written its words can be 0 again, and fresh the
    /// next time.
    function _bundleGas(uint56 settings, uint256, uint256 count) internal pure override returns (uint256) {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 words = DenseSample.wordsFor(featureCount);
        uint256 written = count * (vectors == 1 ? 1 : 2);
        uint256 fresh = (written + FixedPointMathLib.min(written, vectors)) / 2;
        return count * _readingGas(settings, LEARNING_WORD_GAS - COLD_WORD_GAS) + vectors * words
            * COLD_WORD_GAS + (1 + words) * (written * (FRESH_WORD_GAS - NEW_WORD_GAS) + fresh * NEW_WORD_GAS);
    }

    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        return _classOf(_scores(modelId, settings, sample));
    }

    function _update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
    {
        _predictAndUpdate(modelId, settings, sample, label);
    }

    function _predictAndUpdate(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
        returns (uint256 predicted)
    {
        uint256 base = _base(modelId);
        uint256[] memory touched;
        (predicted, touched) = _step(settings, base, touched, _uploaded(modelId, settings), sample, label);
        if (predicted == label) return predicted;
        (, uint256 vectors,) = _shape(settings);
        if (vectors == 1) {
            _saveVector(settings, base, touched, 0);
        } else {
            _saveVector(settings, base, touched, label);
            _saveVector(settings, base, touched, predicted);
        }
    }

    /// @dev All that learning does, but for writing it down.
    /// @param base Where the model's trained words begin in storage; or 0, and nothing but the words in `given` is
    /// read, so that a step can be done again without a model.
    /// @param uploaded All uploaded words, which never change.
    /// @return predicted The class that the weights gave to the sample; they have changed if it is not the label.
    /// @return touched All trained words, as they are after it.
    function _step(
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        uint256[] memory uploaded,
        bytes calldata sample,
        uint256 label
    ) internal view returns (uint256 predicted, uint256[] memory touched) {
        uint256 classes = _classCount(0, settings);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        int256[] memory totals;
        (totals, touched) = _sum(settings, base, given, uploaded, sample);
        predicted = _classOf(totals);
        if (predicted == label) return (predicted, touched);
        if (totals.length == 1) {
            _move(settings, touched, 0, sample, label == 1 ? int256(1) : -1);
        } else {
            _move(settings, touched, label, sample, 1);
            _move(settings, touched, predicted, sample, -1);
        }
    }

    /// @return totals The score of each vector, in weight units / 2^15.
    function _scores(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        returns (int256[] memory totals)
    {
        uint256[] memory none;
        (totals,) = _sum(settings, _base(modelId), none, _uploaded(modelId, settings), sample);
    }

    function _sum(
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        uint256[] memory uploaded,
        bytes calldata sample
    ) private view returns (int256[] memory totals, uint256[] memory touched) {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 words = DenseSample.wordsFor(featureCount);
        uint256 head = _interceptWords(vectors);
        uint256 all = head + vectors * words;
        if (uploaded.length != all) revert UploadedWordsMismatch(uploaded.length, all);
        touched = StoredWords.leading(base, given, all);
        totals = new int256[](vectors);
        (uint256 lanes, int256 total) = DenseSample.spread(sample);
        unchecked {
            uint256 vector = _start(uploaded) + 32 * head;
            uint256 trained = StoredWords.place(touched, head);
            for (uint256 v; v < vectors; ++v) {
                int256 intercept = _intercept(uploaded[v / 8], v)
                    + _intercept(StoredWords.read(StoredWords.place(touched, v / 8)), v);
                totals[v] = (intercept << 15) + DenseVectors.dot(vector, trained, words, lanes, total);
                vector += 32 * words;
                trained += 64 * words;
            }
        }
    }

    /// @dev Moves vector `v` by the sample times the learning rate, away from it when `sign` is -1; the intercept by
    /// the rate.
    function _move(uint56 settings, uint256[] memory touched, uint256 v, bytes calldata sample, int256 sign)
        private
        pure
    {
        (, uint256 vectors, uint256 rate) = _shape(settings);
        uint256 cursor = StoredWords.place(touched, v / 8);
        uint256 word = StoredWords.read(cursor);
        int256 intercept = _intercept(word, v) + sign * int256(rate);
        if (intercept > MAX_INTERCEPT) intercept = MAX_INTERCEPT;
        if (intercept < -MAX_INTERCEPT) intercept = -MAX_INTERCEPT;
        uint256 shift = 224 - 32 * (v % 8);
        word &= ~(uint256(type(uint32).max) << shift);
        StoredWords.write(cursor, word | (uint256(uint32(int32(intercept))) << shift));

        uint256 first = _interceptWords(vectors) + v * DenseSample.wordsFor(sample.length / 2);
        DenseVectors.addToWeights(StoredWords.place(touched, first), sample, rate, sign);
    }

    function _saveVector(uint56 settings, uint256 base, uint256[] memory touched, uint256 v) private {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 words = DenseSample.wordsFor(featureCount);
        StoredWords.save(base, StoredWords.place(touched, v / 8), 1);
        StoredWords.save(base, StoredWords.place(touched, _interceptWords(vectors) + v * words), words);
    }

    /// @return Of the words of each vector, and of what comes with them.
    function _readingGas(uint56 settings, uint256 wordGas) private pure returns (uint256) {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 words = vectors * DenseSample.wordsFor(featureCount);
        uint256 pages = words / CodePages.PAGE_WORDS + 2;
        return BASE_GAS + pages * PAGE_GAS + vectors * VECTOR_GAS + words * wordGas;
    }

    function _uploaded(uint256 modelId, uint56 settings) internal view returns (uint256[] memory) {
        (uint256 featureCount, uint256 vectors,) = _shape(settings);
        uint256 words = _interceptWords(vectors) + vectors * DenseSample.wordsFor(featureCount);
        return CodePages.load(modelId, 0, words);
    }

    /// @param word The one that has the intercept of vector `v`.
    function _intercept(uint256 word, uint256 v) private pure returns (int256) {
        return int32(uint32(word >> (224 - 32 * (v % 8))));
    }

    function _interceptWords(uint256 vectors) private pure returns (uint256) {
        return (vectors + 7) / 8;
    }

    function _start(uint256[] memory words) private pure returns (uint256 pointer) {
        // behind the length of the list
        assembly ("memory-safe") {
            pointer := add(words, 0x20)
        }
    }

    function _base(uint256 modelId) internal view returns (uint256 slot) {
        Trained storage trained;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            trained.slot := TRAINED
        }
        uint256[MAX_WORDS] storage words = trained.words[modelId];
        // the slot of the model's first trained word
        assembly ("memory-safe") {
            slot := words.slot
        }
    }
}
