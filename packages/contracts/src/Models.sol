// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "./interfaces/IModels.sol";
import {ModelHead} from "./types/ModelHead.sol";

/// The register of models: who owns each, how far its upload is, and the head word that the other parts share.
abstract contract Models is IModels {
    /// Read when a model is created, uploaded or handed over, and by the owner's late claim; one word.
    struct Registration {
        address owner;
        uint48 createdBlock;
        uint24 uploadedWords;
        uint24 requiredWords;
    }

    /// @inheritdoc IModels
    uint256 public modelCount;

    mapping(uint256 modelId => ModelHead) internal _heads;
    mapping(uint256 modelId => Registration) internal _registrations;

    /// @inheritdoc IModels
    function model(uint256 modelId) external view returns (ModelView memory) {
        Registration memory registration = _registered(modelId);
        ModelHead head = _heads[modelId];
        return ModelView({
            owner: registration.owner,
            createdBlock: registration.createdBlock,
            ready: head.ready(),
            uploadedWords: registration.uploadedWords,
            requiredWords: registration.requiredWords,
            contributions: head.contributions()
        });
    }

    /// @inheritdoc IModels
    function publishEncoder(uint256 modelId, bytes calldata data) external {
        _onlyOwner(modelId);
        emit EncoderPublished(modelId, data);
    }

    /// @inheritdoc IModels
    function transferOwnership(uint256 modelId, address newOwner) external {
        Registration storage registration = _onlyOwner(modelId);
        if (newOwner == address(0)) revert NewOwnerIsZero(modelId);
        registration.owner = newOwner;
        emit OwnershipTransferred(modelId, msg.sender, newOwner);
    }

    /// @dev The head of a model that may be used; reverts when it does not exist or is still being uploaded.
    function _usable(uint256 modelId) internal view returns (ModelHead head) {
        head = _heads[modelId];
        if (!head.ready()) {
            Registration memory registration = _registered(modelId);
            revert ModelIncomplete(modelId, registration.uploadedWords, registration.requiredWords);
        }
    }

    function _registered(uint256 modelId) internal view returns (Registration storage registration) {
        registration = _registrations[modelId];
        if (registration.owner == address(0)) revert UnknownModel(modelId);
    }

    function _onlyOwner(uint256 modelId) internal view returns (Registration storage registration) {
        registration = _registered(modelId);
        if (msg.sender != registration.owner) revert NotOwner(modelId, msg.sender, registration.owner);
    }
}
