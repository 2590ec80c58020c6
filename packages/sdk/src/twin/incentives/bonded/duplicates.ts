import type { Address } from 'viem'
import type { Challenge, Contribution } from '../../../kinds/types.ts'
import { leafOf } from '../../../record/leaf.ts'
import { checkProven, recordAt } from '../../DataHandler.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { stakesOf } from '../../types/Challenge.ts'
import { burn, challengedRecord, close, emitDropped, payAll } from './assertions.ts'
import type { BondedModel, BondedTrainer } from './BondedState.ts'

/** The contribution with which a sample was first made, as it was made. */
export type Original = Pick<Contribution, 'contributor' | 'index' | 'label' | 'time' | 'deposit'>

/**
 * Drops an open contribution whose sample is that of an earlier one. A twin that keeps no log believes what it is told of
 * the earlier one.
 * @throws TwinError UnknownModel, ModelIncomplete, NotEarlier, EndsBefore, ProofMismatch, AlreadyTouched
 */
export function dropDuplicate(
  trainer: BondedTrainer,
  { sender }: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  challenges: readonly Challenge[],
  original: Original,
): void {
  const model = usable(trainer, modelId)
  if (original.index >= contribution.index) revert('NotEarlier', original.index, contribution.index)
  const { sample } = contribution
  const { deposit: remaining } = original
  const made = { ...original, surprising: false, remaining, takers: [], sample }
  if (model.log.isKept) checkProven(model, Number(original.index), [leafOf(made)])
  const { state } = challengedRecord(model, { index, contribution, challenges })
  const isKnown = state.time >= original.time + model.incentive.options.challengeTime
  settleDuplicate(trainer, model, Number(index), { finder: sender, original: original.index, isKnown })
}

/** The effects of showing a duplicate; `isKnown` says whether the original was final when it was made. */
export function settleDuplicate(
  trainer: BondedTrainer,
  model: BondedModel,
  index: number,
  { finder, original, isKnown }: { finder: Address; original: bigint; isKnown: boolean },
): void {
  const { state } = recordAt(model, BigInt(index))
  const challenges = close(trainer, model, index)
  const amounts = stakesOf(state, challenges)
  const half = isKnown ? state.deposit / 2n : 0n
  const amount = challenges.length === 0 ? half : 0n
  if (isKnown) amounts[0] = 0n
  if (challenges.length > 0) amounts[1]! += half
  trainer.emit('DuplicateFound', { modelId: model.id, index: BigInt(index), finder, original, amount })
  emitDropped(trainer, model, state, amounts)
  burn(trainer, isKnown ? state.deposit - half : 0n)
  payAll(trainer, model, state, challenges, amounts)
  trainer.ledger.pay(finder, amount)
}
