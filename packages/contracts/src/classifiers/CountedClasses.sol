// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {OpenClasses} from "./OpenClasses.sol";
import {ClassCounts, Counts} from "../libraries/ClassCounts.sol";
import {CodePages} from "../libraries/CodePages.sol";
import {SparseSample} from "../libraries/SparseSample.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ClassState, ClassStateLibrary} from "../types/ClassState.sol";

/// Classifiers of sparse samples that count, for each class, its samples and in how many of them each feature is
/// present; every contribution adds 1 to the counts of its label.
/// @dev Parameters, big-endian: the smoothing (uint32) and the sample counts of all classes (uint32 each), filled up
/// with 0 to whole words; then feature by feature the counts of all classes, uint16, in pages of 512 words: a page
/// has as many whole features as fit, and 0 after them.
///
/// A trained count that is full stays, and then the sample does not count for that feature. A class of
/// 2^22 - 1 samples is settled: it takes no more. Samples have at most 384 features, fewer in models of many classes.
///
/// Storage of a model: 22 words of states, then the trained counts (ClassCounts).
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
    }

    error FeatureCountOutOfRange(uint256 featureCount, uint256 max);
    error CountBitsOutOfRange(uint256 countBits, uint256 min, uint256 max);
    error ClassesPerWordOutOfRange(uint256 classesPerWord, uint256 min, uint256 max);
    error ModelTooLarge(uint256 size, uint256 max);
    error SampleCountTooLarge(uint256 label, uint256 samples, uint256 max);
    /// Bits are set where no parameter is.
    error WordNotCanonical(uint256 word, uint256 value);

    /// Training writes at most two words of storage for each feature, one of them new: below 30,000 gas each, so
    /// that a bond always comes back with the model taught, in one transaction.
    uint256 private constant MAX_SAMPLE_LENGTH = 384;
    /// Samples of so many features are short enough for whatever the owner chose.
    uint256 private constant SHORT_SAMPLE = 192;
    /// What a prediction may take. The rest of a transaction (EIP-7825: 2^24) is for what a claim does besides.
    uint256 private constant MAX_PREDICTION_GAS = 15_500_000;
    /// What a prediction takes at most, in gas: for itself and each class that the model may have; for a page of
    /// uploaded counts, and each pass over a pair of classes there; for a feature, two cold words of storage in each
    /// group of classes, and each pass. test/classifiers/CountedDearest.sol has the states in which it comes close.
    uint256 private constant BASE_GAS = 30_000;
    uint256 private constant CLASS_GAS = 1_000;
    uint256 private constant PAGE_GAS = 5_000;
    uint256 private constant PAGE_PASS_GAS = 2_050;
    uint256 private constant GROUP_GAS = 4_250;
    uint256 private constant PASS_GAS = 960;
    uint256 private constant MAX_FEATURES = 65_536;
    uint256 private constant MAX_SIZE = 1 << 19;
    uint256 private constant MIN_COUNT_BITS = 4;
    uint256 private constant MAX_COUNT_BITS = 8;
    uint256 private constant MAX_CLASSES_PER_WORD = 16;
    uint256 private constant MAX_GROUPS = 4;
    uint256 private constant PAGE_LANES = CodePages.PAGE_WORDS * 16;
    uint256 private constant SMOOTHING_AT = 8;
    uint256 private constant TAUGHT_AT = 240;
    uint256 private constant STATE_WORDS = 22;
    uint256 private constant WORDS = STATE_WORDS + 2 * MAX_GROUPS * MAX_FEATURES;
    uint256 private constant MIN_CLASSES_PER_WORD = 2;

    mapping(uint256 modelId => uint256[WORDS]) private _words;

    /// @return What the owner chose.
    function classifierOptions(uint256 modelId) external view returns (CountOptions memory) {
        _registered(modelId);
        return _unpack(_heads[modelId].classifier());
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
        uint256 classes = classCount(modelId);
        if (label >= classes) revert LabelOutOfRange(label, classes);
        ClassState s = _state(modelId, label);
        return (s.samples(), s.total());
    }

    function classCount(uint256 modelId) public view override returns (uint256) {
        return uint8(_words[modelId][0]);
    }

    function _setClassCount(uint256 modelId, uint256 count) internal override {
        _words[modelId][0] = (_words[modelId][0] >> SMOOTHING_AT << SMOOTHING_AT) | count;
    }

    function _classLimit(uint40 classifier) internal pure override returns (uint256 max, bool open) {
        CountOptions memory o = _unpack(classifier);
        return (o.maxClasses, o.openClasses);
    }

    /// @dev Reverts on a smoothing that the classifier does not take.
    function _checkSmoothing(uint256 smoothing) internal pure virtual;

    /// @return What a count adds to its class's total.
    function _inTotal(uint256 count) internal pure virtual returns (uint256);

    function _createClassifier(bytes calldata options)
        internal
        pure
        override
        returns (uint40 classifier, uint256 requiredWords)
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
        classifier = _pack(o);
        requiredWords = _headWords(o) + _countWords(o);
    }

    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        override
    {
        CountOptions memory o = _unpack(classifier);
        uint256 head = _headWords(o);
        uint256 i;
        for (; i < words.length && offset + i < head; ++i) {
            _storeHead(modelId, o, offset + i, words[i]);
        }
        if (i == words.length) return;
        uint256[] calldata counts = words[i:];
        CodePages.store(modelId, offset + i - head, counts, _countWords(o));
        _addTotals(modelId, o, offset + i - head, counts);
    }

    function _checkSample(uint40 classifier, bytes calldata sample) internal pure override {
        uint256 max = sample.length > 2 * SHORT_SAMPLE ? _maxLength(classifier) : SHORT_SAMPLE;
        SparseSample.check(sample, _featureCount(classifier), max);
    }

    function _predictionGas(uint40 classifier, uint256 length) internal pure override returns (uint256) {
        (uint256 fixedGas, uint256 featureGas) = _gasBounds(classifier);
        unchecked {
            return fixedGas + length / 2 * featureGas;
        }
    }

    function _maxLength(uint40 classifier) private pure returns (uint256) {
        (uint256 fixedGas, uint256 featureGas) = _gasBounds(classifier);
        unchecked {
            return FixedPointMathLib.min(MAX_SAMPLE_LENGTH, (MAX_PREDICTION_GAS - fixedGas) / featureGas);
        }
    }

    /// @dev A pass is over two classes that share a word and are both uploaded, or both not.
    /// @return fixedGas What a prediction takes at most whatever the sample: below 6,000,000.
    /// @return featureGas And for each of its features.
    function _gasBounds(uint40 classifier) private pure returns (uint256 fixedGas, uint256 featureGas) {
        unchecked {
            uint256 classes = (classifier >> 8) & 127;
            uint256 uploaded = (classifier >> 15) & 127;
            uint256 passes = (classes + 1) / 2 + (uploaded & 1);
            fixedGas = BASE_GAS + classes * CLASS_GAS;
            if (uploaded != 0) {
                uint256 pages = (_featureCount(classifier) - 1) / (PAGE_LANES / uploaded) + 1;
                fixedGas += pages * (PAGE_GAS + passes * PAGE_PASS_GAS);
            }
            featureGas = (((classes - 1) >> (classifier & 7)) + 1) * GROUP_GAS + passes * PASS_GAS;
        }
    }

    function _state(uint256 modelId, uint256 label) internal view returns (ClassState) {
        uint256 word = _words[modelId][label / ClassStateLibrary.PER_WORD];
        return ClassState.wrap(uint72(word >> ClassStateLibrary.shiftOf(label)));
    }

    function _setState(uint256 modelId, uint256 label, ClassState s) internal {
        uint256 index = label / ClassStateLibrary.PER_WORD;
        uint256 shift = ClassStateLibrary.shiftOf(label);
        uint256 rest = _words[modelId][index] & ~(uint256(type(uint72).max) << shift);
        _words[modelId][index] = (uint256(ClassState.unwrap(s)) << shift) | rest;
    }

    /// @return How many classes predictions look at: those behind have no samples.
    function _taught(uint256 modelId, uint40 classifier) internal view returns (uint256) {
        uint256 first = _words[modelId][0];
        return uint8(_keepsTaught(classifier) ? first >> TAUGHT_AT : first);
    }

    /// @return first The first word of states.
    /// @return states Of the first `classes` classes.
    function _states(uint256 modelId, uint256 classes)
        internal
        view
        returns (uint256 first, ClassState[] memory states)
    {
        uint256[WORDS] storage words = _words[modelId];
        first = words[0];
        uint256 word = first;
        states = new ClassState[](classes);
        unchecked {
            for (uint256 c; c < states.length; ++c) {
                if (c >= ClassStateLibrary.PER_WORD) word = words[c / ClassStateLibrary.PER_WORD];
                states[c] = ClassState.wrap(uint72(word >> ClassStateLibrary.shiftOf(c)));
            }
        }
    }

    /// @param first The first word of states.
    /// @return As in the parameters.
    function _smoothing(uint256 first) internal pure returns (uint256) {
        return uint16(first >> SMOOTHING_AT);
    }

    /// @dev Trains the model with one checked sample: one more sample of the class, and what `_train` adds to its
    /// total.
    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        // Neither part of the state passes its bits (ClassStateLibrary).
        unchecked {
            uint256 slot = _base(modelId);
            uint256 first = ClassCounts.load(slot);
            if (label >= uint8(first)) revert LabelOutOfRange(label, uint8(first));
            if (_keepsTaught(classifier) && label >= first >> TAUGHT_AT) {
                first = uint240(first) | ((label + 1) << TAUGHT_AT);
                // storage[slot] = first
                assembly ("memory-safe") {
                    sstore(slot, first)
                }
            }
            uint256 word = first;
            if (label >= ClassStateLibrary.PER_WORD) {
                slot += label / ClassStateLibrary.PER_WORD;
                word = ClassCounts.load(slot);
            }
            uint256 shift = ClassStateLibrary.shiftOf(label);
            ClassState state = ClassState.wrap(uint72(word >> shift));
            if (state.samples() == ClassStateLibrary.MAX_SAMPLES) return;
            uint256 growth;
            (growth, first) = _trainAndForget(modelId, classifier, sample, label, first);
            // counts in the first word have changed with it
            if (label < ClassStateLibrary.PER_WORD) word = first;
            word += ClassStateLibrary.step(growth) << shift;
            // storage[slot] = word
            assembly ("memory-safe") {
                sstore(slot, word)
            }
        }
    }

    /// @dev `_train`, giving its memory back, so that a batch needs as much as its largest sample.
    function _trainAndForget(
        uint256 modelId,
        uint40 classifier,
        bytes calldata sample,
        uint256 label,
        uint256 first
    ) private returns (uint256 growth, uint256 next) {
        uint256 free;
        // the free memory pointer; nothing that `_train` allocates is used after it
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        (growth, next) = _train(modelId, classifier, sample, label, first);
        assembly ("memory-safe") {
            mstore(0x40, free)
        }
    }

    /// @dev Adds the sample to the counts of `label`.
    /// @param first The first word of states, which the caller writes.
    /// @return growth What it adds to the class's total.
    /// @return next `first`, with the counts in it as they are now.
    function _train(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label, uint256 first)
        internal
        virtual
        returns (uint256 growth, uint256 next);

    /// @return Whether the first word of states says how many classes are taught.
    function _keepsTaught(uint40 classifier) private pure returns (bool) {
        return (classifier >> 8) & 127 != MIN_CLASSES;
    }

    function _featureCount(uint40 classifier) internal pure returns (uint256) {
        return uint256(classifier >> 22) + 1;
    }

    /// @param first The first word of states.
    /// @return t Where the model's counts stand, and `sample`, of which nothing is at hand yet.
    function _counts(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 first)
        internal
        view
        returns (Counts t)
    {
        unchecked {
            uint256 from;
            // where the sample begins in calldata
            assembly ("memory-safe") {
                from := sample.offset
            }
            t = ClassCounts.create();
            t.set(ClassCounts.TO, from);
            t.set(ClassCounts.END, from + sample.length);
            t.set(ClassCounts.HELD, first);
            uint256 bits = ((classifier >> 3) & 15) + 1;
            t.set(ClassCounts.BITS, bits);
            t.set(ClassCounts.CLASSES_PER_WORD, 1 << (classifier & 7));
            uint256 width = bits << (classifier & 7);
            t.set(ClassCounts.WIDTH, width);
            t.set(ClassCounts.SPAN, ClassCounts.LOW_BITS / width * width);
            uint256 features = _featureCount(classifier);
            t.set(ClassCounts.FEATURES, features);
            uint256 low = _base(modelId);
            uint256 skipped;
            if ((classifier >> 8) & 127 == MIN_CLASSES) {
                skipped = (ClassStateLibrary.shiftOf(MIN_CLASSES) + width - 1) / width;
            } else {
                low += STATE_WORDS;
            }
            t.set(ClassCounts.LOW, low);
            t.set(ClassCounts.SKIPPED, skipped);
            uint256 classes = (classifier >> 15) & 127;
            t.set(ClassCounts.CLASSES, classes);
            if (classes == 0) return t;
            t.set(ClassCounts.MODEL_ID, modelId);
            uint256 perPage = PAGE_LANES / classes;
            t.set(ClassCounts.PAGE_FEATURES, perPage);
            t.set(ClassCounts.PAGE_BYTES, 2 * classes * FixedPointMathLib.min(features, perPage));
            t.set(ClassCounts.PAGE, 0);
        }
    }

    /// @dev Takes one word of | smoothing | samples of class 0 | samples of class 1 | … |.
    function _storeHead(uint256 modelId, CountOptions memory o, uint256 index, uint256 value) private {
        uint256 classes = o.uploadedClasses;
        if (index == 0) {
            uint256 smoothing = value >> 224;
            _checkSmoothing(smoothing);
            uint256 taught = o.maxClasses == MIN_CLASSES ? 0 : classes << TAUGHT_AT;
            _words[modelId][0] = taught | (smoothing << SMOOTHING_AT) | classes;
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
    function _addTotals(uint256 modelId, CountOptions memory o, uint256 offset, uint256[] calldata words)
        private
    {
        uint256 classes = o.uploadedClasses;
        uint256[] memory totals = new uint256[](classes);
        uint256 perPage = (PAGE_LANES / classes) * classes;
        uint256 perModel = uint256(o.featureCount) * classes;
        unchecked {
            for (uint256 i; i < words.length; ++i) {
                uint256 word = words[i];
                uint256 page = (offset + i) / CodePages.PAGE_WORDS;
                for (uint256 lane = ((offset + i) % CodePages.PAGE_WORDS) * 16; word != 0; word <<= 16) {
                    uint256 count = word >> 240;
                    if (count != 0) {
                        if (lane >= perPage || page * perPage + lane >= perModel) {
                            revert WordNotCanonical(_headWords(o) + offset + i, words[i]);
                        }
                        totals[lane % classes] += _inTotal(count);
                    }
                    ++lane;
                }
            }
        }
        for (uint256 c; c < classes; ++c) {
            ClassState s = _state(modelId, c);
            _setState(modelId, c, ClassStateLibrary.create(s.samples(), s.total() + totals[c]));
        }
    }

    /// @return Words of the smoothing and the sample counts.
    function _headWords(CountOptions memory o) private pure returns (uint256) {
        return (uint256(o.uploadedClasses) + 8) / 8;
    }

    /// @return Words of the counts.
    function _countWords(CountOptions memory o) private pure returns (uint256) {
        uint256 classes = o.uploadedClasses;
        if (classes == 0) return 0;
        uint256 perPage = PAGE_LANES / classes;
        uint256 rest = o.featureCount % perPage;
        return o.featureCount / perPage * CodePages.PAGE_WORDS + (rest * classes + 15) / 16;
    }

    /// @dev In the head: | feature count less one 16 | uploaded classes 7 | max classes 7 | open 1 | count bits less
    /// one 4 | logarithm of classes per word 3 |, from bit 37 down.
    function _pack(CountOptions memory o) private pure returns (uint40 c) {
        uint40 shared;
        while (uint256(1) << shared < o.classesPerWord) ++shared;
        c = uint40(o.featureCount - 1);
        c = (c << 7) | o.uploadedClasses;
        c = (c << 7) | o.maxClasses;
        c = (c << 1) | (o.openClasses ? 1 : 0);
        c = (c << 4) | (o.countBits - 1);
        c = (c << 3) | shared;
    }

    function _unpack(uint40 c) private pure returns (CountOptions memory) {
        return CountOptions({
            featureCount: uint24(_featureCount(c)),
            uploadedClasses: uint8(c >> 15) & 127,
            maxClasses: uint8(c >> 8) & 127,
            openClasses: (c >> 7) & 1 != 0,
            countBits: (uint8(c >> 3) & 15) + 1,
            classesPerWord: uint8(1 << (c & 7))
        });
    }

    function _base(uint256 modelId) private view returns (uint256 slot) {
        uint256[WORDS] storage words = _words[modelId];
        // The slot of the model's first word.
        assembly ("memory-safe") {
            slot := words.slot
        }
    }
}
