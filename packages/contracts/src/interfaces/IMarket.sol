// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../types/Contribution.sol";

/// A *prediction market* for data (Harris & Waggoner 2019, section III-B, after Abernethy & Frongillo 2011): a
/// sponsor's bounty is shared by how much each contribution improves the model on a hidden test set, which was
/// committed by salted hashes before.
///
/// Created → (commit) → Drawing → (draw) → Opening → (reveal of the drawn pieces) → Open → Revealing → (reveal of
/// the rest) → Settling → (settle, in steps) → Settled. If the sponsor does not reveal the rest in time: Defaulted.
/// Before it opens the sponsor may cancel after a wait: Cancelled.
interface IMarket {
    enum Phase {
        Created,
        Drawing,
        Opening,
        Open,
        Revealing,
        Settling,
        Settled,
        Defaulted,
        Cancelled
    }

    enum Loss {
        /// 1 for each test sample that the model gets wrong.
        Errors,
        /// Half the Brier score; only classifiers that give probabilities.
        Quadratic
    }

    /// What the sponsor chooses.
    struct MarketOptions {
        /// Wei that a contribution stakes, at least 1.
        uint64 stake;
        /// The market closes with this many contributions, 1 to 65,535.
        uint16 maxContributions;
        /// Seconds for which contributions are accepted, at least 1; below 2^24, about 194 days, as `revealTime`.
        uint24 openTime;
        /// Seconds that the sponsor has to reveal the rest of the test set, at least 1; also what the sponsor waits
        /// before a market that never opened can be cancelled.
        uint24 revealTime;
        /// Pieces of the test set to be drawn and revealed before contributions, at least 1.
        uint8 drawnPieces;
        Loss loss;
        /// The decrease of the mean loss, in millionths, for which the whole bounty is paid; 1 to 1,000,000.
        uint32 fullImprovement;
    }

    /// The state of a market. Losses are in units of 2^-16, summed over the hidden test samples.
    struct MarketView {
        Phase phase;
        MarketOptions options;
        /// Zero before the commitment.
        address sponsor;
        uint256 bounty;
        /// Number of pieces of the test set, bitmaps of those drawn and of those revealed.
        uint256 pieces;
        uint256 drawn;
        uint256 revealed;
        /// The draw uses the hash of this block.
        uint256 drawBlock;
        /// When contributions end (0 before the market opens) and when the rest must be revealed.
        uint256 closesAt;
        uint256 revealDeadline;
        /// Test samples in the pieces revealed at first, which do not count, and in the others.
        uint256 shownSamples;
        uint256 hiddenSamples;
        /// Contributions scored, and where the next step goes on: test samples that the present one has been tried on.
        uint256 scored;
        uint256 tried;
        /// Loss of the first model, and of the model with all contributions scored so far that were kept.
        uint256 firstLoss;
        uint256 loss;
        /// Sum of the improvements, and of the penalties in wei.
        uint256 gains;
        uint256 penalties;
    }

    // Models, contributions and people are what one looks for; losses and times are not.
    // solhint-disable gas-indexed-events

    event MarketCommitted(
        uint256 indexed modelId, address indexed sponsor, uint256 bounty, bytes32[] hashes, uint256 drawBlock
    );
    /// Bit i of `drawn`: piece i must be revealed before contributions.
    event PiecesDrawn(uint256 indexed modelId, bytes32 seed, uint256 drawn);
    event PieceRevealed(uint256 indexed modelId, uint256 indexed piece, bytes32 salt, bytes data);
    event MarketOpened(uint256 indexed modelId, uint256 closesAt);
    /// All pieces are revealed: contribution (multiplier * position + offset) mod contributions is scored at
    /// `position`.
    event SettlementOpened(uint256 indexed modelId, uint256 firstLoss, uint256 multiplier, uint256 offset);
    /// The contribution was tried: with it the loss is `loss`. `kept` if it did not grow; `gain` is by how much it
    /// fell; `penalty` in wei.
    event Scored(
        uint256 indexed modelId, uint256 indexed index, bool kept, uint256 loss, uint256 gain, uint256 penalty
    );
    /// The contribution is being tried; its loss over the first `tried` hidden test samples is `loss` so far.
    event SettlementAdvanced(uint256 indexed modelId, uint256 indexed index, uint256 tried, uint256 loss);
    event MarketSettled(uint256 indexed modelId, uint256 loss, uint256 gains, uint256 penalties);
    event MarketCancelled(uint256 indexed modelId);
    event Claimed(
        uint256 indexed modelId, uint256 indexed index, address indexed contributor, uint256 amount
    );
    event Withdrawn(uint256 indexed modelId, address indexed sponsor, uint256 amount);

    // solhint-enable gas-indexed-events

