// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "./interfaces/ICollaborativeTrainer.sol";
import {IncentiveMechanism} from "./incentives/IncentiveMechanism.sol";
import {ContributionLibrary} from "./types/Contribution.sol";
import {ModelHead, ModelHeadLibrary} from "./types/ModelHead.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// The one door to the three parts: data handler, incentive mechanism, classifier. Concrete trainers add one
/// classifier and one mechanism by inheritance.
abstract contract CollaborativeTrainer is ICollaborativeTrainer, IncentiveMechanism, Multicallable {
    /// @inheritdoc ICollaborativeTrainer
    function createModel(
        bytes calldata classifierOptions,
        bytes calldata incentiveOptions,
        string calldata metadata,
        uint256[] calldata words
    ) external returns (uint256 modelId) {
        (uint40 classifier, uint256 requiredWords) = _createClassifier(classifierOptions);
        modelId = modelCount++;
        uint176 incentive = _createIncentive(modelId, incentiveOptions);
        _heads[modelId] = ModelHeadLibrary.create(classifier, incentive);
        _registrations[modelId] = Registration({
            owner: msg.sender,
            createdBlock: SafeCastLib.toUint48(block.number),
            uploadedWords: 0,
            requiredWords: SafeCastLib.toUint24(requiredWords)
        });
        emit ModelCreated(modelId, msg.sender, classifierOptions, incentiveOptions, metadata);
        _upload(modelId, 0, words);
    }

    /// @inheritdoc ICollaborativeTrainer
    function uploadParameters(uint256 modelId, uint256 offset, uint256[] calldata words) external {
        _onlyOwner(modelId);
        _upload(modelId, offset, words);
    }

    /// @inheritdoc ICollaborativeTrainer
    function contribute(uint256 modelId, uint8 label, bytes calldata sample)
        external
        payable
        returns (uint256 index)
    {
        ModelHead head = _usable(modelId);
        index = head.contributions();
        uint256 change;
        (head, change) = _contribute(modelId, head, label, sample, msg.value);
        _heads[modelId] = head;
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
        firstIndex = head.contributions();
        uint256 change = msg.value;
        for (uint256 i; i < samples.length; ++i) {
            (head, change) = _contribute(modelId, head, labels[i], samples[i], change);
        }
        _heads[modelId] = head;
        _return(change);
    }

    /// @inheritdoc ICollaborativeTrainer
    function predict(uint256 modelId, bytes calldata sample) external view returns (uint256) {
        return _checkAndPredict(modelId, _usable(modelId).classifier(), sample);
    }

    /// @inheritdoc ICollaborativeTrainer
    function predictBatch(uint256 modelId, bytes[] calldata samples)
        external
        view
        returns (uint256[] memory classes)
    {
        uint40 classifier = _usable(modelId).classifier();
        classes = new uint256[](samples.length);
        for (uint256 i; i < samples.length; ++i) {
            classes[i] = _checkAndPredict(modelId, classifier, samples[i]);
        }
    }

    /// @dev Several calls in one transaction (claims, uploads). Without value: the same wei could be counted for
    /// each of several contributions.
    function multicall(bytes[] calldata data) public payable override returns (bytes[] memory) {
        if (msg.value != 0) revert ValueNotAccepted(msg.value);
        return super.multicall(data);
    }

    function _checkAndPredict(uint256 modelId, uint40 classifier, bytes calldata sample)
        private
        view
        returns (uint256)
    {
        _checkSample(classifier, sample);
        return _predict(modelId, classifier, sample);
    }

    function _upload(uint256 modelId, uint256 offset, uint256[] calldata words) private {
        Registration memory registration = _registrations[modelId];
        if (offset != registration.uploadedWords) {
            revert UnexpectedOffset(modelId, registration.uploadedWords, offset);
        }
        uint256 left = registration.requiredWords - offset;
        if (words.length > left) revert TooManyWords(modelId, left, words.length);
        ModelHead head = _heads[modelId];
        _storeParameters(modelId, head.classifier(), offset, words);

        registration.uploadedWords = uint24(offset + words.length);
        _registrations[modelId] = registration;
        if (words.length == left) _heads[modelId] = head.setReady();
        emit ParametersUploaded(modelId, offset, registration.requiredWords, words);
    }

    /// @dev One contribution, but for writing the head and returning the change, which batches do once.
    function _contribute(
        uint256 modelId,
        ModelHead head,
        uint8 label,
        bytes calldata sample,
        uint256 available
    ) private returns (ModelHead, uint256 change) {
        if (sample.length == 0) revert EmptySample();
        _checkSample(head.classifier(), sample);
        (uint176 incentive, uint96 deposit) = _accept(modelId, head, label, sample);
        if (available < deposit) revert DepositTooSmall(deposit, available);

        uint256 index = head.contributions();
        _teach(modelId, head.classifier(), sample, label);
        _createRecord(modelId, index, ContributionLibrary.hashNew(msg.sender, label, deposit, sample));
        emit Contributed(modelId, index, msg.sender, label, uint32(block.timestamp), deposit, sample);
        return
            (
                head.setIncentive(incentive).setContributions(SafeCastLib.toUint32(index + 1)),
                available - deposit
            );
    }

    /// @dev Sends back what was not needed, last of all, in a way that a receiver cannot make fail.
    function _return(uint256 change) private {
        if (change != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, change);
    }
}
