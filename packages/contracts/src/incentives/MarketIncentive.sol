// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {TRY_LATER} from "../interfaces/IClassifier.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {Contribution} from "../types/Contribution.sol";
import {LogWord} from "../types/LogWord.sol";
import {Market, Settlement} from "../types/Market.sol";
import {MarketHead} from "../types/MarketHead.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {MarketSettlement} from "./market/MarketSettlement.sol";
import {Payout} from "./market/Payout.sol";
import {TestSetReveal} from "./market/TestSetReveal.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev What the mechanism decides, and what it pays; docs/prediction-market.md has the rules. The sponsor's side
/// stands in TestSetReveal.sol, scoring in MarketSettlement.sol.
abstract contract MarketIncentive is TestSetReveal, MarketSettlement {
    /// @inheritdoc IMarket
    function claim(uint256 modelId, uint256 index, address contributor, uint256 gain, uint256 penalty)
        external
    {
        (ModelHead head, Market storage m) = _inPhase(modelId, Phase.Settled);
        bytes32 given = keccak256(abi.encode(contributor, gain, penalty));
        bytes32 expected = m.results[index];
        if (given != expected) revert ResultMismatch(modelId, index, expected, given);
        delete m.results[index];
        Settlement memory s = m.settlement;
        uint256 amount = _state(head).stake();
        uint256 gains = s.firstLoss - s.loss;
        if (gains != 0) {
            uint256 done = m.claimedGains;
            m.claimedGains = uint40(done + gain);
            amount += Payout.part(m.bounty, done, gain, FixedPointMathLib.max(gains, _fullGain(m, s)));
            amount += Payout.part(m.penalties, done, gain, gains);
            amount -= penalty;
        }
        _pay(modelId, index, contributor, amount);
    }

    /// @inheritdoc IMarket
    function claimDefault(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        (, Market storage m) = _inPhase(modelId, Phase.Defaulted);
        _touch(modelId, c.leaf(), proof);
        uint256 done = m.claims++;
        uint256 amount = c.deposit + Payout.part(m.bounty, done, 1, _contributions(modelId));
        _pay(modelId, c.index, c.contributor, amount);
    }

    /// @inheritdoc IMarket
    function withdraw(uint256 modelId) external {
        Market storage m = _market(modelId);
        Phase now_ = _phase(modelId, _usable(modelId), m);
        if (now_ != Phase.Settled && now_ != Phase.Cancelled) revert WrongPhase(modelId, now_);
        Settlement memory s = m.settlement;
        uint256 gains = s.firstLoss - s.loss;
        uint256 earned = Payout.part(m.bounty, 0, gains, FixedPointMathLib.max(gains, _fullGain(m, s)));
        uint256 amount = m.bounty - earned;
        if (m.withdrawn || amount == 0) revert NothingToWithdraw(modelId);
        m.withdrawn = true;
        emit Withdrawn(modelId, m.sponsor, amount);
        SafeTransferLib.forceSafeTransferETH(m.sponsor, amount);
    }

    /// @dev The model learns when a contribution is scored, and only from those that do not make it worse.
    function _wanted() internal pure override returns (uint256) {
        return TRY_LATER;
    }

    /// @dev Accepts any label that the model has while the market is open, for the stake. The last contribution that
    /// is allowed closes it.
    function _accept(uint256 modelId, ModelHead head, LogWord word, uint8, uint256)
        internal
        view
        override
        returns (uint96, bool)
    {
        MarketHead s = _state(head);
        if (block.timestamp >= _closesAt(s, word)) {
            revert WrongPhase(modelId, _phaseAfter(word, head, _market(modelId)));
        }
        return (s.stake(), false);
    }

    function _pay(uint256 modelId, uint256 index, address contributor, uint256 amount) private {
        emit Claimed(modelId, index, contributor, amount);
        SafeTransferLib.forceSafeTransferETH(contributor, amount);
    }

    function _fullGain(Market storage m, Settlement memory s) private view returns (uint256) {
        return Payout.fullGain(s.hiddenSamples, m.fullImprovement);
    }
}
