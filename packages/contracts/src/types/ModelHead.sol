// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The one storage word that every action on a model reads:
///
///   255         249 248     247       192 191           176 175           0
///   |  classifier  |  ready |  settings  |  max features   |  incentive 176  |
///
/// `classifier` is the number of the classifier's module in its trainer, `settings` what the classifier keeps of its
/// options. `maxFeatures` is how many features a contributed sample may have, or 0. `incentive` belongs to the
/// mechanism, which draws its own bits.
type ModelHead is uint256;

using ModelHeadLibrary for ModelHead global;

library ModelHeadLibrary {
    uint256 private constant CLASSIFIER_AT = 249;
    uint256 private constant READY = 1 << 248;
    uint256 private constant SETTINGS_AT = 192;
    uint256 private constant MAX_FEATURES_AT = 176;
    uint256 private constant INCENTIVE_MASK = type(uint176).max;

    /// @param classifier_ Below 128.
    /// @return The head of a model whose parameters are still to be uploaded.
    function create(uint256 classifier_, uint56 settings_, uint16 maxFeatures_, uint176 incentive_)
        internal
        pure
        returns (ModelHead)
    {
        uint256 fixed_ =
            (uint256(settings_) << SETTINGS_AT) | (uint256(maxFeatures_) << MAX_FEATURES_AT);
        return ModelHead.wrap((classifier_ << CLASSIFIER_AT) | fixed_ | incentive_);
    }

    function classifier(ModelHead head) internal pure returns (uint256) {
        return ModelHead.unwrap(head) >> CLASSIFIER_AT;
    }

    /// @return Whether all parameters are uploaded, so that the model can be used.
    function ready(ModelHead head) internal pure returns (bool) {
        return ModelHead.unwrap(head) & READY != 0;
    }

    function settings(ModelHead head) internal pure returns (uint56) {
        return uint56(ModelHead.unwrap(head) >> SETTINGS_AT);
    }

    /// @return How many features a contributed sample may have; 0 when the model sets no limit of its own.
    function maxFeatures(ModelHead head) internal pure returns (uint16) {
        return uint16(ModelHead.unwrap(head) >> MAX_FEATURES_AT);
    }

    /// @return The settings, and below them how many features a contributed sample may have.
    function admission(ModelHead head) internal pure returns (uint72) {
        return uint72(ModelHead.unwrap(head) >> MAX_FEATURES_AT);
    }

    function incentive(ModelHead head) internal pure returns (uint176) {
        return uint176(ModelHead.unwrap(head) & INCENTIVE_MASK);
    }

    function setReady(ModelHead head) internal pure returns (ModelHead) {
        return ModelHead.wrap(ModelHead.unwrap(head) | READY);
    }

    function setIncentive(ModelHead head, uint176 incentive_) internal pure returns (ModelHead) {
        return ModelHead.wrap((ModelHead.unwrap(head) & ~INCENTIVE_MASK) | incentive_);
    }
}
