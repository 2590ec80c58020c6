// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IModels} from "./interfaces/IModels.sol";
import {ModelHead} from "./types/ModelHead.sol";

/// Where models are registered: storage that a trainer and the modules of its classifiers share.
abstract contract ModelRegister {
    /// Read when a model is created, uploaded or handed over, and by the owner's late claim; one word.
    struct Registration {
        address owner;
        uint48 createdAt;
        uint24 uploadedWords;
        uint24 requiredWords;
    }

    /// @custom:storage-location erc7201:cotrain.models
    struct Register {
        uint256 count;
        mapping(uint256 modelId => ModelHead) heads;
        mapping(uint256 modelId => Registration) registrations;
        /// What each account created last, plus 1.
        mapping(address account => uint256) newest;
    }

    bytes32 private constant REGISTER = 0xe1cdfd488f9c0ec8876c50edd0cdf34e53d2085bf8df6947c0f9f8a1a9d3ff00;

    function _register() internal pure returns (Register storage register) {
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            register.slot := REGISTER
        }
    }

    function _head(uint256 modelId) internal view returns (ModelHead) {
        return _register().heads[modelId];
    }

    function _setHead(uint256 modelId, ModelHead head) internal {
        _register().heads[modelId] = head;
    }

    /// @dev The head of a model that may be used; reverts when it does not exist or is still being uploaded.
    function _usable(uint256 modelId) internal view returns (ModelHead head) {
        head = _head(modelId);
        if (!head.ready()) {
            Registration memory registration = _registered(modelId);
            revert IModels.ModelIncomplete(modelId, registration.uploadedWords, registration.requiredWords);
        }
    }

    function _registered(uint256 modelId) internal view returns (Registration storage registration) {
        registration = _register().registrations[modelId];
        if (registration.owner == address(0)) revert IModels.UnknownModel(modelId);
    }

    function _onlyOwner(uint256 modelId) internal view returns (Registration storage registration) {
        registration = _registered(modelId);
        if (msg.sender != registration.owner) {
            revert IModels.NotOwner(modelId, msg.sender, registration.owner);
        }
    }
}
