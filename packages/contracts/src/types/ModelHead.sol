// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The one storage word that every action on a model reads:
///
///   255         249 248     247       208 207      176 175           0
///   |  classifier  |  ready |  settings  |   unused   |  incentive 176  |
///
/// `classifier` is the number of the classifier's module in its trainer, `settings` what the classifier keeps of its
/// options. `incentive` belongs to the mechanism, which draws its own bits.
type ModelHead is uint256;

using ModelHeadLibrary for ModelHead global;

library ModelHeadLibrary {
    uint256 private constant CLASSIFIER_AT = 249;
    uint256 private constant READY = 1 << 248;
    uint256 private constant SETTINGS_AT = 208;
    uint256 private constant INCENTIVE_MASK = type(uint176).max;

    /// @param classifier_ Below 128.
    /// @return The head of a model whose parameters are still to be uploaded.
    function create(uint256 classifier_, uint40 settings_, uint176 incentive_)
        internal
        pure
        returns (ModelHead)
    {
        return
            ModelHead.wrap((classifier_ << CLASSIFIER_AT) | (uint256(settings_) << SETTINGS_AT) | incentive_);
    }

    function classifier(ModelHead head) internal pure returns (uint256) {
        return ModelHead.unwrap(head) >> CLASSIFIER_AT;
    }

    /// @return Whether all parameters are uploaded, so that the model can be used.
    function ready(ModelHead head) internal pure returns (bool) {
        return ModelHead.unwrap(head) & READY != 0;
    }

    function settings(ModelHead head) internal pure returns (uint40) {
        return uint40(ModelHead.unwrap(head) >> SETTINGS_AT);
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
