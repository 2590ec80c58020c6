import { concat, encodeAbiParameters, type Hex, keccak256, toHex, zeroHash } from 'viem'
import { revert } from '../../errors.ts'
import { onlyOwner } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { scoringFrom } from '../../types/Market.ts'
import * as Lots from './Lots.ts'
import { inPhase, type MarketModel, type MarketTrainer, maxPieces, onlySponsor } from './MarketState.ts'
import { lossOf } from './TestLoss.ts'
import * as TestSet from './TestSet.ts'

const maxBounty = 2n ** 96n - 1n
/** Blocks from the commitment to the one whose hash decides. */
const drawDelay = 2n

/**
 * Commits the bounty (the value sent) and the test set. Owner only, once; who calls it is the sponsor.
 * @throws TwinError UnknownModel, NotOwner, ModelIncomplete, WrongPhase, PieceCountOutOfRange, BountyOutOfRange,
 * DuplicateHash
 */
export function commit(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  hashes: readonly Hex[],
): void {
  onlyOwner(trainer, context, modelId)
  const model = inPhase(trainer, context, modelId, 'Created')
  const least = model.incentive.options.drawnPieces + 1
  if (hashes.length < least || hashes.length > maxPieces) {
    revert('PieceCountOutOfRange', BigInt(hashes.length), BigInt(least), BigInt(maxPieces))
  }
  const { value } = context
  if (value === 0n || value > maxBounty) revert('BountyOutOfRange', value, 1n, maxBounty)
  hashes.forEach((hash, i) => {
    if (hashes.indexOf(hash) < i) revert('DuplicateHash', hash)
  })
  settleCommit(trainer, context, model, hashes)
}

/** The effects of a commitment that has passed all checks. */
export function settleCommit(
  trainer: MarketTrainer,
  { sender, time, value, blockNumber }: Context,
  { id: modelId, incentive }: MarketModel,
  hashes: readonly Hex[],
): void {
  if (time >= 2 ** 32) revert('Overflow')
  const drawBlock = blockNumber + drawDelay
  incentive.change({
    stage: 'Drawing',
    sponsor: sender,
    bounty: value,
    hashes: [...hashes],
    drawBlock,
    committedAt: time,
  })
  trainer.emit('MarketCommitted', { modelId, sponsor: sender, bounty: value, hashes: [...hashes], drawBlock })
}

/**
 * Draws the pieces to be revealed before contributions. Anybody may call it.
 * @param blockHash Of the draw's block, which the twin cannot know; zero when the chain does not know it any more.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, DrawBlockUnavailable
 */
export function draw(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  blockHash: Hex = zeroHash,
): void {
  const model = inPhase(trainer, context, modelId, 'Drawing')
  const { drawBlock, hashes } = model.incentive.state
  if (context.blockNumber <= drawBlock || blockHash === zeroHash) {
    revert('DrawBlockUnavailable', drawBlock, context.blockNumber)
  }
  const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'bytes32' }] as const
  const seed = keccak256(encodeAbiParameters(types, [blockHash, modelId, keccak256(concat(hashes))]))
  settleDraw(trainer, model, seed)
}

/** The effects of a draw that gave `seed`. */
export function settleDraw(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel, seed: Hex): void {
  const drawn = Lots.draw(seed, incentive.state.hashes.length, incentive.options.drawnPieces)
  incentive.change({ stage: 'Opening', seed, drawn })
  trainer.emit('PiecesDrawn', { modelId, seed, drawn })
}

/**
 * Reveals a piece of the test set. Sponsor only.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NotSponsor, PieceNotDue, AlreadyRevealed,
 * PieceMismatch, PieceMalformed, LabelOutOfRange, TestSampleTooCostly, and those of a malformed sample
 */
export function reveal(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  piece: bigint,
  salt: Hex,
  data: Hex,
): void {
  const model = inPhase(trainer, context, modelId, 'Opening', 'Revealing')
  onlySponsor(context, model)
  const { stage, hashes, drawn, revealed } = model.incentive.state
  const isHidden = stage === 'Opened'
  const isDue = piece < BigInt(hashes.length) && ((drawn >> piece) & 1n) === (isHidden ? 0n : 1n)
  if (!isDue) revert('PieceNotDue', piece)
  if ((revealed >> piece) & 1n) revert('AlreadyRevealed', piece)
  const expected = hashes[Number(piece)]!
  const given = TestSet.hash(modelId, piece, salt, data)
  if (given !== expected) revert('PieceMismatch', piece, expected, given)

  settleReveal(trainer, model, piece, salt, data)
  const { state } = model.incentive
  if (state.revealed === drawn) open(trainer, context.time, model)
  else if (state.revealed === (1n << BigInt(hashes.length)) - 1n) openSettlement(trainer, model)
}

/** The effects of revealing a piece, but for the phase that may begin. */
export function settleReveal(
  trainer: MarketTrainer,
  { id: modelId, incentive, classifier }: MarketModel,
  piece: bigint,
  salt: Hex,
  data: Hex,
): void {
  const { state } = incentive
  const samples = TestSet.checkPiece(classifier, piece, data, state.stage === 'Opened')
  const revealed = state.revealed | (1n << piece)
  trainer.emit('PieceRevealed', { modelId, piece, salt, data })
  if (state.stage !== 'Opened') {
    incentive.change({ revealed, shownSamples: state.shownSamples + samples.length })
    return
  }
  const loss = samples.reduce((sum, sample) => sum + lossOf(classifier, incentive.quadratic, sample), 0)
  incentive.change({
    revealed,
    hiddenSamples: state.hiddenSamples + samples.length,
    firstLoss: state.firstLoss + loss,
    seed: toHex(BigInt(state.seed) ^ BigInt(salt), { size: 32 }),
    hidden: new Map(state.hidden).set(Number(piece), samples),
  })
  incentive.score(scoringFrom(state.firstLoss + loss))
}

/** Opens the market at `time` (seconds). */
export function open(trainer: MarketTrainer, time: number, { id: modelId, incentive }: MarketModel): void {
  const closesAt = time + incentive.options.openTime
  if (closesAt >= 2 ** 32) revert('Overflow')
  incentive.change({ stage: 'Opened', closesAt })
  trainer.emit('MarketOpened', { modelId, closesAt: BigInt(closesAt) })
}

/** Begins scoring. */
export function openSettlement(trainer: MarketTrainer, { id: modelId, incentive, log }: MarketModel): void {
  const { seed, firstLoss } = incentive.state
  const { multiplier, offset } = Lots.order(seed, log.entries)
  incentive.change({ stage: 'Settling', multiplier, offset })
  trainer.emit('SettlementOpened', {
    modelId,
    firstLoss: BigInt(firstLoss),
    multiplier: BigInt(multiplier),
    offset: BigInt(offset),
  })
}

/**
 * Gives up a market that has not opened, `revealTime` after the commitment. Sponsor only.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NotSponsor, TooEarly
 */
export function cancel(trainer: MarketTrainer, context: Context, modelId: bigint): void {
  const model = inPhase(trainer, context, modelId, 'Drawing', 'Opening')
  onlySponsor(context, model)
  const { options, state } = model.incentive
  const availableAt = state.committedAt + options.revealTime
  if (context.time < availableAt) revert('TooEarly', BigInt(availableAt), BigInt(context.time))
  settleCancel(trainer, model)
}

/** The effects of giving up a market. */
export function settleCancel(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  incentive.change({ stage: 'Cancelled' })
  trainer.emit('MarketCancelled', { modelId })
}
