// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "./interfaces/ICollaborativeTrainer.sol";
import {IClassifier} from "./interfaces/IClassifier.sol";
import {IncentiveMechanism} from "./incentives/IncentiveMechanism.sol";
import {Models} from "./Models.sol";
import {ModelHead, ModelHeadLibrary} from "./types/ModelHead.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// The one door to the three parts: data handler, incentive mechanism, classifiers. Concrete trainers add one
/// mechanism by inheritance, and how contributions are made; their classifiers are modules, called by `delegatecall`.
abstract contract CollaborativeTrainer is ICollaborativeTrainer, IncentiveMechanism, Models, Multicallable {
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
}
