import { type Address, type Hex, zeroHash } from 'viem'
import type { Contribution, IncentiveView } from '../../kinds/types.ts'
import { closeRecord, dropRecord, openRecord, recordAt } from '../DataHandler.ts'
import { revert, TwinReplayError } from '../errors.ts'
import { registered, usable } from '../Models.ts'
import type { ReplayableEvent } from '../types/abi.ts'
import { timeOf } from '../types/abi.ts'
import type { Context } from '../types/Call.ts'
import { hashScored } from '../types/Contribution.ts'
import { type Market, phases } from '../types/Market.ts'
import type { ScoredRecord } from '../types/Model.ts'
import type { Surroundings } from './IncentiveMechanism.ts'
import { close, emitAdvanced, indexAt, settle, settleScore } from './market/MarketSettlement.ts'
import { inPhase, MarketIncentive, type MarketModel, type MarketTrainer } from './market/MarketState.ts'
import { fullGain, part } from './market/Payout.ts'
import * as TestSet from './market/TestSet.ts'
import {
  cancel,
  commit,
  draw,
  open,
  openSettlement,
  reveal,
  settleCancel,
  settleCommit,
  settleDraw,
  settleReveal,
} from './market/TestSetReveal.ts'

type MarketView = IncentiveView<'market'>

/** The mechanism's state of a model at `time` (seconds). @throws TwinError UnknownModel */
function incentive(trainer: MarketTrainer, modelId: bigint, time: bigint): MarketView {
  const { incentive: market } = registered(trainer, modelId)
  const { closesAt, options, state } = market
  const { firstLoss } = state
  const { position, tried, loss, penalties } = market.scoring
  return {
    phase: phases[market.phase(Number(time))],
    options: { ...options },
    sponsor: state.sponsor,
    bounty: state.bounty,
    pieces: BigInt(state.hashes.length),
    drawn: state.drawn,
    revealed: state.revealed,
    drawBlock: state.drawBlock,
    closesAt: BigInt(closesAt),
    revealDeadline: closesAt === 0 ? 0n : BigInt(closesAt + options.revealTime),
    shownSamples: BigInt(state.shownSamples),
    hiddenSamples: BigInt(state.hiddenSamples),
    scored: BigInt(position),
    tried: BigInt(tried),
    firstLoss: BigInt(firstLoss),
    loss: BigInt(loss),
    gains: BigInt(firstLoss - loss),
    penalties,
  }
}

/** The stake of a contribution, in wei, at any time. @throws TwinError UnknownModel, ModelIncomplete */
function price(trainer: MarketTrainer, modelId: bigint, _time: bigint): bigint {
  return usable(trainer, modelId).incentive.options.stake
}

/** The number of the phase at `time` (seconds). @throws TwinError UnknownModel */
function phase(trainer: MarketTrainer, modelId: bigint, time: bigint): number {
  const { incentive: market } = registered(trainer, modelId)
  return phases[market.phase(Number(time))]
}

/** The salted hash of a piece. */
function pieceHash(_: MarketTrainer, modelId: bigint, piece: bigint, salt: Hex, data: Hex): Hex {
  return TestSet.hash(modelId, piece, salt, data)
}

/**
 * The number of the contribution that is scored at `position`; settlement must have opened.
 * @param time Seconds, for the phase in the error.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase
 */
function scoredAt(trainer: MarketTrainer, modelId: bigint, position: bigint, time: bigint): bigint {
  const model = usable(trainer, modelId)
  const { incentive: market } = model
  if (market.state.multiplier === 0) {
    revert('WrongPhase', modelId, phases[market.phase(Number(time))])
  }
  return indexAt(model, position)
}

/** How a contribution came out, until it is claimed: a gain in units of 2^-16, a penalty in wei. Of the twin only. */
function scored(trainer: MarketTrainer, modelId: bigint, index: bigint): ScoredRecord['scored'] | undefined {
  const found = trainer.find(modelId)?.records[Number(index)]
  return found && 'scored' in found ? found.scored : undefined
}

/**
 * Pays what a scored contribution has earned to its contributor. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, ResultMismatch
 */
function claim(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contributor: Address,
  gain: bigint,
  penalty: bigint,
): void {
  const model = inPhase(trainer, context, modelId, 'Settled')
  const found = model.records[Number(index)]
  const its = found && 'scored' in found ? found.scored : undefined
  if (its?.contributor !== trainer.account(contributor) || its.gain !== gain || its.penalty !== penalty) {
    const given = hashScored({ contributor, gain, penalty })
    revert('ResultMismatch', modelId, index, its ? hashScored(its) : zeroHash, given)
  }
  settleClaim(trainer, model, Number(index))
}

/**
 * After a default, pays stake and part of the bounty to the contributor. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, EndsBefore, ProofMismatch, AlreadyTouched
 */
function claimDefault(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
): void {
  const model = inPhase(trainer, context, modelId, 'Defaulted')
  openRecord(model, index, contribution)
  settleClaimDefault(trainer, model, Number(index))
}

/**
 * Pays the sponsor what of the bounty nobody has earned. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NothingToWithdraw
 */
function withdraw(trainer: MarketTrainer, context: Context, modelId: bigint): void {
  settleWithdraw(trainer, inPhase(trainer, context, modelId, 'Settled', 'Cancelled'))
}

function settleClaim(trainer: MarketTrainer, model: MarketModel, index: number): void {
  const record = model.records[index]
  if (!record || !('scored' in record)) {
    revert('ResultMismatch', model.id, BigInt(index), zeroHash, zeroHash)
  }
  const { contributor, gain, penalty } = record.scored
  const { state, options, scoring, claimed } = model.incentive
  const gains = BigInt(state.firstLoss - scoring.loss)
  dropRecord(trainer, model, index)
  let amount = options.stake
  if (gains !== 0n) {
    const done = BigInt(claimed)
    model.incentive.claim(Number(gain))
    amount += part(state.bounty, done, gain, sharesOf(model))
    amount += part(scoring.penalties, done, gain, gains) - penalty
  }
  pay(trainer, model, index, contributor, amount)
}

