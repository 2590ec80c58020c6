// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../../interfaces/IMarket.sol";
import {Contribution} from "../../types/Contribution.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {MarketState} from "./MarketState.sol";
import {Payout} from "./Payout.sol";
import {TestSet} from "./TestSet.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// Scoring, in steps that anybody may make. A contribution is tried in a call that the contract makes to itself, and
/// that reverts with the result unless the contribution is kept, so that what does not stay was never there. One
/// test sample always fits a transaction (EIP-7825: 2^24 gas): contributions and test samples are bounded.
abstract contract MarketSettlement is MarketState {
    /// The four words of `Tried`, and its selector.
    uint256 private constant TRIED_LENGTH = 132;

    /// @inheritdoc IMarket
    function scoredAt(uint256 modelId, uint256 position) external view returns (uint256) {
        ModelHead head = _usable(modelId);
        Market storage m = _market(modelId);
        if (m.settlement.multiplier == 0) revert WrongPhase(modelId, _phase(modelId, head, m));
        return _indexAt(m.settlement, position, _contributions(modelId));
    }

    /// @inheritdoc IMarket
    function settle(
        uint256 modelId,
        Contribution[] calldata contributions,
        bytes[] calldata proofs,
        uint256 samples
    ) external {
        (ModelHead head, Market storage m) = _inPhase(modelId, Phase.Settling);
        if (proofs.length != contributions.length || proofs.length == 0 || samples == 0) {
            revert NothingToSettle(contributions.length, proofs.length, samples);
        }
        Settlement memory s = m.settlement;
        uint256 count = _contributions(modelId);
        unchecked {
            for (uint256 i; i < contributions.length && samples != 0 && s.position < count; ++i) {
                _checkOpen(modelId, contributions[i].leaf(), proofs[i]);
                samples -= _score(modelId, head, m, s, contributions[i], samples);
            }
        }
        m.settlement = s;
        if (s.tried != 0) {
            emit SettlementAdvanced(modelId, _indexAt(s, s.position, count), s.tried, s.triedLoss);
        }
        _closeIfDone(modelId, m, s, count);
    }

    /// @inheritdoc IMarket
    function trial(
        uint256 modelId,
        uint256 label,
        bytes calldata sample,
        uint256 piece,
        uint256 cursor,
        uint256 samples,
        uint256 limit
    ) external returns (uint256 loss, uint256 made, uint256 nextPiece, uint256 nextCursor) {
        if (msg.sender != address(this)) revert NotTheTrainer(msg.sender);
        Market storage m = _market(modelId);
        _update(modelId, _usable(modelId), sample, label);
        (nextPiece, nextCursor) = (piece, cursor);
        unchecked {
            while (made != samples && nextPiece < m.pieces) {
                (uint256 sum, uint256 count, uint256 bytesRead) =
                    this.lossOf(modelId, SSTORE2.read(m.data[nextPiece], nextCursor), samples - made);
                loss += sum;
                made += count;
                nextCursor += bytesRead;
                if (made != samples) {
                    (nextPiece, nextCursor) = (TestSet.nextHidden(m.drawn, nextPiece + 1, m.pieces), 0);
                }
            }
        }
        if (loss >= limit) revert Tried(loss, made, nextPiece, nextCursor);
    }

    /// @inheritdoc IMarket
    function lossOf(uint256 modelId, bytes calldata data, uint256 samples)
        external
        view
        returns (uint256 sum, uint256 count, uint256 end)
    {
        ModelHead head = _usable(modelId);
        Loss kind = _market(modelId).lossKind;
        unchecked {
            for (; count < samples && end < data.length; ++count) {
                (uint256 label, bytes calldata sample, uint256 next) = TestSet.read(data, end);
                sum += _loss(modelId, head, kind, sample, label);
                end = next;
            }
        }
    }

    /// @dev Goes on with the contribution that is next.
    /// @return made Predictions of test samples.
    function _score(
        uint256 modelId,
        ModelHead head,
        Market storage m,
        Settlement memory s,
        Contribution calldata c,
        uint256 samples
    ) private returns (uint256 made) {
        uint256 index = _indexAt(s, s.position, _contributions(modelId));
        if (c.index != index) revert NotNext(modelId, index, c.index);
        uint256 loss = s.loss;
        if (s.tried != 0 || _learns(modelId, head, c.sample, c.label)) {
            made = _try(modelId, s, c, samples);
            if (s.tried != s.hiddenSamples) return made;
            loss = s.triedLoss;
        }
        (uint256 gain, uint256 penalty) = (0, 0);
        bool kept = loss <= s.loss;
        if (kept) {
            gain = s.loss - loss;
            s.loss = uint40(loss);
        } else {
            uint256 full = Payout.fullGain(s.hiddenSamples, m.fullImprovement);
            penalty = Payout.penalty(m.bounty, loss - s.loss, full, c.deposit);
            m.penalties += uint80(penalty);
        }
        m.results[index] = keccak256(abi.encode(c.contributor, gain, penalty));
        _next(m, s);
        emit Scored(modelId, index, kept, loss, gain, penalty);
    }

    /// @dev Tries the contribution on the next `samples` hidden test samples, or as many as are left. After the last
    /// one, what the model has learned from it stays, unless the loss has grown.
    /// @return made How many.
    function _try(uint256 modelId, Settlement memory s, Contribution calldata c, uint256 samples)
        private
        returns (uint256 made)
    {
        uint256 limit;
        unchecked {
            if (samples >= s.hiddenSamples - s.tried && s.triedLoss <= s.loss) {
                limit = s.loss - s.triedLoss + 1;
            }
        }
        // solhint-disable-next-line avoid-low-level-calls
        (bool kept, bytes memory result) = address(this)
            .call(abi.encodeCall(this.trial, (modelId, c.label, c.sample, s.piece, s.cursor, samples, limit)));
        if (!kept && !_isTried(result)) revert TrialFailed(samples, gasleft());
        (uint256 loss, uint256 piece, uint256 cursor) = (0, 0, 0);
        // the four words after the length, and after the selector of an error
        assembly ("memory-safe") {
            let words := add(result, add(0x20, shl(2, iszero(kept))))
            loss := mload(words)
            made := mload(add(words, 0x20))
            piece := mload(add(words, 0x40))
            cursor := mload(add(words, 0x60))
        }
        unchecked {
            (s.triedLoss, s.tried) = (s.triedLoss + uint40(loss), s.tried + uint24(made));
        }
        (s.piece, s.cursor) = (uint8(piece), uint16(cursor));
    }

    /// @dev Makes the contribution at the next position the one that is next.
    function _next(Market storage m, Settlement memory s) private view {
        unchecked {
            ++s.position;
        }
        (s.tried, s.triedLoss, s.cursor) = (0, 0, 0);
        s.piece = uint8(TestSet.nextHidden(m.drawn, 0, m.pieces));
    }

    function _closeIfDone(uint256 modelId, Market storage m, Settlement memory s, uint256 count) private {
        if (s.position != count) return;
        m.begun = Phase.Settled;
        emit MarketSettled(modelId, s.loss, s.firstLoss - s.loss, m.penalties);
    }

    /// @return Whether a trial that was reverted came to its end; only `trial` itself reverts so.
    function _isTried(bytes memory result) private pure returns (bool) {
        return result.length == TRIED_LENGTH && bytes4(result) == Tried.selector;
    }

    function _indexAt(Settlement memory s, uint256 position, uint256 count) private pure returns (uint256) {
        unchecked {
            return (uint256(s.multiplier) * position + s.offset) % count;
        }
    }
}
