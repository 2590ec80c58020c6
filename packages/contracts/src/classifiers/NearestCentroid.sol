// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LabelsOnly} from "./LabelsOnly.sol";
import {OpenClasses} from "./OpenClasses.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {DenseSample} from "../libraries/DenseSample.sol";
import {DenseVectors} from "../libraries/DenseVectors.sol";
import {CentroidState, CentroidStateLibrary} from "../types/CentroidState.sol";

/// Nearest centroid (Rocchio) over dense samples: the class whose mean is closest to the sample in Euclidean
/// distance, the lowest such class when several are; classes without samples are passed over. Every contribution
/// adds its sample to the sum Σx of its class, so the centroid Σx / n is the exact mean of all of them.
/// @dev Distances are compared exactly: ‖x - Σx/n‖² - ‖x‖² = (‖Σx‖² - 2 n x·Σx) / n², and fractions by cross
/// multiplication. Σx = initialCount * mean (uploaded, in code) + what was contributed (32-bit sums in storage). A
/// class of 65,535 samples is settled: it takes no more, so no sum can overflow.
///
/// Parameters, big-endian: the initial counts of all classes, uint16, filled up with 0 to whole words; then the means
/// class by class, int16 in units of 2^-15 as in samples, each filled up with 0 to whole words.
abstract contract NearestCentroid is OpenClasses, LabelsOnly {
    /// What the owner chooses.
    struct CentroidOptions {
        /// Features of the model, 1 to 1,024.
        uint16 featureCount;
        /// Classes whose centroids are uploaded, 0 to `maxClasses`.
        uint8 initialClasses;
        /// Classes that the model may have at most, 2 to 64; times `featureCount`, in sixteens, at most 32,768.
        uint8 maxClasses;
        /// Whether everybody may add classes, or the owner only.
        bool openClasses;
    }

    /// A sample spread for multiplication, and where the vectors of all classes stand.
    struct Query {
        uint256 lanes;
        int256 total;
        uint256 words;
        uint256 means;
        uint256 sums;
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error ModelTooLarge(uint256 size, uint256 max);
    /// Bits are set where no parameter is.
    error WordNotCanonical(uint256 word, uint256 value);

    uint256 private constant MAX_FEATURES = 1024;
    /// Keeps the storage that a prediction reads within the gas of one transaction.
    uint256 private constant MAX_SIZE = 32_768;
    /// What a prediction takes at most, in gas: for itself, for a page of uploaded means, for each class that the model
    /// may have, and for each sixteen features of it (an uploaded word and two cold ones of storage).
    uint256 private constant BASE_GAS = 30_000;
    uint256 private constant PAGE_GAS = 12_000;
    uint256 private constant CLASS_GAS = 3_500;
    uint256 private constant WORD_GAS = 5_000;
    /// The top sixteen bits of a model's first word of states: above the class count, how many classes are taught.
    /// Classes from that on have no samples, and predictions do not look at them.
    uint256 private constant CLASS_COUNT_AT = 240;
    uint256 private constant TAUGHT_AT = 248;
    uint256 private constant STATE_BITS = 120;

    mapping(uint256 modelId => uint256[MAX_CLASSES / 2]) private _states;
    mapping(uint256 modelId => uint256[MAX_SIZE / 8]) private _sums;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (CentroidOptions memory) {
        _registered(modelId);
        return _unpack(_heads[modelId].classifier());
    }

    /// @return initialCount Samples that stood behind the uploaded mean.
    /// @return count Samples behind the centroid now.
    /// @return squaredNorm ‖Σx‖², in units of 2^-30.
    function centroid(uint256 modelId, uint256 label)
        external
        view
        returns (uint256 initialCount, uint256 count, uint256 squaredNorm)
    {
        _registered(modelId);
        CentroidState s = _state(modelId, label);
        return (s.initialCount(), s.count(), s.squaredNorm());
    }

    /// @return numerators ‖Σx‖² - 2 n x·Σx of each class, in units of 2^-30.
    /// @return counts n of each class. The model says the class with the smallest numerator / n².
    function distances(uint256 modelId, bytes calldata sample)
        external
        view
        returns (int256[] memory numerators, uint256[] memory counts)
    {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        return _distances(modelId, classifier, sample, classCount(modelId));
    }

    function classCount(uint256 modelId) public view override returns (uint256) {
        return uint8(_states[modelId][0] >> CLASS_COUNT_AT);
    }

    function _setClassCount(uint256 modelId, uint256 count) internal override {
        uint256 rest = _states[modelId][0] & ~(uint256(type(uint8).max) << CLASS_COUNT_AT);
        _states[modelId][0] = (count << CLASS_COUNT_AT) | rest;
    }

    /// @dev All classes before `count` may have samples.
    function _setTaught(uint256 modelId, uint256 count) private {
        _states[modelId][0] = (count << TAUGHT_AT) | uint248(_states[modelId][0]);
    }

    function _classLimit(uint40 classifier) internal pure override returns (uint256 max, bool open) {
        CentroidOptions memory o = _unpack(classifier);
        return (o.maxClasses, o.openClasses);
    }

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
    {
        CentroidOptions memory o = abi.decode(options, (CentroidOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        _checkClasses(o.initialClasses, o.maxClasses);
        uint256 words = DenseSample.wordsFor(o.featureCount);
        if (o.maxClasses * words * 16 > MAX_SIZE) revert ModelTooLarge(o.maxClasses * words * 16, MAX_SIZE);
        classifier = (uint40(o.featureCount) << 17) | (uint40(o.initialClasses) << 9)
            | (uint40(o.maxClasses) << 1) | (o.openClasses ? 1 : 0);
        requiredWords = _countWords(o.initialClasses) + o.initialClasses * words;
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        CentroidOptions memory o = _unpack(classifier);
        if (offset == 0 && classCount(modelId) == 0) {
            _setClassCount(modelId, o.initialClasses);
            _setTaught(modelId, o.initialClasses);
        }
        uint256 head = _countWords(o.initialClasses);
        uint256 i;
        for (; i < words.length && offset + i < head; ++i) {
            _storeCounts(modelId, o.initialClasses, offset + i, words[i]);
        }
        if (offset + i < head || i == words.length) return;
        uint256[] calldata means = words[i:];
        offset = offset + i - head;
        uint256 total = o.initialClasses * DenseSample.wordsFor(o.featureCount);
        CodePages.store(modelId, offset, means, total);
        _addNorms(modelId, o, offset, means);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        DenseSample.check(sample, classifier >> 17);
    }

    function _predictionGas(uint40 classifier, uint256) internal pure override returns (uint256) {
        CentroidOptions memory o = _unpack(classifier);
        uint256 words = DenseSample.wordsFor(o.featureCount);
        uint256 pages = (o.initialClasses * words + CodePages.PAGE_WORDS - 1) / CodePages.PAGE_WORDS;
        return BASE_GAS + pages * PAGE_GAS + o.maxClasses * (CLASS_GAS + words * WORD_GAS);
    }

    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        override
        returns (uint256 nearest)
    {
        (int256[] memory numerators, uint256[] memory counts) =
            _distances(modelId, classifier, sample, _states[modelId][0] >> TAUGHT_AT);
        int256 best;
        int256 bestSquare;
        // |numerator| < 2^91 and n² < 2^32.
        unchecked {
            for (uint256 c; c < counts.length; ++c) {
                int256 square = int256(counts[c] * counts[c]);
                if (square == 0) continue;
                if (bestSquare == 0 || numerators[c] * bestSquare < best * square) {
                    (nearest, best, bestSquare) = (c, numerators[c], square);
                }
            }
        }
    }

    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        uint256 classes = classCount(modelId);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        CentroidState s = _state(modelId, label);
        uint256 count = s.count();
        if (count == CentroidStateLibrary.MAX_COUNT) return;
        if (label >= _states[modelId][0] >> TAUGHT_AT) _setTaught(modelId, label + 1);

        Query memory q = _query(modelId, classifier, sample);
        // ‖Σx + x‖² = ‖Σx‖² + 2 x·Σx + ‖x‖²; only all three together are not negative
        int256 more = 2 * _dot(q, s, label) + int256(DenseSample.squaredNorm(sample));
        uint256 norm = uint256(int256(s.squaredNorm()) + more);
        _setState(modelId, label, CentroidStateLibrary.create(s.initialCount(), count + 1, norm));
        DenseVectors.addToSums(q.sums + 2 * q.words * label, sample);
    }

    /// @param classes The first so many are looked at.
    function _distances(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 classes)
        private
        view
        returns (int256[] memory numerators, uint256[] memory counts)
    {
        counts = new uint256[](classes);
        numerators = new int256[](classes);
        Query memory q = _query(modelId, classifier, sample);
        for (uint256 c; c < classes; ++c) {
            CentroidState s = _state(modelId, c);
            counts[c] = s.count();
            if (counts[c] == 0) continue;
            numerators[c] = int256(s.squaredNorm()) - 2 * int256(counts[c]) * _dot(q, s, c);
        }
    }

    function _query(uint256 modelId, uint40 classifier, bytes calldata sample)
        private
        view
        returns (Query memory q)
    {
        CentroidOptions memory o = _unpack(classifier);
        (q.lanes, q.total) = DenseSample.spread(sample);
        q.words = DenseSample.wordsFor(o.featureCount);
        q.means = CodePages.load(modelId, o.initialClasses * q.words);
        q.sums = _sumsOf(modelId);
    }

    /// @return result x·Σx; parts that are known to be 0 are not read.
    function _dot(Query memory q, CentroidState s, uint256 label) private view returns (int256 result) {
        uint256 initial = s.initialCount();
        uint256 first = q.words * label;
        if (initial != 0) {
            result = int256(initial) * DenseVectors.dot(q.means + 32 * first, q.words, q.lanes, q.total);
        }
        if (s.count() != initial) {
            result += DenseVectors.dotSums(q.sums + 2 * first, q.words, q.lanes, q.total);
        }
    }

    /// @dev Sets the counts of sixteen classes.
    function _storeCounts(uint256 modelId, uint256 classes, uint256 index, uint256 value) private {
        for (uint256 c = 16 * index; c < 16 * index + 16; ++c) {
            uint256 count = uint16(value >> (240 - 16 * (c % 16)));
            if (c < classes) _setState(modelId, c, CentroidStateLibrary.create(count, count, 0));
            else if (count != 0) revert WordNotCanonical(index, value);
        }
    }

    /// @dev Reverts unless the lowest `unused` bits of the last word of a mean are 0.
    function _checkEnd(uint256 index, uint256 value, uint256 unused) private pure {
        if (unused != 0 && value << (256 - unused) != 0) revert WordNotCanonical(index, value);
    }

    /// @dev Adds to ‖Σx‖² of the classes what the words of their means from `offset` on contribute to it.
    function _addNorms(uint256 modelId, CentroidOptions memory o, uint256 offset, uint256[] calldata means)
        private
    {
        uint256 perClass = DenseSample.wordsFor(o.featureCount);
        uint256 unused = 256 * perClass - 16 * o.featureCount;
        for (uint256 i; i < means.length;) {
            uint256 label = (offset + i) / perClass;
            uint256 stop = (label + 1) * perClass - offset;
            if (stop > means.length) stop = means.length;
            else _checkEnd(_countWords(o.initialClasses) + offset + stop - 1, means[stop - 1], unused);
            CentroidState s = _state(modelId, label);
            uint256 n = s.initialCount();
            uint256 norm = s.squaredNorm() + n * n * DenseSample.squaredNorm(_bytes(means, i, stop));
            _setState(modelId, label, CentroidStateLibrary.create(n, n, norm));
            i = stop;
        }
    }

    function _state(uint256 modelId, uint256 label) private view returns (CentroidState) {
        return CentroidState.wrap(uint120(_states[modelId][label / 2] >> (STATE_BITS * (label % 2))));
    }

    function _setState(uint256 modelId, uint256 label, CentroidState s) private {
        uint256 shift = STATE_BITS * (label % 2);
        uint256 rest = _states[modelId][label / 2] & ~(uint256(type(uint120).max) << shift);
        _states[modelId][label / 2] = (uint256(CentroidState.unwrap(s)) << shift) | rest;
    }

    function _countWords(uint256 classes) private pure returns (uint256) {
        return (classes + 15) / 16;
    }

    function _unpack(uint40 c) private pure returns (CentroidOptions memory) {
        return CentroidOptions(uint16(c >> 17), uint8(c >> 9), uint8(c >> 1), c & 1 != 0);
    }

    /// @return part The bytes of `words` from word `from` to word `to`.
    function _bytes(uint256[] calldata words, uint256 from, uint256 to)
        private
        pure
        returns (bytes calldata part)
    {
        // Words are bytes in calldata.
        assembly ("memory-safe") {
            part.offset := add(words.offset, shl(5, from))
            part.length := shl(5, sub(to, from))
        }
    }

    function _sumsOf(uint256 modelId) private view returns (uint256 slot) {
        uint256[MAX_SIZE / 8] storage sums = _sums[modelId];
        // The slot of the model's first sum.
        assembly ("memory-safe") {
            slot := sums.slot
        }
    }
}