function settleClaimDefault(trainer: MarketTrainer, model: MarketModel, index: number): void {
  const { contributor, deposit } = recordAt(model, BigInt(index)).state
  const { state, claimed } = model.incentive
  closeRecord(trainer, model, index)
  model.incentive.claim(1)
  const amount = deposit + part(state.bounty, BigInt(claimed), 1n, BigInt(model.log.entries))
  pay(trainer, model, index, contributor, amount)
}

function settleWithdraw(trainer: MarketTrainer, model: MarketModel): void {
  const { incentive: market, id: modelId } = model
  const { sponsor, bounty, withdrawn, firstLoss } = market.state
  const gains = BigInt(firstLoss - market.scoring.loss)
  const amount = bounty - part(bounty, 0n, gains, sharesOf(model))
  if (withdrawn || amount === 0n) revert('NothingToWithdraw', modelId)
  market.change({ withdrawn: true })
  trainer.emit('Withdrawn', { modelId, sponsor, amount })
  trainer.ledger.pay(sponsor, amount)
}

function pay(
  trainer: MarketTrainer,
  { id: modelId }: MarketModel,
  index: number,
  contributor: Address,
  amount: bigint,
): void {
  trainer.emit('Claimed', { modelId, index: BigInt(index), contributor, amount })
  trainer.ledger.pay(contributor, amount)
}

/** Into how many parts the bounty is cut. */
function sharesOf({ incentive: market }: MarketModel): bigint {
  const { firstLoss, hiddenSamples } = market.state
  const gains = BigInt(firstLoss - market.scoring.loss)
  const full = fullGain(hiddenSamples, market.options.fullImprovement)
  return gains > full ? gains : full
}

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
function replay(trainer: MarketTrainer, event: ReplayableEvent): boolean {
  switch (event.eventName) {
    case 'MarketCommitted': {
      const { modelId, sponsor, bounty, hashes } = event.args
      const { blockNumber } = event
      const sender = trainer.account(sponsor)
      trainer.ledger.pay(sender, -bounty)
      const context = { sender, value: bounty, time: timeOf(event), blockNumber }
      settleCommit(trainer, context, staged(trainer, event, modelId, 'Created'), hashes)
      return true
    }
    case 'PiecesDrawn':
      settleDraw(trainer, staged(trainer, event, event.args.modelId, 'Drawing'), event.args.seed)
      return true
    case 'PieceRevealed': {
      const { modelId, piece, salt, data } = event.args
      settleReveal(trainer, staged(trainer, event, modelId, 'Opening', 'Opened'), piece, salt, data)
      return true
    }
    case 'MarketOpened': {
      const model = staged(trainer, event, event.args.modelId, 'Opening')
      open(trainer, Number(event.args.closesAt) - model.incentive.options.openTime, model)
      return true
    }
    case 'SettlementOpened':
      openSettlement(trainer, staged(trainer, event, event.args.modelId, 'Opened'))
      return true
    case 'MarketCancelled':
      settleCancel(trainer, staged(trainer, event, event.args.modelId, 'Drawing', 'Opening'))
      return true
    default:
      return replaySettlement(trainer, event)
  }
}

function replaySettlement(trainer: MarketTrainer, event: ReplayableEvent): boolean {
  switch (event.eventName) {
    case 'Scored': {
      const { index, kept, loss } = event.args
      const model = staged(trainer, event, event.args.modelId, 'Settling')
      const { state, sample } = recordAt(model, index)
      // The chain has tried it; what it learned is repeated here.
      if (kept) model.incentive.testLoss.learn(sample, state.label)
      settleScore(trainer, model, { index, state, kept, loss: Number(loss) })
      return true
    }
    case 'SettlementAdvanced': {
      const { index, tried, loss } = event.args
      const model = staged(trainer, event, event.args.modelId, 'Settling')
      model.incentive.score({ ...model.incentive.scoring, tried: Number(tried), triedLoss: Number(loss) })
      emitAdvanced(trainer, model, index, Number(tried), Number(loss))
      return true
    }
    case 'MarketSettled':
      close(trainer, staged(trainer, event, event.args.modelId, 'Settling'))
      return true
    case 'Claimed': {
      const model = staged(trainer, event, event.args.modelId, 'Settled', 'Opened')
      const settled = model.incentive.state.stage === 'Settled'
      const claimed = settled ? settleClaim : settleClaimDefault
      claimed(trainer, model, Number(event.args.index))
      return true
    }
    case 'Withdrawn':
      settleWithdraw(trainer, usable(trainer, event.args.modelId))
      return true
    default:
      return false
  }
}

/** The model of an event that belongs to some stages only. */
function staged(
  trainer: MarketTrainer,
  event: ReplayableEvent,
  modelId: bigint,
  ...stages: Market['stage'][]
): MarketModel {
  const model = usable(trainer, modelId)
  const { stage } = model.incentive.state
  if (stages.includes(stage)) return model
  throw new TwinReplayError(event, `the market is at stage ${stage}`)
}

/** What the twin of a trainer under a *prediction market* needs. */
export const market = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new MarketIncentive(options, surroundings),
  views: { incentive, price, phase, pieceHash, scoredAt, scored },
  actions: { commit, draw, reveal, settle, claim, claimDefault, cancel, withdraw },
  payable: ['commit'],
  replay,
}
