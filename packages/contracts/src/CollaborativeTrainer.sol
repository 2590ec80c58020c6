// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "./interfaces/ICollaborativeTrainer.sol";
import {IClassifier} from "./interfaces/IClassifier.sol";
import {IncentiveMechanism} from "./incentives/IncentiveMechanism.sol";
import {EntryLog} from "./libraries/EntryLog.sol";
import {Models} from "./Models.sol";
import {ContributionLibrary} from "./types/Contribution.sol";
import {LogWord} from "./types/LogWord.sol";
import {ModelHead, ModelHeadLibrary} from "./types/ModelHead.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// The one door to the three parts: data handler, incentive mechanism, classifiers. Concrete trainers add one
/// mechanism by inheritance; their classifiers are modules, called by `delegatecall`.
abstract contract CollaborativeTrainer is ICollaborativeTrainer, IncentiveMechanism, Models, Multicallable {
    using EntryLog for EntryLog.Log;

    /// @inheritdoc ICollaborativeTrainer
    function createModel(
        uint256 classifier,
        bytes calldata classifierOptions,
        bytes calldata incentiveOptions,
        uint16 maxFeatures,
        string calldata metadata,
        uint256[] calldata words
    ) external returns (uint256 modelId) {
        (uint56 settings, uint256 requiredWords, bool sets) =
            IClassifier(classifierModule(classifier)).create(classifierOptions);
        if (maxFeatures != 0 && !sets) revert MaxFeaturesNotOffered(classifier);
        Register storage register = _register();
        modelId = register.count++;
        uint176 incentive = _createIncentive(modelId, classifier, incentiveOptions);
        _setHead(modelId, ModelHeadLibrary.create(classifier, settings, maxFeatures, incentive));
        register.registrations[modelId] = Registration({
            owner: msg.sender,
            createdAt: SafeCastLib.toUint48(block.timestamp),
            uploadedWords: 0,
            requiredWords: SafeCastLib.toUint24(requiredWords)
        });
        uint256 previous = register.newest[msg.sender];
        register.newest[msg.sender] = modelId + 1;
        emit ModelCreated(
            modelId,
            msg.sender,
            classifier,
            previous,
            classifierOptions,
            incentiveOptions,
            maxFeatures,
            metadata
        );
        _upload(modelId, 0, words);
    }

    /// @inheritdoc ICollaborativeTrainer
    function uploadParameters(uint256 modelId, uint256 offset, uint256[] calldata words) external {
        _onlyOwner(modelId);
        _upload(modelId, offset, words);
    }

    /// @inheritdoc ICollaborativeTrainer
    function addClass(uint256 modelId, string calldata name) external returns (uint256 label) {
        ModelHead head = _usable(modelId);
        _checkNewClass(modelId, head);
        bool byOwner = msg.sender == _registered(modelId).owner;
        label = _ask(head, abi.encodeCall(IClassifier.extend, (modelId, head.settings(), byOwner)));
        emit ClassAdded(modelId, label, msg.sender, name);
    }

    /// @inheritdoc ICollaborativeTrainer
    function contribute(uint256 modelId, uint8 label, bytes calldata sample)
        external
        payable
        returns (uint256 index)
    {
        ModelHead head = _usable(modelId);
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        index = word.entries();
        uint256 predicted = _admit(head, _wanted());
        uint256 change;
        (log_.word, change) = _contribute(modelId, head, word, label, sample, predicted, msg.value);
        _return(change);
    }

    /// @inheritdoc ICollaborativeTrainer
    function contributeBatch(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        external
        payable
        returns (uint256 firstIndex)
    {
        if (samples.length == 0) revert EmptyBatch();
        if (labels.length != samples.length) revert LengthMismatch(labels.length, samples.length);
        ModelHead head = _usable(modelId);
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        firstIndex = word.entries();
        uint256[] memory predicted = _admitBatch(head, _wanted());
        uint256 change = msg.value;
        for (uint256 i; i < samples.length; ++i) {
            (word, change) = _contribute(modelId, head, word, labels[i], samples[i], predicted[i], change);
        }
        log_.word = word;
        _return(change);
    }

    /// @inheritdoc ICollaborativeTrainer
    function classCount(uint256 modelId) external view returns (uint256) {
        _registered(modelId);
        return _classes(modelId, _head(modelId));
    }

    /// @inheritdoc ICollaborativeTrainer
    function predict(uint256 modelId, bytes calldata sample) external view returns (uint256) {
        return _classify(modelId, _usable(modelId), sample);
    }

    /// @inheritdoc ICollaborativeTrainer
    function predictBatch(uint256 modelId, bytes[] calldata samples)
        external
        view
        returns (uint256[] memory classes)
    {
        return _classifyBatch(modelId, _usable(modelId), samples);
    }

    /// @dev Several calls in one transaction (claims, uploads). Without value: the same wei could be counted for
    /// each of several contributions.
    function multicall(bytes[] calldata data) public payable override returns (bytes[] memory) {
        if (msg.value != 0) revert ValueNotAccepted(msg.value);
        return super.multicall(data);
    }

    function _upload(uint256 modelId, uint256 offset, uint256[] calldata words) private {
        Registration memory registration = _registered(modelId);
        if (offset != registration.uploadedWords) {
            revert UnexpectedOffset(modelId, registration.uploadedWords, offset);
        }
        uint256 left = registration.requiredWords - offset;
        if (words.length > left) revert TooManyWords(modelId, left, words.length);
        ModelHead head = _head(modelId);
        _ask(head, abi.encodeCall(IClassifier.store, (modelId, head.settings(), offset, words)));

        _registered(modelId).uploadedWords = uint24(offset + words.length);
        if (words.length == left) _setHead(modelId, head.setReady());
        emit ParametersUploaded(modelId, offset, registration.requiredWords, words);
    }

    /// @dev One contribution that the classifier has admitted, but for writing the log's word and returning the change,
    /// which batches do once.
    function _contribute(
        uint256 modelId,
        ModelHead head,
        LogWord word,
        uint8 label,
        bytes calldata sample,
        uint256 predicted,
        uint256 available
    ) private returns (LogWord next, uint256 change) {
        (uint96 deposit, bool surprising) = _accept(modelId, head, word, label, predicted);
        if (available < deposit) revert DepositTooSmall(deposit, available);
        unchecked {
            change = available - deposit;
        }
        uint256 index = word.entries();
        uint32 time = SafeCastLib.toUint32(block.timestamp);
        emit Contributed(modelId, index, msg.sender, label, time, deposit, word.running(), sample);
        bytes24 leaf = ContributionLibrary.leafOfNew(index, label, surprising, deposit, sample);
        next = _log(modelId).append(word, leaf).setTime(time);
    }

    /// @dev Sends back what was not needed, last of all, in a way that a receiver cannot make fail.
    function _return(uint256 change) private {
        if (change != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, change);
    }
}
