// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "./interfaces/IModels.sol";
import {ModelRegister} from "./ModelRegister.sol";
import {ModelHead} from "./types/ModelHead.sol";

/// The register of models, as everybody sees it.
abstract contract Models is IModels, ModelRegister {
    /// @inheritdoc IModels
    function modelCount() external view returns (uint256) {
        return _register().count;
    }

    /// @inheritdoc IModels
    function newestModel(address account) external view returns (bool exists, uint256 modelId) {
        uint256 next = _register().newest[account];
        return next == 0 ? (false, 0) : (true, next - 1);
    }

    /// @inheritdoc IModels
    function model(uint256 modelId) external view returns (ModelView memory) {
        Registration memory registration = _registered(modelId);
        ModelHead head = _head(modelId);
        return ModelView({
            owner: registration.owner,
            classifier: head.classifier(),
            createdAt: registration.createdAt,
            ready: head.ready(),
            uploadedWords: registration.uploadedWords,
            requiredWords: registration.requiredWords,
            maxFeatures: head.maxFeatures()
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
}
