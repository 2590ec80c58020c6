// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../../interfaces/IClassifier.sol";
import {IMarket} from "../../interfaces/IMarket.sol";
import {LogWord} from "../../types/LogWord.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {MarketHead, MarketHeadLibrary} from "../../types/MarketHead.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {IncentiveMechanism} from "../IncentiveMechanism.sol";

/// What all parts of the market see: the options, the phase and the loss.
abstract contract MarketState is IMarket, IncentiveMechanism {
    uint256 internal constant MAX_PIECES = 64;
    uint256 private constant MILLION = 1e6;
    uint256 private constant MISSED = 1 << 16;

    /// @custom:storage-location erc7201:cotrain.market
    struct Markets {
        mapping(uint256 modelId => Market) all;
    }

    bytes32 private constant MARKETS = 0xd01366cc6cc3d5fa7090ee3e61ae3d5f6783b218c01f3ba72dc977a22e813800;

    /// @inheritdoc IMarket
    function incentive(uint256 modelId) external view returns (MarketView memory v) {
        _registered(modelId);
        ModelHead head = _head(modelId);
        Market storage m = _market(modelId);
        v.phase = _phase(modelId, head, m);
        v.options = _options(_state(head), m);
        (v.sponsor, v.bounty, v.pieces) = (m.sponsor, m.bounty, m.pieces);
        (v.drawn, v.revealed, v.drawBlock) = (m.drawn, m.revealed, m.drawBlock);
        Settlement memory s = m.settlement;
        v.closesAt = _closesAt(_state(head), _log(modelId).word);
        if (v.closesAt != 0) v.revealDeadline = v.closesAt + m.revealTime;
        (v.shownSamples, v.hiddenSamples) = (m.shownSamples, s.hiddenSamples);
        (v.scored, v.tried) = (s.position, s.tried);
        (v.firstLoss, v.loss) = (s.firstLoss, s.loss);
        (v.gains, v.penalties) = (v.firstLoss - v.loss, m.penalties);
    }

    /// @inheritdoc IMarket
    function price(uint256 modelId) external view returns (uint256) {
        return _state(_usable(modelId)).stake();
    }

    function _createIncentive(uint256 modelId, uint256 classifier, bytes calldata options)
        internal
        override
        returns (uint176)
    {
        MarketOptions memory o = abi.decode(options, (MarketOptions));
        _checkRange("stake", o.stake, type(uint64).max);
        _checkRange("maxContributions", o.maxContributions, type(uint16).max);
        _checkRange("openTime", o.openTime, type(uint24).max);
        _checkRange("revealTime", o.revealTime, type(uint24).max);
        _checkRange("drawnPieces", o.drawnPieces, MAX_PIECES - 1);
        _checkRange("fullImprovement", o.fullImprovement, MILLION);
        if (o.loss == Loss.Quadratic && !IClassifier(_module(classifier)).offersQuadraticLoss()) {
            revert LossNotOffered(o.loss);
        }
        Market storage m = _market(modelId);
        (m.openTime, m.revealTime, m.drawnPieces) = (o.openTime, o.revealTime, o.drawnPieces);
        (m.lossKind, m.fullImprovement) = (o.loss, o.fullImprovement);
        return MarketHead.unwrap(MarketHeadLibrary.create(o.stake, o.maxContributions));
    }

    /// @dev The market of a model that may be used. Reverts unless it is in phase `needed`.
    function _inPhase(uint256 modelId, Phase needed)
        internal
        view
        returns (ModelHead head, Market storage m)
    {
        head = _usable(modelId);
        m = _market(modelId);
        Phase now_ = _phase(modelId, head, m);
        if (now_ != needed) revert WrongPhase(modelId, now_);
    }

    function _phase(uint256 modelId, ModelHead head, Market storage m) internal view returns (Phase) {
        return _phaseAfter(_log(modelId).word, head, m);
    }

    /// @param word The log's: it may have contributions of this call that are not stored yet.
    function _phaseAfter(LogWord word, ModelHead head, Market storage m) internal view returns (Phase) {
        Phase begun = m.begun;
        if (begun != Phase.Open) return begun;
        uint256 closesAt = _closesAt(_state(head), word);
        if (block.timestamp < closesAt) return Phase.Open;
        if (word.entries() == 0) return Phase.Settled;
        return block.timestamp < closesAt + m.revealTime ? Phase.Revealing : Phase.Defaulted;
    }

    /// @return When contributions end, in seconds since 1970: with the last one that is allowed, if that comes first.
    function _closesAt(MarketHead s, LogWord word) internal pure returns (uint256) {
        return word.entries() == s.maxContributions() ? word.time() : s.closesAt();
    }

    /// @return How many contributions there are: in a market nothing else is an entry of the log.
    function _contributions(uint256 modelId) internal view returns (uint256) {
        return _log(modelId).word.entries();
    }

    /// @dev From the commitment on the classes stay as they are: a prediction must not become dearer, nor a label mean
    /// something new. When all is paid nothing can be taught any more, so a class would be of no use.
    function _checkNewClass(uint256 modelId, ModelHead head) internal view virtual override {
        Market storage m = _market(modelId);
        if (m.begun != Phase.Created) revert ClassesFixed(modelId, _phase(modelId, head, m));
    }

    /// @return The loss of the model on one test sample, in units of 2^-16.
    function _loss(uint256 modelId, ModelHead head, Loss kind, bytes calldata sample, uint256 label)
        internal
        view
        returns (uint256)
    {
        if (kind == Loss.Quadratic) return _quadraticLoss(modelId, head, sample, label);
        return _recall(modelId, head, sample) == label ? 0 : MISSED;
    }

    function _onlySponsor(Market storage m) internal view {
        if (msg.sender != m.sponsor) revert NotSponsor(msg.sender, m.sponsor);
    }

    function _state(ModelHead head) internal pure returns (MarketHead) {
        return MarketHead.wrap(head.incentive());
    }

    function _market(uint256 modelId) internal view returns (Market storage) {
        Markets storage markets;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            markets.slot := MARKETS
        }
        return markets.all[modelId];
    }

    function _options(MarketHead s, Market storage m) private view returns (MarketOptions memory) {
        return MarketOptions({
            stake: s.stake(),
            maxContributions: s.maxContributions(),
            openTime: m.openTime,
            revealTime: m.revealTime,
            drawnPieces: m.drawnPieces,
            loss: m.lossKind,
            fullImprovement: m.fullImprovement
        });
    }

    function _checkRange(bytes32 option, uint256 value, uint256 max) private pure {
        if (value == 0 || value > max) revert MarketOptionOutOfRange(option, value, 1, max);
    }
}
