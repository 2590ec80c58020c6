// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Models that anyone trains and anyone uses. One contract holds all models under one incentive mechanism; a model is a
/// number, not a contract, and creating one deploys no code.
interface ICollaborativeTrainer {
    /// `label` is a class from here on; `name` is what `account` calls it.
    event ClassAdded(uint256 indexed modelId, uint256 indexed label, address indexed account, string name);

    error EmptyBatch();
    error LengthMismatch(uint256 labels, uint256 samples);
    /// Samples of this classifier all have the same number of features.
    error MaxFeaturesNotOffered(uint256 classifier);
    /// The value sent does not cover the deposit; `price` gives it, and it rises when somebody else contributes.
    error DepositTooSmall(uint256 required, uint256 available);

    /// Creates a model and uploads the first of its packed parameters, or all of them.
    /// @param classifier The number of one of the trainer's classifiers.
    /// @param classifierOptions The classifier's options struct, ABI-encoded.
    /// @param incentiveOptions The mechanism's options struct, ABI-encoded.
    /// @param maxFeatures How many features a contributed sample may have, or 0: as many as the classifier takes. Only
    /// for samples that are sets of features.
    /// @param metadata A JSON document for people and clients: name, description, classes, encoder, links.
    /// @param words The packed parameters from the first word on.
    function createModel(
        uint256 classifier,
        bytes calldata classifierOptions,
        bytes calldata incentiveOptions,
        uint16 maxFeatures,
        string calldata metadata,
        uint256[] calldata words
    ) external returns (uint256 modelId);

    /// Uploads the next packed parameters. With the last one the model becomes ready for use.
    /// @param offset Where `words` go; must be where the last upload ended.
    function uploadParameters(uint256 modelId, uint256 offset, uint256[] calldata words) external;

    /// Adds an empty class. Owner only, unless the owner has opened the model's classes to all; not while a market
    /// runs, whose gas depends on the classes.
    /// @param name What the class is called; it stands in the event only.
    /// @return label The new class.
    function addClass(uint256 modelId, string calldata name) external returns (uint256 label);

    /// Records a labelled sample and trains the model with it, for a deposit of `price(modelId)`. What was sent
    /// beyond it comes back.
    /// @return index The contribution's number in this model.
    function contribute(uint256 modelId, uint8 label, bytes calldata sample)
        external
        payable
        returns (uint256 index);

    /// The same as contributing the samples one after the other in this block, for less gas.
    /// @return firstIndex The number of the first contribution; the others follow.
    function contributeBatch(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        external
        payable
        returns (uint256 firstIndex);

    /// @return How many classes the model has now; labels are 0 to this less one.
    function classCount(uint256 modelId) external view returns (uint256);

    /// @return The class that the model gives to `sample`.
    function predict(uint256 modelId, bytes calldata sample) external view returns (uint256);

    /// @return classes The class of each of `samples`.
    function predictBatch(uint256 modelId, bytes[] calldata samples)
        external
        view
        returns (uint256[] memory classes);
}
