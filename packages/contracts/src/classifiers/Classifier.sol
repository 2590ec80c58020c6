// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier, JUDGE, LEARN, LEARN_LATER, TRY_LATER} from "../interfaces/IClassifier.sol";
import {ModelRegister} from "../ModelRegister.sol";

/// What all classifiers share: the calls of a trainer, in terms of what each classifier says of itself. It keeps its
/// own parameters, and 56 bits of settings in the model's head.
abstract contract Classifier is IClassifier, ModelRegister {
    /// What learning later may take at most, in gas; the rest of a transaction (EIP-7825: 2^24) is for what a
    /// settlement does besides.
    uint256 private constant MAX_LEARNING_GAS = 13_500_000;
    // Where the terms of a contribution have the most features of a sample, and the settings; below is what is wanted.
    uint256 private constant MAX_FEATURES_AT = 8;
    uint256 private constant MAX_FEATURES = type(uint16).max << MAX_FEATURES_AT;
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
        return _admit(modelId, uint56(terms >> SETTINGS_AT), terms, label, sample);
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
    }

    /// @inheritdoc IClassifier
    function update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label) external {
        _update(modelId, settings, sample, label);
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
    function learns(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        external
        view
        returns (bool)
    {
        return _learns(modelId, settings, sample, label);
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
    function admitTest(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        external
        view
        returns (uint256 gas)
    {
        _checkLabel(modelId, settings, label);
        _checkSample(settings, sample);
        return _predictionGas(settings, sample.length);
    }

    /// @inheritdoc IClassifier
    function offersQuadraticLoss() external pure returns (bool) {
        return _offersQuadraticLoss();
    }

    /// @inheritdoc IClassifier
    function quadraticLoss(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        external
        view
        returns (uint256)
    {
        return _quadraticLoss(modelId, settings, sample, label);
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

    /// @return gas What predicting a checked sample of `length` bytes takes at most; see `admitTest`.
    function _predictionGas(uint56 settings, uint256 length) internal pure virtual returns (uint256 gas);

    /// @return gas What learning from a checked sample of `length` bytes takes at most (Osaka's prices), whatever the
    /// model has learned by then: it follows from the words of storage that may be written, and is not measured.
    function _learningGas(uint56 settings, uint256 length) internal pure virtual returns (uint256 gas);

    /// @return Whether training with a checked sample may change the model.
    function _learns(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label)
        internal
        view
        virtual
        returns (bool);

    /// @return Whether the classifier gives probabilities, and so a quadratic loss.
    function _offersQuadraticLoss() internal pure virtual returns (bool) {
        return false;
    }

    /// @dev See `quadraticLoss`. Never called where it is not offered.
    function _quadraticLoss(uint256, uint56, bytes calldata, uint256)
        internal
        view
        virtual
        returns (uint256)
    {
        revert QuadraticLossNotOffered();
    }

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
        if (terms & (LEARN_LATER | TRY_LATER) != 0) {
            uint256 gas = _learningGas(settings, sample.length);
            if (terms & TRY_LATER != 0) gas += _predictionGas(settings, sample.length);
            if (gas > MAX_LEARNING_GAS) revert SampleTooDear(gas, MAX_LEARNING_GAS);
        }
        if (terms & (JUDGE | LEARN) == (JUDGE | LEARN)) {
            return _predictAndUpdate(modelId, settings, sample, label);
        }
        if (terms & JUDGE != 0) return _predict(modelId, settings, sample);
        if (terms & LEARN != 0) _update(modelId, settings, sample, label);
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

    function _memoryEnd() private pure returns (uint256 end) {
        // the free memory pointer
        assembly ("memory-safe") {
            end := mload(0x40)
        }
    }

    /// @dev Gives back what was allocated since, of which nothing is used any more.
    function _freeMemory(uint256 end) private pure {
        assembly ("memory-safe") {
            mstore(0x40, end)
        }
    }
}
