// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {OpenClasses} from "./OpenClasses.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {DenseSample} from "../libraries/DenseSample.sol";
import {Centroids, Query} from "../libraries/Centroids.sol";
import {CentroidState, CentroidStateLibrary} from "../types/CentroidState.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// Nearest centroid (Rocchio) over dense samples: the class whose mean is closest to the sample in Euclidean
/// distance, the lowest such class when several are; classes without samples are passed over. Every contribution
/// adds its sample to the sum Σx of its class, so the centroid Σx / n is the exact mean of all of them.
/// @dev Distances are compared exactly: ‖x - Σx/n‖² - ‖x‖² = (‖Σx‖² - 2 n x·Σx) / n², and fractions by cross
/// multiplication. Σx = initialCount * mean (uploaded, in code) + what was contributed (32-bit sums in storage). A
/// class of 65,535 samples is settled: it takes no more, so no sum can overflow.
///
/// Parameters, big-endian: the initial counts of all classes, uint16, filled up with 0 to whole words; then the means
/// class by class, int16 in units of 2^-15 as in samples, each filled up with 0 to whole words.
abstract contract NearestCentroid is OpenClasses {
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
    /// What learning takes at most for each sixteen features: two words of storage, read and written afresh.
    uint256 private constant LEARNING_WORD_GAS = 46_000;
    uint256 private constant FRESH_WORD_GAS = 22_500;
    /// What a cold word takes more than one that was read before, and a fresh one more than one that was written
    /// before.
    uint256 private constant COLD_WORD_GAS = 2_000;
    uint256 private constant NEW_WORD_GAS = 19_900;
    /// The words of states, and two words of sums for each sixteen of 32,768 features.
    uint256 private constant MAX_WORDS = 32 + MAX_SIZE / 8;

    /// @custom:storage-location erc7201:cotrain.classifier.nearest-centroid
    struct Words {
        mapping(uint256 modelId => uint256[MAX_WORDS]) words;
    }

    bytes32 private constant WORDS = 0xc74dbbe6067dee2c71311d5c2b01019b4cfdf7c662f21ef7eb24b4dc8ad74e00;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (CentroidOptions memory) {
        _registered(modelId);
        return _unpack(_head(modelId).settings());
    }

    /// @return initialCount Samples that stood behind the uploaded mean.
    /// @return count Samples behind the centroid now.
    /// @return squaredNorm ‖Σx‖², in units of 2^-30.
    /// Reverts on a label that the model does not have.
    function centroid(uint256 modelId, uint256 label)
        external
        view
        returns (uint256 initialCount, uint256 count, uint256 squaredNorm)
    {
        _registered(modelId);
        _checkLabel(modelId, _head(modelId).settings(), label);
        CentroidState s = _state(_base(modelId), label);
        return (s.initialCount(), s.count(), s.squaredNorm());
    }

    /// @return numerators ‖Σx‖² - 2 n x·Σx of each class, in units of 2^-30.
    /// @return counts n of each class. The model says the class with the smallest numerator / n².
    function distances(uint256 modelId, bytes calldata sample)
        external
        view
        returns (int256[] memory numerators, uint256[] memory counts)
    {
        uint56 settings = _usable(modelId).settings();
        _checkSample(settings, sample);
        uint256 classes = _classCount(modelId, settings);
        (numerators, counts) = (new int256[](classes), new uint256[](classes));
        uint256[] memory none;
        Query memory q = Centroids.query(_base(modelId), none, sample, _means(modelId, settings), 0);
        q.openStates(classes);
        for (uint256 c; c < classes; ++c) {
            (numerators[c], counts[c]) = q.distance(c);
        }
    }

    function _classCount(uint256 modelId, uint56) internal view override returns (uint256) {
        return uint8(_read(_base(modelId)) >> Centroids.CLASS_COUNT_AT);
    }

    function _setClassCount(uint256 modelId, uint256 count) internal override {
        uint256 slot = _base(modelId);
        uint256 rest = _read(slot) & ~(uint256(type(uint8).max) << Centroids.CLASS_COUNT_AT);
        _write(slot, (count << Centroids.CLASS_COUNT_AT) | rest);
    }

    function _classLimit(uint56 settings) internal pure override returns (uint256 max, bool open) {
        CentroidOptions memory o = _unpack(settings);
        return (o.maxClasses, o.openClasses);
    }

    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
    {
        CentroidOptions memory o = abi.decode(options, (CentroidOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        _checkClasses(o.initialClasses, o.maxClasses);
        uint256 words = DenseSample.wordsFor(o.featureCount);
        if (o.maxClasses * words * 16 > MAX_SIZE) revert ModelTooLarge(o.maxClasses * words * 16, MAX_SIZE);
        settings = (uint56(o.featureCount) << 17) | (uint56(o.initialClasses) << 9)
            | (uint56(o.maxClasses) << 1) | (o.openClasses ? 1 : 0);
        requiredWords = _countWords(o.initialClasses) + o.initialClasses * words;
    }

    function _takesSets() internal pure override returns (bool) {
        return false;
    }

    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        CentroidOptions memory o = _unpack(settings);
        uint256 base = _base(modelId);
        if (offset == 0 && _classCount(modelId, settings) == 0) {
            _setClassCount(modelId, o.initialClasses);
            _write(base, Centroids.withTaught(_read(base), o.initialClasses));
        }
        uint256 head = _countWords(o.initialClasses);
        uint256 i;
        for (; i < words.length && offset + i < head; ++i) {
            _storeCounts(base, o.initialClasses, offset + i, words[i]);
        }
        if (offset + i < head || i == words.length) return;
        uint256[] calldata means = words[i:];
        offset = offset + i - head;
        uint256 total = o.initialClasses * DenseSample.wordsFor(o.featureCount);
        CodePages.store(modelId, offset, means, total);
        _addNorms(base, o, offset, means);
    }

    function _checkSample(uint56 settings, bytes calldata sample) internal pure override {
        DenseSample.check(sample, settings >> 17);
    }

    function _predictionGas(uint56 settings, uint256) internal pure override returns (uint256) {
        CentroidOptions memory o = _unpack(settings);
        uint256 words = DenseSample.wordsFor(o.featureCount);
        uint256 pages = (o.initialClasses * words + CodePages.PAGE_WORDS - 1) / CodePages.PAGE_WORDS;
        return BASE_GAS + pages * PAGE_GAS + o.maxClasses * (CLASS_GAS + words * WORD_GAS);
    }

    function _learningGas(uint56 settings, uint256) internal pure override returns (uint256) {
        uint256 words = DenseSample.wordsFor(_unpack(settings).featureCount);
        return BASE_GAS + 2 * PAGE_GAS + words * LEARNING_WORD_GAS + 2 * FRESH_WORD_GAS;
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

    /// @dev The words of each class are cold once. Each second time that sums are written they can be 0 again, and
    /// fresh the next time.
    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        override
        returns (uint256)
    {
        CentroidOptions memory o = _unpack(settings);
        uint256 words = 2 * DenseSample.wordsFor(o.featureCount) + 2;
        uint256 once = FixedPointMathLib.min(count, o.maxClasses);
        uint256 again = _learningGas(settings, length) - words * (COLD_WORD_GAS + NEW_WORD_GAS);
        return count * again + words * (once * COLD_WORD_GAS + (count + once) / 2 * NEW_WORD_GAS);
    }

    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        uint256[] memory none;
        uint256[] memory means = _means(modelId, settings);
        return Centroids.query(_base(modelId), none, sample, means, 0).nearest(Centroids.NONE);
    }

    function _update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
    {
        uint256[] memory none;
        uint256[] memory mean = _mean(modelId, settings, label);
        (Query memory q,, bool moved) = _step(_base(modelId), none, mean, sample, label);
        if (moved) q.save();
    }

    function _predictAndUpdate(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
        returns (uint256 predicted)
    {
        uint256[] memory none;
        bool moved;
        Query memory q;
        (predicted, q,, moved) = _judgingStep(_base(modelId), none, _means(modelId, settings), sample, label);
        if (moved) q.save();
    }

    /// @dev All that learning does, but for writing it down.
    /// @param base Where the model's words begin in storage; or 0, and nothing but the words in `given` is read, so
    /// that a step can be done again without a model.
    /// @param mean The uploaded mean of the label, which never changes; none if it has none.
    /// @return q Where the words are that have changed.
    /// @return touched The first word of states, that of the label, and the sums of the label unless its class is
    /// settled, as they are after it.
    /// @return moved Whether they have changed.
    function _step(
        uint256 base,
        uint256[] memory given,
        uint256[] memory mean,
        bytes calldata sample,
        uint256 label
    ) internal view returns (Query memory q, uint256[] memory touched, bool moved) {
        q = Centroids.query(base, given, sample, mean, label);
        q.openLabel(label);
        touched = q.close();
        moved = q.learn(sample, label);
    }

    /// @dev The same with the class that the model gives to the sample before: of all taught classes, the words of
    /// states and the sums that are not known to be 0.
    /// @param means The uploaded means of all classes that have one.
    function _judgingStep(
        uint256 base,
        uint256[] memory given,
        uint256[] memory means,
        bytes calldata sample,
        uint256 label
    ) internal view returns (uint256 predicted, Query memory q, uint256[] memory touched, bool moved) {
        q = Centroids.query(base, given, sample, means, 0);
        predicted = q.nearest(label);
        touched = q.close();
        moved = q.learn(sample, label);
    }

    /// @return The uploaded mean of a class, if it has one.
    function _mean(uint256 modelId, uint56 settings, uint256 label) internal view returns (uint256[] memory) {
        CentroidOptions memory o = _unpack(settings);
        uint256 words = DenseSample.wordsFor(o.featureCount);
        return CodePages.load(modelId, label * words, label < o.initialClasses ? words : 0);
    }

    /// @return The uploaded means of all classes that have one.
    function _means(uint256 modelId, uint56 settings) internal view returns (uint256[] memory) {
        CentroidOptions memory o = _unpack(settings);
        return CodePages.load(modelId, 0, o.initialClasses * DenseSample.wordsFor(o.featureCount));
    }

    /// @dev Sets the counts of sixteen classes.
    function _storeCounts(uint256 base, uint256 classes, uint256 index, uint256 value) private {
        for (uint256 c = 16 * index; c < 16 * index + 16; ++c) {
            uint256 count = uint16(value >> (240 - 16 * (c % 16)));
            if (c < classes) _setState(base, c, CentroidStateLibrary.create(count, count, 0));
            else if (count != 0) revert WordNotCanonical(index, value);
        }
    }

    /// @dev Reverts unless the lowest `unused` bits of the last word of a mean are 0.
    function _checkEnd(uint256 index, uint256 value, uint256 unused) private pure {
        if (unused != 0 && value << (256 - unused) != 0) revert WordNotCanonical(index, value);
    }

    /// @dev Adds to ‖Σx‖² of the classes what the words of their means from `offset` on contribute to it.
    function _addNorms(uint256 base, CentroidOptions memory o, uint256 offset, uint256[] calldata means)
        private
    {
        uint256 perClass = DenseSample.wordsFor(o.featureCount);
        uint256 unused = 256 * perClass - 16 * o.featureCount;
        for (uint256 i; i < means.length;) {
            uint256 label = (offset + i) / perClass;
            uint256 stop = (label + 1) * perClass - offset;
            if (stop > means.length) stop = means.length;
            else _checkEnd(_countWords(o.initialClasses) + offset + stop - 1, means[stop - 1], unused);
            CentroidState s = _state(base, label);
            uint256 n = s.initialCount();
            uint256 norm = s.squaredNorm() + n * n * DenseSample.squaredNorm(_bytes(means, i, stop));
            _setState(base, label, CentroidStateLibrary.create(n, n, norm));
            i = stop;
        }
    }

    function _state(uint256 base, uint256 label) private view returns (CentroidState) {
        return CentroidStateLibrary.within(_read(base + label / 2), label);
    }

    function _setState(uint256 base, uint256 label, CentroidState s) private {
        _write(base + label / 2, s.into(_read(base + label / 2), label));
    }

    function _read(uint256 slot) private view returns (uint256 word) {
        // word = storage[slot]
        assembly ("memory-safe") {
            word := sload(slot)
        }
    }

    function _write(uint256 slot, uint256 word) private {
        // storage[slot] = word
        assembly ("memory-safe") {
            sstore(slot, word)
        }
    }

    function _countWords(uint256 classes) private pure returns (uint256) {
        return (classes + 15) / 16;
    }

    function _unpack(uint56 c) private pure returns (CentroidOptions memory) {
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

    function _base(uint256 modelId) internal view returns (uint256 slot) {
        Words storage all;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            all.slot := WORDS
        }
        uint256[MAX_WORDS] storage words = all.words[modelId];
        // the slot of the model's first word
        assembly ("memory-safe") {
            slot := words.slot
        }
    }
}
