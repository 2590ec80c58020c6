// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The register of models.
interface IModels {
    /// What the register knows of a model.
    struct ModelView {
        /// May upload, publish the encoder, hand over, and claim late.
        address owner;
        /// The number of its classifier.
        uint256 classifier;
        /// The time of `ModelCreated`, in seconds since 1970: the model's events begin with that block's. Not its
        /// number, which on some chains is not the one that nodes count by.
        uint256 createdAt;
        /// Whether all parameters are uploaded.
        bool ready;
        /// Words of packed parameters uploaded so far: where a broken-off upload goes on.
        uint256 uploadedWords;
        /// Words of packed parameters that the model needs.
        uint256 requiredWords;
        /// How many features a contributed sample may have; 0: as many as the classifier takes.
        uint256 maxFeatures;
    }

    /// A model exists from here on. `previous` is what the same account created before it, plus 1, or 0: so an
    /// account's models are found without looking at those of others. `metadata` is a JSON document
    /// (docs/contracts.md) and stands in this event only.
    event ModelCreated(
        uint256 indexed modelId,
        address indexed owner,
        uint256 indexed classifier,
        uint256 previous,
        bytes classifierOptions,
        bytes incentiveOptions,
        uint256 maxFeatures,
        string metadata
    );
    /// `words` now stand at `offset`; the model is ready when `requiredWords` have been uploaded.
    event ParametersUploaded(uint256 indexed modelId, uint256 offset, uint256 requiredWords, uint256[] words);
    /// A piece of what clients need to encode samples, such as a vocabulary; pieces follow one another.
    event EncoderPublished(uint256 indexed modelId, bytes data);
    event OwnershipTransferred(
        uint256 indexed modelId, address indexed previousOwner, address indexed newOwner
    );

    error UnknownModel(uint256 modelId);
    /// The upload is not finished; its owner can go on with `uploadParameters` at `uploadedWords`.
    error ModelIncomplete(uint256 modelId, uint256 uploadedWords, uint256 requiredWords);
    error NotOwner(uint256 modelId, address caller, address owner);
    error NewOwnerIsZero(uint256 modelId);
    /// A chunk must start where the last one ended; one that was sent twice changes nothing.
    error UnexpectedOffset(uint256 modelId, uint256 expected, uint256 given);
    error TooManyWords(uint256 modelId, uint256 left, uint256 given);
    error ValueNotAccepted(uint256 value);

    /// @return How many models there are; their ids are 0 to this less one.
    function modelCount() external view returns (uint256);

    /// @return exists Whether `account` has ever created a model here.
    /// @return modelId The one that it created last; `ModelCreated` of that has the one before.
    function newestModel(address account) external view returns (bool exists, uint256 modelId);

    function model(uint256 modelId) external view returns (ModelView memory);

    /// Logs a piece of the model's encoder (its vocabulary, say) for all clients. Owner only.
    function publishEncoder(uint256 modelId, bytes calldata data) external;

    /// Hands the model over. It carries no power over deposits other than the owner's late claim.
    function transferOwnership(uint256 modelId, address newOwner) external;
}
