// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../../interfaces/IMarket.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {Lots} from "./Lots.sol";
import {MarketState} from "./MarketState.sol";
import {TestSet} from "./TestSet.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// The sponsor's side: opening, cancelling, the test set, and what happens without it.
abstract contract Sponsorship is MarketState {
    uint256 private constant MAX_PAGES = 16;
    /// What all contributors get of the bounty together after a default: one part of so many.
    uint256 private constant DEFAULT_PARTS = 20;
    /// So that a bundle's word has room for all of it, and a stake.
    uint256 private constant MAX_BOUNTY = type(uint80).max;

    /// @inheritdoc IMarket
    function setMarketOptions(uint256 modelId, MarketOptions calldata options) external {
        _onlyOwner(modelId);
        Market storage m = _market(modelId);
        _checkIdle(modelId, m);
        _setOptions(modelId, m, _head(modelId).classifier(), options);
    }

    /// @inheritdoc IMarket
    function open(uint256 modelId, bytes32[] calldata hashes) external payable {
        _usable(modelId);
        _onlyOwner(modelId);
        Market storage m = _market(modelId);
        _checkIdle(modelId, m);
        uint256 pages = hashes.length;
        if (pages == 0 || pages > MAX_PAGES) revert PageCountOutOfRange(pages, 1, MAX_PAGES);
        if (msg.value == 0 || msg.value > MAX_BOUNTY) revert BountyOutOfRange(msg.value, 1, MAX_BOUNTY);
        (m.sponsor, m.bounty, m.pot) = (msg.sender, uint96(msg.value), uint96(msg.value));
        m.openedAt = SafeCastLib.toUint32(block.timestamp);
        (m.firstBundle, m.bundles, m.revealed) = (m.firstBundle + m.bundles, 0, 0);
        (m.pages, m.published, m.begun, m.share) = (uint8(pages), 0, Phase.Committing, 0);
        (m.lot, m.salt) = (0, 0);
        delete m.settlement;
        for (uint256 i; i < pages; ++i) {
            m.hashes[i] = hashes[i];
        }
        emit MarketOpened(modelId, msg.sender, msg.value, m.firstBundle, hashes);
    }

    /// @inheritdoc IMarket
    function cancel(uint256 modelId) external {
        (, Market storage m) = _inPhase(modelId, Phase.Committing);
        if (msg.sender != m.sponsor) revert NotSponsor(msg.sender, m.sponsor);
        (m.begun, m.unpaid, m.pot) = (Phase.Cancelled, m.bundles, 0);
        emit MarketCancelled(modelId);
        SafeTransferLib.forceSafeTransferETH(msg.sender, m.bounty);
    }

    /// @inheritdoc IMarket
    function publish(uint256 modelId, bytes32 salt, bytes calldata data) external {
        (ModelHead head, Market storage m) = _inPhase(modelId, Phase.Testing);
        uint256 page = m.published++;
        if (page == 0) (m.salt, m.lot) = (salt, Lots.seed(m.lot, salt));
        else if (salt != m.salt) revert SaltMismatch(m.salt, salt);
        bytes32 given = TestSet.hash(modelId, page, salt, data);
        if (given != m.hashes[page]) revert PageMismatch(page, m.hashes[page], given);
        m.data[page] = SSTORE2.write(data);
        emit TestPublished(modelId, page, salt, data);

        Settlement memory s = m.settlement;
        _measure(modelId, head, m, s, data);
        if (page + 1 == m.pages) _openSettlement(modelId, m, s);
        m.settlement = s;
    }

    /// @inheritdoc IMarket
    function close(uint256 modelId) external {
        (, Market storage m) = _inPhase(modelId, Phase.Overdue);
        uint256 bounty = m.bounty;
        uint256 revealed = m.revealed;
        uint256 burnt = _unrevealed(m);
        m.pot = 0;
        if (revealed == 0) {
            m.begun = Phase.Settled;
            emit MarketSettled(modelId, 0, 0, bounty);
            SafeTransferLib.forceSafeTransferETH(m.sponsor, bounty);
        } else {
            uint256 share = bounty / DEFAULT_PARTS / revealed;
            (m.begun, m.share, m.unpaid) = (Phase.Defaulted, uint96(share), uint32(revealed));
            burnt += bounty - share * revealed;
            emit MarketDefaulted(modelId, share, burnt);
        }
        SafeTransferLib.forceSafeTransferETH(BURN, burnt);
    }

    /// @dev Adds a page: the losses of the model as it is, and how many test samples there are.
    function _measure(
        uint256 modelId,
        ModelHead head,
        Market storage m,
        Settlement memory s,
        bytes calldata data
    ) private view {
        uint256 count = _admitTests(modelId, head, data);
        uint256 most = m.options.testSamples;
        if (s.tested + count > most) revert TestSampleCount(most, s.tested + count);
        bool quadratic = m.options.loss == Loss.Quadratic;
        (uint256 payLoss, uint256 keepLoss,,) =
            _testLoss(modelId, head, quadratic, data, 0, count, s.tested, Lots.halves(m.lot));
        s.firstPayLoss += uint32(payLoss);
        s.firstKeepLoss += uint32(keepLoss);
        s.tested += uint16(count);
    }

    function _openSettlement(uint256 modelId, Market storage m, Settlement memory s) private {
        if (s.tested != m.options.testSamples) revert TestSampleCount(m.options.testSamples, s.tested);
        s.tested = 0;
        (s.payLoss, s.keepLoss) = (s.firstPayLoss, s.firstKeepLoss);
        uint256 revealed = m.revealed;
        (uint256 multiplier, uint256 offset) = Lots.order(m.lot, revealed);
        (s.multiplier, s.offset) = (uint32(multiplier), uint32(offset));
        (m.begun, m.unpaid) = (Phase.Settling, uint32(revealed));
        uint256 burnt = _unrevealed(m);
        emit SettlementOpened(modelId, s.payLoss, s.keepLoss, Lots.halves(m.lot), multiplier, offset, burnt);
        SafeTransferLib.forceSafeTransferETH(BURN, burnt);
    }

    /// @return In wei, what bundles have paid that were not revealed.
    function _unrevealed(Market storage m) private view returns (uint256) {
        return (uint256(m.bundles) - m.revealed) * _price(m);
    }
}
