// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier, JUDGE, LEARN, LEARN_LATER, BUNDLE} from "../interfaces/IClassifier.sol";
import {TestSet} from "../incentives/market/TestSet.sol";
import {ModelRegister} from "../ModelRegister.sol";

/// What all classifiers share: the calls of a trainer, in terms of what each classifier says of itself. It keeps its
/// own parameters, and 56 bits of settings in the model's head.
abstract contract Classifier is IClassifier, ModelRegister {
    /// What learning later may take at most, in gas; the rest of a transaction (EIP-7825: 2^24) is for what a
    /// settlement does besides.
    uint256 private constant MAX_LEARNING_GAS = 13_500_000;
    /// What bringing a byte of a bundle takes at most, as calldata of a transaction and in the copies that are made of
    /// it.
    uint256 private constant BYTE_GAS = 24;
    /// What the prediction of a test sample may take at most.
    uint256 private constant MAX_TEST_GAS = 2_000_000;
    /// The loss on a test sample that is given to a wrong class.
    uint256 private constant WRONG = 1 << 16;
    // Where the terms of a contribution have the most features of a sample, and the settings; below is what is wanted.
    uint256 private constant MAX_FEATURES_AT = 8;
    uint256 private constant MAX_FEATURES = uint256(type(uint16).max) << MAX_FEATURES_AT;
    uint256 private constant SETTINGS_AT = 24;

    /// @inheritdoc IClassifier
    function create(bytes calldata options)
        external
        pure
        returns (uint56 settings, uint256 requiredWords, bool sets)
    {
        (settings, requiredWords) = _create(options);
        sets = _takesSets();
    }

    /// @inheritdoc IClassifier
    function store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words) external {
        _store(modelId, settings, offset, words);
    }

    /// @inheritdoc IClassifier
    function admit(uint256 modelId, uint8 label, bytes calldata sample) external payable returns (uint256) {
        uint256 terms = _behindCalldata();
        uint56 settings = uint56(terms >> SETTINGS_AT);
        if (terms & BUNDLE != 0) _checkBundle(settings, sample.length, 1);
        return _admit(modelId, settings, terms, label, sample);
    }

    /// @inheritdoc IClassifier
    function admitBatch(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        external
        payable
        returns (uint256[] memory predicted)
    {
        uint256 terms = _behindCalldata();
        uint56 settings = uint56(terms >> SETTINGS_AT);
        predicted = new uint256[](samples.length);
        for (uint256 i; i < samples.length; ++i) {
            uint256 free = _memoryEnd();
            predicted[i] = _admit(modelId, settings, terms, labels[i], samples[i]);
            _freeMemory(free);
        }
        if (terms & BUNDLE != 0) _checkBundle(settings, _lengthOf(samples), samples.length);
    }

    /// @inheritdoc IClassifier
    function update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label) external {
        _update(modelId, settings, sample, label);
    }

    /// @inheritdoc IClassifier
    function updateAll(uint256 modelId, uint56 settings, uint8[] calldata labels, bytes[] calldata samples)
        external
    {
        _updateAll(modelId, settings, labels, samples);
    }

    /// @inheritdoc IClassifier
    function classify(uint256 modelId, uint56 settings, bytes calldata sample)
        external
        view
        returns (uint256)
    {
        _checkSample(settings, sample);
        return _predict(modelId, settings, sample);
    }

    /// @inheritdoc IClassifier
    function classifyBatch(uint256 modelId, uint56 settings, bytes[] calldata samples)
        external
        view
        returns (uint256[] memory found)
    {
        found = new uint256[](samples.length);
        for (uint256 i; i < samples.length; ++i) {
            uint256 free = _memoryEnd();
            _checkSample(settings, samples[i]);
            found[i] = _predict(modelId, settings, samples[i]);
            _freeMemory(free);
        }
    }

    /// @inheritdoc IClassifier
    function recall(uint256 modelId, uint56 settings, bytes calldata sample)
        external
        payable
        returns (uint256)
    {
        return _predict(modelId, settings, sample);
    }

    /// @inheritdoc IClassifier
    function classes(uint256 modelId, uint56 settings) external payable returns (uint256) {
        return _classCount(modelId, settings);
    }

    /// @inheritdoc IClassifier
    function extend(uint256 modelId, uint56 settings, bool byOwner) external returns (uint256 label) {
        return _addClass(modelId, settings, byOwner);
    }

    /// @inheritdoc IClassifier
    function admitTests(uint256 modelId, uint56 settings, bytes calldata data)
        external
        view
        returns (uint256 count)
    {
        uint256 classCount = _classCount(modelId, settings);
        uint256 cursor;
        do {
            (uint256 label, bytes calldata sample, uint256 end) = TestSet.read(data, cursor);
            if (end > data.length) revert PageMalformed(cursor);
            if (label >= classCount) revert LabelOutOfRange(label, classCount);
            _checkSample(settings, sample);
            uint256 gas = _predictionGas(settings, sample.length);
            if (gas > MAX_TEST_GAS) revert TestSampleTooDear(cursor, gas, MAX_TEST_GAS);
            cursor = end;
            ++count;
        } while (cursor < data.length);
    }

    /// @inheritdoc IClassifier
    function offersQuadraticLoss() external pure returns (bool) {
        return _offersQuadraticLoss();
    }

    /// @inheritdoc IClassifier
    function testLoss(
        uint256 modelId,
        uint56 settings,
        bool quadratic,
        bytes calldata data,
        uint256 cursor,
        uint256 samples,
        uint256 first,
        uint256 halves
    ) external view returns (uint256 payLoss, uint256 keepLoss, uint256 made, uint256 end) {
        end = cursor;
        // Losses are at most 2^16 each.
        unchecked {
            for (; made < samples && end < data.length; ++made) {
                uint256 loss;
                (loss, end) = _lossAt(modelId, settings, quadratic, data, end);
                uint256 number = first + made;
                if (number & 1 == (halves >> (number >> 1)) & 1) payLoss += loss;
                else keepLoss += loss;
            }
        }
    }

    /// @dev Validates the options of a new model; see `create`.
    function _create(bytes calldata options)
        internal
        pure
        virtual
        returns (uint56 settings, uint256 requiredWords);

    /// @return Whether samples are sets of features.
    function _takesSets() internal pure virtual returns (bool);

    /// @dev Stores `words` from `offset` on. The caller has checked who uploads, the offset and the count.
    function _store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words)
        internal
        virtual;

    /// @dev Reverts unless `sample` is well formed for this model.
    function _checkSample(uint56 settings, bytes calldata sample) internal pure virtual;

    /// @return The class that the model gives to a checked `sample`.
    function _predict(uint256 modelId, uint56 settings, bytes calldata sample)
        internal
        view
        virtual
        returns (uint256);

    /// @dev Trains the model with one checked sample. Reverts on a label that the model does not have.
    function _update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label) internal virtual;

    /// @dev Trains the model with all samples of a bundle, as `_update` does with each.
    function _updateAll(uint256 modelId, uint56 settings, uint8[] calldata labels, bytes[] calldata samples)
        internal
        virtual
    {
        for (uint256 i; i < samples.length; ++i) {
            uint256 free = _memoryEnd();
            _update(modelId, settings, samples[i], labels[i]);
            _freeMemory(free);
        }
    }

    /// @dev Both, for classifiers that can share the work.
    function _predictAndUpdate(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        virtual
        returns (uint256 predicted)
    {
        predicted = _predict(modelId, settings, sample);
        _update(modelId, settings, sample, label);
    }

    /// @return How many classes the model has now; labels are below it.
    function _classCount(uint256 modelId, uint56 settings) internal view virtual returns (uint256);

    /// @dev Adds an empty class, or reverts; see `extend`.
    function _addClass(uint256 modelId, uint56, bool) internal virtual returns (uint256) {
        revert ClassesAreFixed(modelId);
    }

    /// @return gas What predicting a checked sample of `length` bytes, or its quadratic loss, takes at most; see
    /// `admitTests`.
    function _predictionGas(uint56 settings, uint256 length) internal pure virtual returns (uint256 gas);

    /// @return gas What learning from a checked sample of `length` bytes takes at most (Osaka's prices), whatever the
    /// model has learned by then: it follows from the words of storage that may be written, and is not measured.
    function _learningGas(uint56 settings, uint256 length) internal pure virtual returns (uint256 gas);

    /// @return gas What learning from `count` checked samples in one transaction takes at most, `length` bytes in all:
    /// a word of storage is cold once, and fresh as often as they can make it 0 again.
    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        virtual
        returns (uint256 gas);

    /// @return Whether the classifier gives probabilities, and so a quadratic loss.
    function _offersQuadraticLoss() internal pure virtual returns (bool);

    /// @dev Half the Brier score of what the model says of a checked `sample` (see `testLoss`); reverts where it is not
    /// offered.
    function _quadraticLoss(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        view
        virtual
        returns (uint256);

    function _checkLabel(uint256 modelId, uint56 settings, uint256 label) internal view {
        uint256 count = _classCount(modelId, settings);
        if (label >= count) revert LabelOutOfRange(label, count);
    }

    /// @dev Reverts unless the model exists and has `count` words of parameters from `offset` on.
    function _checkWords(uint256 modelId, uint256 offset, uint256 count) internal view {
        uint256 requiredWords = _registered(modelId).requiredWords;
        if (offset > requiredWords || count > requiredWords - offset) {
            revert WordsOutOfRange(offset, count, requiredWords);
        }
    }

    /// @param terms See `admit`.
    function _admit(uint256 modelId, uint56 settings, uint256 terms, uint256 label, bytes calldata sample)
        private
        returns (uint256 predicted)
    {
        if (sample.length == 0) revert EmptySample();
        if (terms & MAX_FEATURES != 0) _checkFeatures(uint16(terms >> MAX_FEATURES_AT), sample);
        _checkSample(settings, sample);
        if (terms & LEARN == 0) _checkLabel(modelId, settings, label);
        if (terms & LEARN_LATER != 0) {
            uint256 gas = _learningGas(settings, sample.length);
            if (gas > MAX_LEARNING_GAS) revert SampleTooDear(gas, MAX_LEARNING_GAS);
        }
        if (terms & (JUDGE | LEARN) == (JUDGE | LEARN)) {
            return _predictAndUpdate(modelId, settings, sample, label);
        }
        if (terms & JUDGE != 0) return _predict(modelId, settings, sample);
        if (terms & LEARN != 0) _update(modelId, settings, sample, label);
    }

    function _checkBundle(uint56 settings, uint256 length, uint256 count) private pure {
        uint256 gas = _bundleGas(settings, length, count) + length * BYTE_GAS;
        if (gas > MAX_LEARNING_GAS) revert BundleTooDear(gas, MAX_LEARNING_GAS);
    }

    /// @return length Of all samples, in bytes.
    function _lengthOf(bytes[] calldata samples) private pure returns (uint256 length) {
        for (uint256 i; i < samples.length; ++i) {
            length += samples[i].length;
        }
    }

    /// @return loss On the test sample at byte `from` of `data`.
    /// @return end Where the next one begins.
    function _lossAt(uint256 modelId, uint56 settings, bool quadratic, bytes calldata data, uint256 from)
        private
        view
        returns (uint256 loss, uint256 end)
    {
        uint256 free = _memoryEnd();
        uint256 label;
        bytes calldata sample;
        (label, sample, end) = TestSet.read(data, from);
        if (quadratic) loss = _quadraticLoss(modelId, settings, sample, label);
        else if (_predict(modelId, settings, sample) != label) loss = WRONG;
        _freeMemory(free);
    }

    function _checkFeatures(uint256 max, bytes calldata sample) private pure {
        // two bytes each, of a set
        uint256 features = sample.length / 2;
        if (features > max) revert TooManyFeatures(features, max);
    }

    /// @return terms What the trainer has put behind the arguments; see `admit`.
    function _behindCalldata() private pure returns (uint256 terms) {
        // the last word
        assembly ("memory-safe") {
            terms := calldataload(sub(calldatasize(), 0x20))
        }
    }

    function _memoryEnd() internal pure returns (uint256 end) {
        // the free memory pointer
        assembly ("memory-safe") {
            end := mload(0x40)
        }
    }

    /// @dev Gives back what was allocated since, of which nothing is used any more.
    function _freeMemory(uint256 end) internal pure {
        assembly ("memory-safe") {
            mstore(0x40, end)
        }
    }
}
