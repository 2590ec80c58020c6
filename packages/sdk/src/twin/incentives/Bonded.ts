import type { Hex } from 'viem'
import type { BondedOptions, Challenge, Contribution } from '../../kinds/types.ts'
import type { SampleInput } from '../classifiers/Classifier.ts'
import { registered, usable } from '../Models.ts'
import type { Context } from '../types/Call.ts'
import { last, payouts } from '../types/Challenge.ts'
import { conclude, dispute, disputeOf, rule } from './bonded/arbitration.ts'
import { assertLabel, challengedRecord, checkTime, drop, settle } from './bonded/assertions.ts'
import { BondedState, type BondedTrainer } from './bonded/BondedState.ts'
import { dropDuplicate } from './bonded/duplicates.ts'
import { challengeTogether, pledge, pledgeOf, pool, withdraw } from './bonded/pools.ts'
import { replay } from './bonded/replay.ts'
import type { Surroundings } from './IncentiveMechanism.ts'

/** What `incentive` returns. */
type BondedView = { options: BondedOptions }

const unchallenged: readonly Challenge[] = Object.freeze([])

/** The mechanism's state of a model. @throws TwinError UnknownModel */
function incentive(trainer: BondedTrainer, modelId: bigint): BondedView {
  return { options: { ...registered(trainer, modelId).incentive.options } }
}

/** The most, in wei, that a contribution may have to stake, at any time. @throws TwinError UnknownModel, ModelIncomplete */
function price(trainer: BondedTrainer, modelId: bigint, _time: bigint): bigint {
  return usable(trainer, modelId).incentive.topPrice
}

/**
 * What a contribution stakes now, in wei.
 * @throws TwinError UnknownModel, ModelIncomplete, LabelOutOfRange, and those of a malformed sample
 */
function priceOf(trainer: BondedTrainer, modelId: bigint, label: number, sample: SampleInput): bigint {
  const { classifier, incentive: bonded } = usable(trainer, modelId)
  bonded.checkLabel(label)
  return bonded.priceOf(label, classifier.predict(classifier.checkSample(sample)))
}

/** The challenges of a contribution so far, as claims bring them. Of the twin only; the chain has the events. */
function challenges(trainer: BondedTrainer, modelId: bigint, index: bigint): readonly Challenge[] {
  return trainer.find(modelId)?.incentive.challengesOf(Number(index)) ?? unchallenged
}

/** The number of the dispute about a contribution, until it is concluded. Of the twin only; the chain has the events. */
function disputeAbout(trainer: BondedTrainer, modelId: bigint, index: bigint): bigint | undefined {
  return trainer.find(modelId)?.incentive.disputeAbout(Number(index))?.disputeId
}

/**
 * Asserts that a contribution has another label than the last one asserted, for a bond of twice the last stake. What was
 * sent beyond it comes back.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooManyChallenges,
 * TooLate, AlreadyAsserted, LabelOutOfRange, BondTooSmall, Overflow
 */
function challenge(
  trainer: BondedTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  given: readonly Challenge[],
  label: number,
): void {
  const { sender: account, value: available } = context
  const claimed = { index, contribution, challenges: given }
  const bond = assertLabel(trainer, context, modelId, claimed, { label, account, available })
  trainer.ledger.pay(account, available - bond)
}

/**
 * Closes a contribution whose label is final: the model learns it, and all are paid; or it is dropped, when it was
 * challenged as often as it may be. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooEarly
 */
function refund(
  trainer: BondedTrainer,
  { time }: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  given: readonly Challenge[],
): void {
  const model = usable(trainer, modelId)
  const { state } = challengedRecord(model, { index, contribution, challenges: given })
  const { challengeTime, maxChallenges } = model.incentive.options
  const latest = last(state, given)
  checkTime(latest.time + challengeTime, time)
  if (given.length >= maxChallenges) {
    drop(trainer, model, Number(index))
  } else {
    const { amounts } = payouts(state, given)
    settle(trainer, model, Number(index), { label: latest.label, amounts })
  }
}

/** What the twin of a trainer under *Deposit, Refund, Take* with bonds needs. */
export const bonded = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new BondedState(options, surroundings),
  views: { incentive, price, priceOf, challenges, disputeAbout, disputeOf, pool, pledgeOf },
  actions: {
    challenge,
    refund,
    dropDuplicate,
    pledge,
    challengeTogether,
    withdraw,
    dispute,
    rule,
    conclude,
  },
  payable: ['challenge', 'pledge', 'dispute'],
  replay,
}
