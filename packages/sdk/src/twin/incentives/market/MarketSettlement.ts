import type { Contribution } from '../../../kinds/types.ts'
import { checkState, recordAt, setRecord } from '../../DataHandler.ts'
import { revert } from '../../errors.ts'
import type { Context } from '../../types/Call.ts'
import type { OpenRecord } from '../../types/Model.ts'
import { inPhase, type MarketIncentive, type MarketModel, type MarketTrainer } from './MarketState.ts'
import { fullGain, penalty } from './Payout.ts'

/**
 * The number of the contribution that is scored at `position`.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase
 */
export function indexAt({ incentive, log }: MarketModel, position: bigint): bigint {
  const { multiplier, offset } = incentive.state
  return (BigInt(multiplier) * position + BigInt(offset)) % BigInt(log.entries)
}

/**
 * Goes on with scoring, for at most `samples` predictions of test samples. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase, NothingToSettle, EndsBefore, ProofMismatch,
 * NotNext
 */
export function settle(
  trainer: MarketTrainer,
  context: Context,
  modelId: bigint,
  contributions: readonly Contribution[],
  samples: bigint,
): void {
  const model = inPhase(trainer, context, modelId, 'Settling')
  if (contributions.length === 0 || samples === 0n) {
    const count = BigInt(contributions.length)
    revert('NothingToSettle', count, count, samples)
  }
  const { incentive, log } = model
  // More than a market has predictions to make is as good as any number.
  let left = Number(samples < BigInt(Number.MAX_SAFE_INTEGER) ? samples : Number.MAX_SAFE_INTEGER)
  for (const contribution of contributions) {
    if (left === 0 || incentive.scoring.position >= log.entries) break
    left -= score(trainer, model, contribution, left)
  }
  const { tried, triedLoss, position } = incentive.scoring
  if (tried !== 0) emitAdvanced(trainer, model, indexAt(model, BigInt(position)), tried, triedLoss)
  if (position === log.entries) close(trainer, model)
}

/** Goes on with the contribution that is next, and gives how many predictions that took. */
function score(
  trainer: MarketTrainer,
  model: MarketModel,
  contribution: Contribution,
  samples: number,
): number {
  const { incentive, classifier } = model
  const { scoring } = incentive
  const { position, tried, triedLoss, loss: best } = scoring
  const index = indexAt(model, BigInt(position))
  checkState(model, contribution.index, contribution)
  if (contribution.index !== index) revert('NotNext', model.id, index, contribution.index)
  const { state, sample } = recordAt(model, index)
  if (tried === 0 && !classifier.learns(sample, state.label)) {
    settleScore(trainer, model, { index, state, kept: true, loss: best })
    return 0
  }
  const left = incentive.state.hiddenSamples - tried
  if (samples < left) {
    const part = incentive.testLoss.lossWith(sample, state.label, tried, tried + samples)
    incentive.score({ ...scoring, tried: tried + samples, triedLoss: triedLoss + part })
    return samples
  }
  const loss = incentive.testLoss.train(sample, state.label, best)
  settleScore(trainer, model, { index, state, kept: loss <= best, loss })
  return left
}

/** How a contribution came out. */
type Score = { index: bigint; state: OpenRecord['state']; kept: boolean; loss: number }

/** The effects of a score, but for what the model has learned. */
export function settleScore(
  trainer: MarketTrainer,
  model: MarketModel,
  { index, state, kept, loss }: Score,
): void {
  const { id: modelId, incentive } = model
  const { loss: best, penalties, position } = incentive.scoring
  const gain = kept ? BigInt(best - loss) : 0n
  const lost = kept ? 0n : penaltyOf(incentive, Math.max(0, loss - best), state.deposit)
  const scored = { contributor: state.contributor, gain, penalty: lost }
  setRecord(trainer, model, Number(index), { scored, position: Number(index) })
  incentive.score({
    loss: kept ? loss : best,
    position: position + 1,
    tried: 0,
    triedLoss: 0,
    penalties: penalties + lost,
  })
  trainer.emit('Scored', { modelId, index, kept, loss: BigInt(loss), gain, penalty: lost })
}

/** What a contribution loses, in wei, that raises the loss by `rise`. */
function penaltyOf({ options, state }: MarketIncentive, rise: number, deposit: bigint): bigint {
  const full = fullGain(state.hiddenSamples, options.fullImprovement)
  return penalty(state.bounty, BigInt(rise), full, deposit)
}

/** Logs how far the trial of a contribution has come. */
export function emitAdvanced(
  trainer: MarketTrainer,
  { id: modelId }: MarketModel,
  index: bigint,
  tried: number,
  triedLoss: number,
): void {
  trainer.emit('SettlementAdvanced', { modelId, index, tried: BigInt(tried), loss: BigInt(triedLoss) })
}

/** Ends the settlement. */
export function close(trainer: MarketTrainer, { id: modelId, incentive }: MarketModel): void {
  incentive.change({ stage: 'Settled' })
  const { firstLoss } = incentive.state
  const { loss, penalties } = incentive.scoring
  trainer.emit('MarketSettled', {
    modelId,
    loss: BigInt(loss),
    gains: BigInt(firstLoss - loss),
    penalties,
  })
}
