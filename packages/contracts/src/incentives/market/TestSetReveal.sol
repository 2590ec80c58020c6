// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../../interfaces/IMarket.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {MarketHead} from "../../types/MarketHead.sol";
import {Lots} from "./Lots.sol";
import {MarketState} from "./MarketState.sol";
import {TestSet} from "./TestSet.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// The sponsor's side: the commitment, the draw, and both reveals of the test set.
abstract contract TestSetReveal is MarketState {
    /// What a prediction of a hidden test sample may take at most, in gas (IClassifier.admitTest).
    uint256 private constant MAX_SAMPLE_GAS = 2_000_000;
    /// What one contract's code can hold (EIP-170), less its first byte.
    uint256 private constant MAX_PIECE_LENGTH = 24_575;
    /// Blocks from the commitment to the one whose hash decides.
    uint256 private constant DRAW_DELAY = 2;

    /// @inheritdoc IMarket
    function pieceHash(uint256 modelId, uint256 piece, bytes32 salt, bytes calldata data)
        external
        pure
        returns (bytes32)
    {
        return TestSet.hash(modelId, piece, salt, data);
    }

    /// @inheritdoc IMarket
    function commit(uint256 modelId, bytes32[] calldata hashes) external payable {
        _onlyOwner(modelId);
        (, Market storage m) = _inPhase(modelId, Phase.Created);
        uint256 least = uint256(m.drawnPieces) + 1;
        if (hashes.length < least || hashes.length > MAX_PIECES) {
            revert PieceCountOutOfRange(hashes.length, least, MAX_PIECES);
        }
        if (msg.value == 0 || msg.value > type(uint96).max) {
            revert BountyOutOfRange(msg.value, 1, type(uint96).max);
        }
        _checkDistinct(hashes);
        m.sponsor = msg.sender;
        (m.hashes, m.bounty) = (SSTORE2.write(abi.encodePacked(hashes)), uint96(msg.value));
        uint48 drawBlock = SafeCastLib.toUint48(block.number + DRAW_DELAY);
        (m.drawBlock, m.committedAt) = (drawBlock, SafeCastLib.toUint32(block.timestamp));
        (m.pieces, m.begun) = (uint8(hashes.length), Phase.Drawing);
        emit MarketCommitted(modelId, msg.sender, msg.value, hashes, drawBlock);
    }

    /// @inheritdoc IMarket
    function draw(uint256 modelId) external {
        (, Market storage m) = _inPhase(modelId, Phase.Drawing);
        uint256 drawBlock = m.drawBlock;
        if (block.number <= drawBlock) revert DrawBlockUnavailable(drawBlock, block.number);
        bytes32 lot = Lots.blockHash(drawBlock);
        if (lot == 0) revert DrawBlockUnavailable(drawBlock, block.number);
        bytes32 seed = keccak256(abi.encode(lot, modelId, keccak256(SSTORE2.read(m.hashes, 0))));
        uint256 drawn = Lots.draw(seed, m.pieces, m.drawnPieces);
        (m.seed, m.drawn, m.begun) = (seed, uint64(drawn), Phase.Opening);
        emit PiecesDrawn(modelId, seed, drawn);
    }

    /// @inheritdoc IMarket
    function reveal(uint256 modelId, uint256 piece, bytes32 salt, bytes calldata data) external {
        ModelHead head = _usable(modelId);
        Market storage m = _market(modelId);
        Phase now_ = _phase(modelId, head, m);
        bool hidden = now_ == Phase.Revealing;
        if (!hidden && now_ != Phase.Opening) revert WrongPhase(modelId, now_);
        _onlySponsor(m);
        uint256 pieces = m.pieces;
        uint256 drawn = m.drawn;
        uint256 due = hidden ? ~drawn : drawn;
        if (piece >= pieces || (due >> piece) & 1 == 0) revert PieceNotDue(piece);
        uint256 revealed = m.revealed | (1 << piece);
        if (revealed == m.revealed) revert AlreadyRevealed(piece);
        _checkHash(modelId, m, piece, salt, data);
        m.revealed = uint64(revealed);
        emit PieceRevealed(modelId, piece, salt, data);

        (uint256 samples, uint256 loss) = _readPiece(modelId, head, m.lossKind, piece, data, hidden);
        if (hidden) _hide(m, piece, salt, data, samples, loss);
        else m.shownSamples += uint24(samples);
        if (revealed == drawn) _open(modelId, head, m);
        else if (revealed == (1 << pieces) - 1) _openSettlement(modelId, m);
    }

    /// @inheritdoc IMarket
    function cancel(uint256 modelId) external {
        Market storage m = _market(modelId);
        Phase now_ = _phase(modelId, _usable(modelId), m);
        if (now_ != Phase.Drawing && now_ != Phase.Opening) revert WrongPhase(modelId, now_);
        _onlySponsor(m);
        _checkTime(uint256(m.committedAt) + m.revealTime);
        m.begun = Phase.Cancelled;
        emit MarketCancelled(modelId);
    }

    function _open(uint256 modelId, ModelHead head, Market storage m) private {
        uint32 closesAt = SafeCastLib.toUint32(block.timestamp + m.openTime);
        _setHead(modelId, head.setIncentive(MarketHead.unwrap(_state(head).setClosesAt(closesAt))));
        m.begun = Phase.Open;
        emit MarketOpened(modelId, closesAt);
    }

    /// @dev Adds a hidden piece: its data becomes code, its salt part of the seed, the model's loss on it part of the
    /// first loss.
    function _hide(
        Market storage m,
        uint256 piece,
        bytes32 salt,
        bytes calldata data,
        uint256 samples,
        uint256 loss
    ) private {
        Settlement memory s = m.settlement;
        unchecked {
            s.hiddenSamples += uint24(samples);
            s.firstLoss += uint40(loss);
        }
        s.loss = s.firstLoss;
        m.settlement = s;
        m.seed ^= salt;
        m.data[piece] = SSTORE2.write(data);
    }

    function _openSettlement(uint256 modelId, Market storage m) private {
        (uint256 multiplier, uint256 offset) = Lots.order(m.seed, _contributions(modelId));
        Settlement memory s = m.settlement;
        (s.multiplier, s.offset) = (uint16(multiplier), uint16(offset));
        s.piece = uint8(TestSet.nextHidden(m.drawn, 0, m.pieces));
        m.settlement = s;
        m.begun = Phase.Settling;
        emit SettlementOpened(modelId, s.firstLoss, multiplier, offset);
    }

    /// @dev Reverts unless all test samples of the piece are well formed and, in a hidden piece, none is too costly.
    /// @return samples How many there are.
    /// @return sum The model's loss on them, if the piece is a hidden one.
    function _readPiece(
        uint256 modelId,
        ModelHead head,
        Loss kind,
        uint256 piece,
        bytes calldata data,
        bool hidden
    ) private view returns (uint256 samples, uint256 sum) {
        if (data.length == 0 || data.length > MAX_PIECE_LENGTH) {
            revert PieceMalformed(piece, 0);
        }
        unchecked {
            for (uint256 cursor; cursor < data.length; ++samples) {
                (uint256 label, bytes calldata sample, uint256 end) = TestSet.read(data, cursor);
                if (end > data.length) revert PieceMalformed(piece, cursor);
                uint256 gas = _admitTest(modelId, head, sample, label);
                if (hidden) {
                    if (gas > MAX_SAMPLE_GAS) revert TestSampleTooCostly(piece, cursor, gas, MAX_SAMPLE_GAS);
                    sum += _loss(modelId, head, kind, sample, label);
                }
                cursor = end;
            }
        }
    }

    function _checkHash(uint256 modelId, Market storage m, uint256 piece, bytes32 salt, bytes calldata data)
        private
        view
    {
        bytes32 expected = bytes32(SSTORE2.read(m.hashes, 32 * piece));
        bytes32 given = TestSet.hash(modelId, piece, salt, data);
        if (given != expected) revert PieceMismatch(piece, expected, given);
    }

    function _checkDistinct(bytes32[] calldata hashes) private pure {
        unchecked {
            for (uint256 i = 1; i < hashes.length; ++i) {
                for (uint256 j; j < i; ++j) {
                    if (hashes[i] == hashes[j]) revert DuplicateHash(hashes[i]);
                }
            }
        }
    }
}
