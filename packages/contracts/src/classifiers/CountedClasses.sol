// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {OpenClasses} from "./OpenClasses.sol";
import {ClassCounts, Counts, STATE_WORDS} from "../libraries/ClassCounts.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {NeededWords, Words} from "../libraries/NeededWords.sol";
import {Softmax} from "../libraries/Softmax.sol";
import {SparseSample} from "../libraries/SparseSample.sol";
import {StoredWords} from "../libraries/StoredWords.sol";
import {Uploaded, UploadedCounts} from "../libraries/UploadedCounts.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ClassState, ClassStateLibrary} from "../types/ClassState.sol";
import {CountSettings, CountSettingsLibrary} from "../types/CountSettings.sol";

/// Classifiers of sparse samples that count, for each class, its samples and in how many of them each feature is
/// present; every contribution adds 1 to the counts of its label. With a sample weight (naive Bayes), every
/// contribution adds that much in all, however many features it has, so that nobody counts for more with longer
/// samples.
/// @dev Parameters, big-endian: the smoothing (uint32) and the sample counts of all classes (uint32 each), filled up
/// with 0 to whole words; then feature by feature the counts of all classes, uint16, in pages of 512 words: a page
/// has as many whole features as fit, and 0 after them.
///
/// A trained count that is full stays, and what does not fit is lost: the sample counts for less. A class of
/// 2^22 - 1 samples is settled: it takes no more. Samples have at most 448 features, fewer in models of many classes.
///
/// Words of a model in storage: 22 of states, then the trained counts (ClassCounts).
/// The first word of states, from the bottom: | class count 8 | smoothing 16 | states of classes 0, 1, 2 | taught 8 |.
/// Classes from `taught` on have no samples, and predictions do not look at them. When two classes are all that a
/// model may have, `taught` is not kept, and the first low words begin where the states end: whoever reads the counts
/// of the first features, which most samples have, has read the states.
abstract contract CountedClasses is OpenClasses {
    /// What the owner chooses.
    struct CountOptions {
        /// Features of the model, 1 to 65,536; feature indices in samples are below this.
        uint24 featureCount;
        /// Classes whose counts are uploaded, 0 to `maxClasses`; times `featureCount` at most 2^19.
        uint8 uploadedClasses;
        /// Classes that the model may have at most, 2 to 64.
        uint8 maxClasses;
        /// Whether everybody may add classes, or the owner only.
        bool openClasses;
        /// Half the bits of a count of what was contributed since the upload, 4 to 8: the count stops at
        /// 2^(2 * countBits) - 1. Fewer bits, less gas; until a count is raised 2^countBits times, the other half is
        /// neither written nor read.
        uint8 countBits;
        /// How many classes share a word of trained counts, a power of two from 2 to 16. Few make contributions
        /// cheap, many predictions; at most four words may be needed for all classes.
        uint8 classesPerWord;
        /// What each contribution adds to the counts of its class in all (SampleWeights), or 0: 1 for each of its
        /// features. Uploaded counts stand in the same units: a weight like the features of an uploaded sample, on
        /// average, has contributions count as much as those.
        uint16 sampleWeight;
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error CountBitsOutOfRange(uint256 countBits, uint256 min, uint256 max);
    error ClassesPerWordOutOfRange(uint256 classesPerWord, uint256 min, uint256 max);
    error SampleWeightOutOfRange(uint256 sampleWeight, uint256 max);
    error ModelTooLarge(uint256 size, uint256 max);
    error SampleCountTooLarge(uint256 label, uint256 samples, uint256 max);
    /// Bits are set where no parameter is.
    error WordNotCanonical(uint256 word, uint256 value);

    uint256 private constant MAX_FEATURES = 65_536;
    uint256 private constant MAX_SIZE = 1 << 19;
    uint256 private constant MIN_COUNT_BITS = 4;
    uint256 private constant MAX_COUNT_BITS = 8;
    uint256 private constant MIN_CLASSES_PER_WORD = 2;
    uint256 private constant MAX_CLASSES_PER_WORD = 16;
    uint256 private constant MAX_GROUPS = 4;
    uint256 private constant SMOOTHING_AT = 8;
    uint256 private constant TAUGHT_AT = 240;
    uint256 private constant WORDS = STATE_WORDS + 2 * MAX_GROUPS * MAX_FEATURES;

    /// @custom:storage-location erc7201:cotrain.classifier.counted-classes
    struct CountedModels {
        mapping(uint256 modelId => uint256[WORDS]) words;
    }

    bytes32 private constant COUNTED = 0x526944fdbf29d348293ccb66b70271a3ee6eb24910aa07f5610ab59ad03b7d00;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (CountOptions memory) {
        _registered(modelId);
        CountSettings s = CountSettings.wrap(_head(modelId).settings());
        return CountOptions({
            featureCount: uint24(s.featureCount()),
            uploadedClasses: uint8(s.uploadedClasses()),
            maxClasses: uint8(s.maxClasses()),
            openClasses: s.openClasses(),
            countBits: uint8(s.countBits()),
            classesPerWord: uint8(s.classesPerWord()),
            sampleWeight: uint16(s.sampleWeight())
        });
    }

    /// @return samples Samples of the class.
    /// @return total The sum of its counts (naive Bayes), or of their squares (centroids).
    /// Reverts on a label that the model does not have.
    function classState(uint256 modelId, uint256 label)
        external
        view
        returns (uint256 samples, uint256 total)
    {
        _registered(modelId);
        _checkLabel(modelId, 0, label);
        ClassState s = _state(modelId, label);
        return (s.samples(), s.total());
    }

    /// @dev Reverts on a smoothing that the classifier does not take.
    function _checkSmoothing(uint256 smoothing) internal pure virtual;

    /// @return The highest sample weight that the classifier takes: below 512, or 0.
    function _maxSampleWeight() internal pure virtual returns (uint256);

    /// @return What a count adds to its class's total.
    function _inTotal(uint256 count) internal pure virtual returns (uint256);

    /// @return Whether learning depends on the uploaded counts.
    function _learnsFromUploaded() internal pure virtual returns (bool);

    /// @dev Adds the sample to the counts of the selected class.
    /// @return growth What it adds to the class's total.
    function _train(CountSettings s, Counts memory counts) internal view virtual returns (uint256 growth);

    /// @dev All that predicting does, of a checked sample.
    /// @param base Where the model's words begin in storage; or 0, and no storage is read: the words that are needed
    /// are `given`, as `touched` has them.
    /// @return predicted The class that the model gives to the sample.
    /// @return touched The words that were needed: the index of each, followed by the word.
    function _judge(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample
    ) internal view virtual returns (uint256 predicted, uint256[] memory touched);

    function _create(bytes calldata options)
        internal
        pure
        override
        returns (uint56 settings, uint256 requiredWords)
    {
        CountOptions memory o = abi.decode(options, (CountOptions));
        if (o.featureCount == 0 || o.featureCount > MAX_FEATURES) {
            revert FeatureCountOutOfRange(o.featureCount, MAX_FEATURES);
        }
        _checkClasses(o.uploadedClasses, o.maxClasses);
        if (o.countBits < MIN_COUNT_BITS || o.countBits > MAX_COUNT_BITS) {
            revert CountBitsOutOfRange(o.countBits, MIN_COUNT_BITS, MAX_COUNT_BITS);
        }
        uint256 size = uint256(o.featureCount) * o.uploadedClasses;
        if (size > MAX_SIZE) revert ModelTooLarge(size, MAX_SIZE);
        uint256 g = o.classesPerWord;
        uint256 least =
            FixedPointMathLib.max(MIN_CLASSES_PER_WORD, (o.maxClasses + MAX_GROUPS - 1) / MAX_GROUPS);
        if (g < least || g > MAX_CLASSES_PER_WORD || g & (g - 1) != 0) {
            revert ClassesPerWordOutOfRange(g, least, MAX_CLASSES_PER_WORD);
        }
        uint256 weight = o.sampleWeight;
        if (weight > _maxSampleWeight()) revert SampleWeightOutOfRange(weight, _maxSampleWeight());
        CountSettings s = CountSettingsLibrary.create(
            o.featureCount, o.uploadedClasses, o.maxClasses, o.openClasses, o.countBits, g, weight
        );
        return (CountSettings.unwrap(s), s.headWords() + s.countWords());
    }

    function _takesSets() internal pure override returns (bool) {
        return true;
    }

    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        CountSettings s = CountSettings.wrap(settings);
        uint256 head = s.headWords();
        uint256 i;
        for (; i < words.length && offset + i < head; ++i) {
            _storeHead(modelId, s, offset + i, words[i]);
        }
        if (i == words.length) return;
        uint256[] calldata counts = words[i:];
        CodePages.store(modelId, offset + i - head, counts, s.countWords());
        _addTotals(modelId, s, offset + i - head, counts);
    }

    function _checkSample(uint56 settings, bytes calldata sample) internal pure override {
        CountSettings s = CountSettings.wrap(settings);
        SparseSample.check(sample, s.featureCount(), s.maxLength(sample.length));
    }

    function _predictionGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        CountSettings s = CountSettings.wrap(settings);
        uint256 lossGas = _offersQuadraticLoss() ? s.maxClasses() * Softmax.CLASS_GAS : 0;
        return s.predictionGas(length) + lossGas;
    }

    function _learningGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        return CountSettings.wrap(settings).learningGas(length);
    }

    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        override
        returns (uint256)
    {
        return CountSettings.wrap(settings).bundleGas(length, count, _learnsFromUploaded());
    }

    function _classCount(uint256 modelId, uint56) internal view override returns (uint256) {
        return uint8(_words(modelId)[0]);
    }

    function _setClassCount(uint256 modelId, uint256 count) internal override {
        uint256[WORDS] storage words = _words(modelId);
        words[0] = (words[0] >> SMOOTHING_AT << SMOOTHING_AT) | count;
    }

    function _classLimit(uint56 settings) internal pure override returns (uint256 max, bool open) {
        CountSettings s = CountSettings.wrap(settings);
        return (s.maxClasses(), s.openClasses());
    }

    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256 predicted)
    {
        uint256[] memory none;
        (predicted,) = _judge(modelId, settings, _base(modelId), none, sample);
    }

    function _update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        override
    {
        uint256 base = _base(modelId);
        uint256[] memory touched;
        bool moved;
        (touched, moved) = _step(modelId, settings, base, touched, sample, label);
        if (moved) StoredWords.save(base, touched);
    }

    /// @dev All that learning does, but for writing it down: one more sample of the class, and what `_train` adds to
    /// its total.
    /// @param base As in `_judge`.
    /// @return touched The words that were needed, as they are after it.
    /// @return moved Whether they have changed.
    function _step(
        uint256 modelId,
        uint56 settings,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample,
        uint256 label
    ) internal view returns (uint256[] memory touched, bool moved) {
        CountSettings s = CountSettings.wrap(settings);
        Counts memory counts = _counts(modelId, s, base, given, sample, _learnsFromUploaded());
        Words memory words = counts.words;
        // Neither part of the state passes its bits (ClassStateLibrary).
        unchecked {
            uint256 pointer = words.next(0);
            uint256 first = NeededWords.load(pointer);
            if (label >= uint8(first)) revert LabelOutOfRange(label, uint8(first));
            if (s.keepsTaught() && label >= first >> TAUGHT_AT) {
                NeededWords.set(pointer, uint240(first) | ((label + 1) << TAUGHT_AT));
            }
            if (label >= ClassStateLibrary.PER_WORD) {
                pointer = words.next(label / ClassStateLibrary.PER_WORD);
            }
            uint256 shift = ClassStateLibrary.shiftOf(label);
            ClassState state = ClassState.wrap(uint72(NeededWords.load(pointer) >> shift));
            moved = state.samples() != ClassStateLibrary.MAX_SAMPLES;
            if (moved) {
                counts.select(label, label);
                uint256 growth = ClassStateLibrary.step(_train(s, counts));
                NeededWords.set(pointer, NeededWords.load(pointer) + (growth << shift));
            }
        }
        touched = words.close();
    }

    /// @param words None yet: brings the states of all classes that predictions look at.
    /// @return first The first word of states.
    /// @return classes How many classes are taught: those behind have no samples.
    function _needStates(Words memory words, CountSettings s)
        internal
        view
        returns (uint256 first, uint256 classes)
    {
        first = NeededWords.load(words.next(0));
        classes = uint8(s.keepsTaught() ? first >> TAUGHT_AT : first);
        unchecked {
            for (uint256 i = 1; ClassStateLibrary.PER_WORD * i < classes; ++i) {
                words.next(i);
            }
        }
    }

    /// @param words From `_needStates`.
    function _stateOf(Words memory words, uint256 label) internal pure returns (ClassState) {
        uint256 word = NeededWords.load(words.place(label / ClassStateLibrary.PER_WORD));
        return ClassState.wrap(uint72(word >> ClassStateLibrary.shiftOf(label)));
    }

    /// @param first The first word of states.
    /// @return As in the parameters.
    function _smoothing(uint256 first) internal pure returns (uint256) {
        return uint16(first >> SMOOTHING_AT);
    }

    /// @param base As in `_judge`.
    /// @param uploaded Whether the uploaded counts are needed.
    /// @return Where the model's counts stand, and `sample`, of which nothing is at hand yet.
    function _counts(
        uint256 modelId,
        CountSettings s,
        uint256 base,
        uint256[] memory given,
        bytes calldata sample,
        bool uploaded
    ) internal pure returns (Counts memory) {
        uint256 from;
        // where the sample begins in calldata
        assembly ("memory-safe") {
            from := sample.offset
        }
        Uploaded memory pages = UploadedCounts.create(modelId, s, uploaded);
        uint256 groups = (s.maxClasses() - 1) / s.classesPerWord() + 1;
        Words memory words = NeededWords.open(base, given, STATE_WORDS + groups * sample.length);
        return ClassCounts.create(s, from, from + sample.length, words, pages);
    }

    function _base(uint256 modelId) internal view returns (uint256 slot) {
        uint256[WORDS] storage words = _words(modelId);
        // the slot of the model's first word
        assembly ("memory-safe") {
            slot := words.slot
        }
    }

    function _state(uint256 modelId, uint256 label) private view returns (ClassState) {
        uint256 word = _words(modelId)[label / ClassStateLibrary.PER_WORD];
        return ClassState.wrap(uint72(word >> ClassStateLibrary.shiftOf(label)));
    }

    function _setState(uint256 modelId, uint256 label, ClassState s) private {
        uint256[WORDS] storage words = _words(modelId);
        uint256 index = label / ClassStateLibrary.PER_WORD;
        uint256 shift = ClassStateLibrary.shiftOf(label);
        uint256 rest = words[index] & ~(uint256(type(uint72).max) << shift);
        words[index] = (uint256(ClassState.unwrap(s)) << shift) | rest;
    }

    /// @dev Takes one word of | smoothing | samples of class 0 | samples of class 1 | … |.
    function _storeHead(uint256 modelId, CountSettings s, uint256 index, uint256 value) private {
        uint256 classes = s.uploadedClasses();
        if (index == 0) {
            uint256 smoothing = value >> 224;
            _checkSmoothing(smoothing);
            uint256 taught = s.keepsTaught() ? classes << TAUGHT_AT : 0;
            _words(modelId)[0] = taught | (smoothing << SMOOTHING_AT) | classes;
        }
        for (uint256 lane = index == 0 ? 1 : 0; lane < 8; ++lane) {
            uint256 label = 8 * index + lane - 1;
            uint256 samples = uint32(value >> (224 - 32 * lane));
            if (samples == 0) continue;
            if (label >= classes) revert WordNotCanonical(index, value);
            if (samples > ClassStateLibrary.MAX_SAMPLES) {
                revert SampleCountTooLarge(label, samples, ClassStateLibrary.MAX_SAMPLES);
            }
            _setState(modelId, label, ClassStateLibrary.create(samples, 0));
        }
    }

    /// @dev Adds to the classes' totals what the words of counts from `offset` on contribute to them.
    function _addTotals(uint256 modelId, CountSettings s, uint256 offset, uint256[] calldata words) private {
        uint256 classes = s.uploadedClasses();
        uint256[] memory totals = new uint256[](classes);
        uint256 perPage = s.featuresPerPage() * classes;
        uint256 perModel = s.featureCount() * classes;
        unchecked {
            for (uint256 i; i < words.length; ++i) {
                uint256 word = words[i];
                uint256 page = (offset + i) / CodePages.PAGE_WORDS;
                for (uint256 lane = ((offset + i) % CodePages.PAGE_WORDS) * 16; word != 0; word <<= 16) {
                    uint256 count = word >> 240;
                    if (count != 0) {
                        if (lane >= perPage || page * perPage + lane >= perModel) {
                            revert WordNotCanonical(s.headWords() + offset + i, words[i]);
                        }
                        totals[lane % classes] += _inTotal(count);
                    }
                    ++lane;
                }
            }
        }
        for (uint256 c; c < classes; ++c) {
            ClassState state = _state(modelId, c);
            _setState(modelId, c, ClassStateLibrary.create(state.samples(), state.total() + totals[c]));
        }
    }

    function _words(uint256 modelId) private view returns (uint256[WORDS] storage) {
        CountedModels storage all;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            all.slot := COUNTED
        }
        return all.words[modelId];
    }
}