    error MarketOptionOutOfRange(bytes32 option, uint256 value, uint256 min, uint256 max);
    /// The model's classifier gives no probabilities.
    error LossNotOffered(Loss loss);
    /// The market is in another phase than the call needs.
    error WrongPhase(uint256 modelId, Phase phase);
    error PieceCountOutOfRange(uint256 pieces, uint256 min, uint256 max);
    error BountyOutOfRange(uint256 bounty, uint256 min, uint256 max);
    error DuplicateHash(bytes32 hash);
    /// The draw's block is not made yet, or so old that the chain does not know its hash: cancel and commit anew.
    error DrawBlockUnavailable(uint256 drawBlock, uint256 blockNumber);
    error PieceMismatch(uint256 piece, bytes32 expected, bytes32 given);
    error AlreadyRevealed(uint256 piece);
    /// Only drawn pieces before contributions, only the others after them.
    error PieceNotDue(uint256 piece);
    /// A piece is a list of test samples, each: label 8 bits, length in bytes 16 bits, sample.
    error PieceMalformed(uint256 piece, uint256 position);
    /// Predicting a hidden test sample must leave room for trying contributions on it. `gas` follows from the length of
    /// the sample and the options of the model: what a prediction takes at most, on cold storage.
    error TestSampleTooCostly(uint256 piece, uint256 position, uint256 gas, uint256 max);
    /// From the commitment on no class is added.
    error ClassesFixed(uint256 modelId, Phase phase);
    error NotSponsor(address caller, address sponsor);
    /// A step of the settlement needs contributions, a proof of each, and at least one prediction.
    error NothingToSettle(uint256 contributions, uint256 proofs, uint256 samples);
    /// Contributions are scored in the order of `scoredAt`.
    error NotNext(uint256 modelId, uint256 expected, uint256 given);
    /// What was scored hashes to `expected` (0 before scoring, and once it is paid), what was brought to `given`.
    error ResultMismatch(uint256 modelId, uint256 index, bytes32 expected, bytes32 given);
    /// How `trial` ends when nothing stays: what was tried, and where the next step goes on.
    error Tried(uint256 loss, uint256 samples, uint256 piece, uint256 cursor);
    /// Trying a contribution on this many test samples takes more gas than there was.
    error TrialFailed(uint256 samples, uint256 gasLeft);
    /// `trial` is for the trainer itself.
    error NotTheTrainer(address caller);
    error NothingToWithdraw(uint256 modelId);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (MarketView memory);

    /// @return The stake of a contribution, in wei.
    function price(uint256 modelId) external view returns (uint256);

    /// @return The salted hash of a piece: keccak256(abi.encode(modelId, piece, salt, keccak256(data))).
    function pieceHash(uint256 modelId, uint256 piece, bytes32 salt, bytes calldata data)
        external
        pure
        returns (bytes32);

    /// @return The number of the contribution that is scored at `position`; settlement must have opened.
    function scoredAt(uint256 modelId, uint256 position) external view returns (uint256);

    /// Commits the bounty (the value sent) and the test set. Owner only, once; who calls it is the sponsor.
    function commit(uint256 modelId, bytes32[] calldata hashes) external payable;

    /// Draws the pieces to be revealed before contributions, from the hash of `drawBlock`. Anybody may call it, and
    /// whoever does gets the same.
    function draw(uint256 modelId) external;

    /// Reveals a piece of the test set. Sponsor only: salts are what keeps the others hidden.
    function reveal(uint256 modelId, uint256 piece, bytes32 salt, bytes calldata data) external;

    /// Goes on with scoring. Anybody may call it.
    /// @param contributions The next ones in the order of scoring; the first is the one that is being tried or is
    /// next.
    /// @param proofs For each of them, that it stands in the log (docs/record.md).
    /// @param samples How many predictions of test samples to make at most, which bounds the gas.
    function settle(
        uint256 modelId,
        Contribution[] calldata contributions,
        bytes[] calldata proofs,
        uint256 samples
    ) external;

    /// Tries a contribution on `samples` hidden test samples, from byte `cursor` of `piece` on. What the model has
    /// learned stays only if their loss is below `limit`; otherwise it reverts with `Tried`. The trainer only.
    /// @return loss Their loss.
    /// @return made How many there were.
    /// @return nextPiece Where the next ones begin.
    /// @return nextCursor At which byte of it.
    function trial(
        uint256 modelId,
        uint256 label,
        bytes calldata sample,
        uint256 piece,
        uint256 cursor,
        uint256 samples,
        uint256 limit
    ) external returns (uint256 loss, uint256 made, uint256 nextPiece, uint256 nextCursor);

    /// @return sum The loss of the model as it is, summed over the first `samples` test samples of `data`.
    /// @return count How many there were.
    /// @return end Where the next one begins.
    function lossOf(uint256 modelId, bytes calldata data, uint256 samples)
        external
        view
        returns (uint256 sum, uint256 count, uint256 end);

    /// Pays what a scored contribution has earned to its contributor: stake less penalty, and its part of the
    /// bounty and of the penalties. Anybody may call it.
    function claim(uint256 modelId, uint256 index, address contributor, uint256 gain, uint256 penalty)
        external;

    /// After a default, pays stake and part of the bounty to the contributor. Anybody may call it.
    function claimDefault(uint256 modelId, Contribution calldata contribution, bytes calldata proof) external;

    /// Gives up a market that has not opened, `revealTime` after the commitment. Sponsor only.
    function cancel(uint256 modelId) external;

    /// Pays the sponsor what of the bounty nobody has earned, once it is known. Anybody may call it.
    function withdraw(uint256 modelId) external;
}
