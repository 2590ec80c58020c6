// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Models} from "../Models.sol";
import {ModelHead} from "../types/ModelHead.sol";

/// What a classifier has to say. It keeps its own parameters, and 40 bits of options in the model's head.
abstract contract Classifier is Models {
    error LabelOutOfRange(uint256 label, uint256 classes);
    error WordsOutOfRange(uint256 offset, uint256 count, uint256 requiredWords);

    /// @dev Validates the options of a new model.
    /// @return classifier What goes into the model's head.
    /// @return requiredWords How many words of packed parameters must be uploaded.
    function _createClassifier(bytes calldata options)
        internal
        pure
        virtual
        returns (uint40 classifier, uint256 requiredWords);

    /// @dev Stores `words` from `offset` on. The caller has checked who uploads, the offset and the count.
    function _storeParameters(uint256 modelId, uint40 classifier, uint256 offset, uint256[] calldata words)
        internal
        virtual;

    /// @dev Reverts unless `sample` is well formed for this model. Samples of records have been checked before.
    function _checkSample(uint40 classifier, bytes calldata sample) internal pure virtual;

    /// @return The class that the model gives to a checked `sample`.
    function _predict(uint256 modelId, uint40 classifier, bytes calldata sample)
        internal
        view
        virtual
        returns (uint256);

    /// @dev Reverts unless the model exists and has `count` words of parameters from `offset` on.
    function _checkWords(uint256 modelId, uint256 offset, uint256 count) internal view {
        uint256 requiredWords = _registered(modelId).requiredWords;
        if (offset > requiredWords || count > requiredWords - offset) {
            revert WordsOutOfRange(offset, count, requiredWords);
        }
    }

    /// @dev Trains the model with one checked sample. Reverts on a label that the model does not have.
    function _update(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        virtual;

    /// @return How many classes the model has now; labels are below it.
    function _classCount(uint256 modelId, uint40 classifier) internal view virtual returns (uint256);

    /// @dev Reverts while no class may be added; for mechanisms whose money depends on the classes.
    function _checkNewClass(uint256 modelId, ModelHead head) internal view virtual;

    /// @return gas What predicting a checked sample of `length` bytes takes at most, on cold storage, whatever the
    /// model has learned by then: it follows from the words of storage that may be read and the work on each, and is
    /// not measured.
    function _predictionGas(uint40 classifier, uint256 length) internal pure virtual returns (uint256 gas);

    /// @return Whether training with a checked sample may change the model.
    function _learns(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        view
        virtual
        returns (bool);

    /// @return Whether the classifier gives probabilities, and so a quadratic loss.
    function _offersQuadraticLoss() internal pure virtual returns (bool);

    /// @return Half the Brier score of what the model says of a checked `sample`, in units of 2^-16, rounded down:
    /// Σ over the classes of (probability - 1 if it is the label)² / 2, which is 0 to 1 (Brier, "Verification of
    /// forecasts expressed in terms of probability", 1950). Of no meaning where it is not offered.
    function _quadraticLoss(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        view
        virtual
        returns (uint256);
}
