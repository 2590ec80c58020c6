// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

// What is wanted of a classifier when a contribution is made: that it says what the model gives to the sample as it
// is,
uint256 constant JUDGE = 1;
// that the model learns from it now,
uint256 constant LEARN = 2;
// or that it can be sure to learn from it later, in a transaction of a bounded price.
uint256 constant LEARN_LATER = 4;
// or, in one such transaction, from all samples of the list.
uint256 constant BUNDLE = 8;

/// A classifier: code that trainers call by `delegatecall`, so that it works on the trainer's own storage, in a
/// namespace of its own (EIP-7201). It is stateless; called directly it would only see that it has no models.
///
/// What may be called while somebody pays is `payable`: the value that a `delegatecall` sees is the trainer's.
///
/// `settings` are the 56 bits that the model's head keeps of its options. Samples of records have been checked when
/// they were contributed, and are not checked again.
interface IClassifier {
    error EmptySample();
    /// The model's owner has limited how many features a contributed sample may have.
    error TooManyFeatures(uint256 features, uint256 max);
    error LabelOutOfRange(uint256 label, uint256 classes);
    error WordsOutOfRange(uint256 offset, uint256 count, uint256 requiredWords);
    /// To learn from this sample later could take more than a transaction has.
    error SampleTooDear(uint256 gas, uint256 max);
    /// To learn from all samples of the list later could take more than a transaction has.
    error BundleTooDear(uint256 gas, uint256 max);
    /// The page has no test samples, or the one at the byte `position` is not whole.
    error PageMalformed(uint256 position);
    /// To predict the test sample at the byte `position` of its page could take too much.
    error TestSampleTooDear(uint256 position, uint256 gas, uint256 max);
    /// The classifier's models have the classes that they were created with.
    error ClassesAreFixed(uint256 modelId);
    error QuadraticLossNotOffered();

    /// Validates the options of a new model.
    /// @return settings What goes into the model's head.
    /// @return requiredWords How many words of packed parameters must be uploaded.
    /// @return sets Whether samples are sets of features, two bytes for each that is present; else they are a number
    /// for every feature of the model.
    function create(bytes calldata options)
        external
        pure
        returns (uint56 settings, uint256 requiredWords, bool sets);

    /// Stores `words` from `offset` on. The trainer has checked who uploads, the offset and the count.
    function store(uint256 modelId, uint56 settings, uint256 offset, uint256[] calldata words) external;

    /// Checks a contribution, and does what is wanted. Reverts unless the sample is well formed and the model has the
    /// label. The arguments are those of the trainer's `contribute`; a word behind them has, from the bottom, what is
    /// wanted (8 bits): any of JUDGE, LEARN, LEARN_LATER and BUNDLE; then how many features the sample may have,
    /// or 0 (16 bits), then the settings.
    /// @return predicted What the model gave to the sample before it learned. Of no meaning unless wanted.
    function admit(uint256 modelId, uint8 label, bytes calldata sample)
        external
        payable
        returns (uint256 predicted);

    /// The same for one contribution after the other, with the arguments of the trainer's `contributeBatch`. With
    /// BUNDLE the whole list can be learned from in one transaction.
    function admitBatch(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        external
        payable
        returns (uint256[] memory predicted);

    /// Trains the model with a checked sample.
    function update(uint256 modelId, uint56 settings, bytes calldata sample, uint256 label) external;

    /// Trains the model with the checked samples of a bundle, one after the other.
    function updateAll(uint256 modelId, uint56 settings, uint8[] calldata labels, bytes[] calldata samples)
        external;

    /// @return The class that the model gives to `sample`; reverts unless that is well formed.
    function classify(uint256 modelId, uint56 settings, bytes calldata sample) external view returns (uint256);

    /// @return classes The class of each of `samples`.
    function classifyBatch(uint256 modelId, uint56 settings, bytes[] calldata samples)
        external
        view
        returns (uint256[] memory classes);

    /// @return The class that the model gives to a checked `sample`.
    function recall(uint256 modelId, uint56 settings, bytes calldata sample)
        external
        payable
        returns (uint256);

    /// @return How many classes the model has now; labels are below it.
    function classes(uint256 modelId, uint56 settings) external payable returns (uint256);

    /// Adds an empty class: no sample is given to it until somebody has contributed one, and what the model says of
    /// other classes does not change.
    /// @param byOwner Whether the model's owner adds it; others may if the owner has opened the classes to all.
    /// @return label The new class.
    function extend(uint256 modelId, uint56 settings, bool byOwner) external returns (uint256 label);

    /// Checks a page of test samples, each | label 8 | length in bytes 16 | sample |. Reverts unless it has some, all
    /// are whole and well formed, the model has their labels, and none could take too much: what predicting it takes at
    /// most, on cold storage, follows from the words of storage that may be read and the work on each, and is not
    /// measured.
    /// @return count How many test samples there are.
    function admitTests(uint256 modelId, uint56 settings, bytes calldata data)
        external
        view
        returns (uint256 count);

    /// @return Whether the classifier gives probabilities, and so a quadratic loss.
    function offersQuadraticLoss() external pure returns (bool);

    /// The model's loss on the two halves of a test set, of which `data` are some pages that have been checked. The
    /// loss on a test sample is in units of 2^-16: 65,536 for a wrong prediction and 0 for a right one; or half the
    /// Brier score, rounded down: Σ over the classes of (probability - 1 if it is the label)² / 2, which is 0 to 1
    /// (Brier, "Verification of forecasts expressed in terms of probability", 1950). Reverts where that is not offered.
    /// @param cursor The byte where a test sample begins, the first one that is predicted; or the end of `data`.
    /// @param samples How many are predicted at most.
    /// @param first The number of the first one in the whole test set. Number i is of the half that pays if
    /// (i & 1) == ((halves >> (i >> 1)) & 1): one of each two that follow one another.
    /// @return payLoss The loss on those of the half that pays.
    /// @return keepLoss The loss on the others.
    /// @return made How many were predicted.
    /// @return end The byte behind the last one.
    function testLoss(
        uint256 modelId,
        uint56 settings,
        bool quadratic,
        bytes calldata data,
        uint256 cursor,
        uint256 samples,
        uint256 first,
        uint256 halves
    ) external view returns (uint256 payLoss, uint256 keepLoss, uint256 made, uint256 end);
}
