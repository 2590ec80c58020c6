// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../../interfaces/IClassifier.sol";
import {IMarket} from "../../interfaces/IMarket.sol";
import {Bundle} from "../../types/Bundle.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {IncentiveMechanism} from "../IncentiveMechanism.sol";

/// What all parts of the market see: the options, the phase and the bundles.
abstract contract MarketState is IMarket, IncentiveMechanism {
    /// Where stakes go that nobody is to have.
    address internal constant BURN = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant MILLION = 1e6;
    uint256 private constant MAX_VALUE = type(uint80).max;
    uint256 private constant MAX_TEST_SAMPLES = 512;
    uint256 private constant MAX_SAMPLES = 64;

    /// @custom:storage-location erc7201:cotrain.market
    struct Markets {
        mapping(uint256 modelId => Market) all;
    }

    bytes32 private constant MARKETS = 0xd01366cc6cc3d5fa7090ee3e61ae3d5f6783b218c01f3ba72dc977a22e813800;

    /// @inheritdoc IMarket
    function incentive(uint256 modelId) external view returns (MarketView memory v) {
        _registered(modelId);
        Market storage m = _market(modelId);
        v.phase = _phase(m);
        v.options = m.options;
        (v.sponsor, v.bounty, v.pot) = (m.sponsor, m.bounty, m.pot);
        if (m.openedAt != 0) (v.commitUntil, v.revealUntil, v.testUntil) = _times(m);
        (v.firstBundle, v.bundles, v.revealed, v.unpaid) = (m.firstBundle, m.bundles, m.revealed, m.unpaid);
        (v.pages, v.published, v.share) = (m.pages, m.published, m.share);
        Settlement memory s = m.settlement;
        (v.settled, v.tested) = (s.position, s.tested);
        (v.firstPayLoss, v.firstKeepLoss) = (s.firstPayLoss, s.firstKeepLoss);
        (v.payLoss, v.keepLoss) = (s.payLoss, s.keepLoss);
    }

    /// @inheritdoc IMarket
    function price(uint256 modelId) external view returns (uint256) {
        _usable(modelId);
        return _price(_market(modelId));
    }

    /// @inheritdoc IMarket
    function bundle(uint256 modelId, uint256 bundle_) external view returns (BundleView memory v) {
        _registered(modelId);
        Market storage m = _market(modelId);
        Bundle b = m.words[bundle_];
        v.status = _status(m, bundle_, b);
        if (v.status == BundleStatus.Settled) (v.contributor, v.amount) = (b.contributor(), b.amount());
        if (v.status == BundleStatus.Committed || v.status == BundleStatus.Revealed) v.hash = b.hash();
        if (v.status == BundleStatus.Revealed) v.number = b.number();
    }

    function _createIncentive(uint256 modelId, uint256 classifier, bytes calldata options)
        internal
        override
        returns (uint176)
    {
        _setOptions(modelId, _market(modelId), classifier, abi.decode(options, (MarketOptions)));
        return 0;
    }

    /// @dev Keeps options that are within their bounds, or reverts.
    function _setOptions(uint256 modelId, Market storage m, uint256 classifier, MarketOptions memory o)
        internal
    {
        _checkRange("stake", o.stake, 1, type(uint64).max);
        _checkRange("value", o.value, 1, MAX_VALUE);
        _checkRange("tolerance", o.tolerance, 0, MILLION);
        _checkRange("commitTime", o.commitTime, 1, type(uint24).max);
        _checkRange("revealTime", o.revealTime, 1, type(uint24).max);
        _checkRange("testTime", o.testTime, 1, type(uint24).max);
        _checkRange("testSamples", o.testSamples, 2, MAX_TEST_SAMPLES);
        if (o.testSamples % 2 != 0) revert TestSamplesOdd(o.testSamples);
        _checkRange("maxSamples", o.maxSamples, 1, MAX_SAMPLES);
        _checkRange("minSamples", o.minSamples, 1, o.maxSamples);
        if (o.loss == Loss.Quadratic && !IClassifier(_module(classifier)).offersQuadraticLoss()) {
            revert LossNotOffered(o.loss);
        }
        m.options = o;
        emit MarketOptionsSet(modelId, o);
    }

    /// @dev The market of a model that may be used. Reverts unless it is in phase `needed`.
    function _inPhase(uint256 modelId, Phase needed)
        internal
        view
        returns (ModelHead head, Market storage m)
    {
        head = _usable(modelId);
        m = _market(modelId);
        Phase now_ = _phase(m);
        if (now_ != needed) revert WrongPhase(modelId, now_);
    }

    /// @dev Reverts while a market runs, or while something of the last one is to be paid.
    function _checkIdle(uint256 modelId, Market storage m) internal view {
        Phase now_ = _phase(m);
        if (_runs(now_)) revert WrongPhase(modelId, now_);
        if (m.unpaid != 0) revert MarketNotPaid(modelId, m.unpaid);
    }

    function _phase(Market storage m) internal view returns (Phase) {
        Phase begun = m.begun;
        if (begun != Phase.Committing) return begun;
        (uint256 commitUntil, uint256 revealUntil, uint256 testUntil) = _times(m);
        if (block.timestamp < commitUntil) return Phase.Committing;
        if (block.timestamp < revealUntil) return m.bundles == 0 ? Phase.Overdue : Phase.Revealing;
        return m.revealed != 0 && block.timestamp < testUntil ? Phase.Testing : Phase.Overdue;
    }

    /// @dev While a market runs the classes stay as they are: a prediction must not become dearer, nor a label mean
    /// something new.
    function _checkNewClass(uint256 modelId, ModelHead) internal view virtual override {
        Phase now_ = _phase(_market(modelId));
        if (_runs(now_)) revert ClassesFixed(modelId, now_);
    }

    /// @dev The word of a bundle. Reverts unless its status is `needed`.
    function _bundleIn(uint256 modelId, Market storage m, uint256 bundle_, BundleStatus needed)
        internal
        view
        returns (Bundle b)
    {
        b = m.words[bundle_];
        BundleStatus status = _status(m, bundle_, b);
        if (status != needed) revert WrongBundle(modelId, bundle_, status);
    }

    function _checkHash(Bundle b, uint256 bundle_, bytes26 given) internal pure {
        if (b.hash() != given) revert BundleMismatch(bundle_, b.hash(), given);
    }

    /// @return In wei.
    function _price(Market storage m) internal view returns (uint256) {
        return uint256(m.options.stake) + m.options.fee;
    }

    function _market(uint256 modelId) internal view returns (Market storage) {
        Markets storage markets;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            markets.slot := MARKETS
        }
        return markets.all[modelId];
    }

    /// @dev What was committed and not revealed is lost from when its market settles, is closed, or another one opens.
    function _status(Market storage m, uint256 bundle_, Bundle b) private view returns (BundleStatus status) {
        status = b.status();
        if (status == BundleStatus.None) {
            return bundle_ < uint256(m.firstBundle) + m.bundles ? BundleStatus.Closed : status;
        }
        bool open = m.begun == Phase.Committing || m.begun == Phase.Cancelled;
        if (status == BundleStatus.Committed && (!open || bundle_ < m.firstBundle)) {
            return BundleStatus.Closed;
        }
    }

    function _times(Market storage m)
        private
        view
        returns (uint256 commitUntil, uint256 revealUntil, uint256 testUntil)
    {
        commitUntil = uint256(m.openedAt) + m.options.commitTime;
        revealUntil = commitUntil + m.options.revealTime;
        testUntil = revealUntil + m.options.testTime;
    }

    function _runs(Phase phase) private pure returns (bool) {
        return phase != Phase.None && phase < Phase.Settled;
    }

    function _checkRange(bytes32 option, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert MarketOptionOutOfRange(option, value, min, max);
    }
}
