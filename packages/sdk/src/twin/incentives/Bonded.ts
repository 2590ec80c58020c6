import { type Hex, stringToHex } from 'viem'
import type { BondedOptions, Challenge, Contribution } from '../../kinds/types.ts'
import { leafWith } from '../../record/leaf.ts'
import type { Classifier, SampleInput } from '../classifiers/Classifier.ts'
import { changeEntry, checkLeaves, closeRecord, recordAt, setRecord } from '../DataHandler.ts'
import { decodeIntegers, revert } from '../errors.ts'
import { registered, usable } from '../Models.ts'
import type { Trainer } from '../Trainer.ts'
import type { ReplayableEvent } from '../types/abi.ts'
import type { Context } from '../types/Call.ts'
import { equal, last, maxChallenges, payouts, stakeOf } from '../types/Challenge.ts'
import { equal as equalContribution } from '../types/Contribution.ts'
import type { Model, OpenRecord } from '../types/Model.ts'
import type { Acceptance, Arrival, IncentiveMechanism, Surroundings } from './IncentiveMechanism.ts'

/** What `incentive` returns. */
type BondedView = { options: BondedOptions }

type BondedTrainer = Trainer<Classifier, Bonded>
type BondedModel = Model<Classifier, Bonded>

const maxSurpriseFactor = 16
const unchallenged: readonly Challenge[] = Object.freeze([])

/** *Deposit, Refund, Take* with bonds of one model. */
export class Bonded implements IncentiveMechanism {
  /** The model learns when the label is final. */
  readonly wanted = { judge: true, learn: 'later' } as const
  readonly options: BondedOptions
  readonly #challenges = new Map<number, readonly Challenge[]>()
  readonly #surroundings: Surroundings

  /** @throws TwinError BondedOptionOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    this.options = checkedOptions(encodedOptions)
    this.#surroundings = surroundings
  }

  accept({ label, predicted }: Arrival): Acceptance {
    return { deposit: this.priceOf(label, predicted), surprising: false }
  }

  /** What a sample stakes to which the model gives the class `predicted`, in wei. */
  priceOf(label: number, predicted: number): bigint {
    return predicted === label ? this.options.deposit : this.topPrice
  }

  /** What a contribution stakes that the model disagrees with, in wei. */
  get topPrice(): bigint {
    return this.options.deposit * BigInt(this.options.surpriseFactor)
  }

  checkLabel(label: number): void {
    const { classes } = this.#surroundings.classifier
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
  }

  /** The challenges of a contribution so far. */
  challengesOf(index: number): readonly Challenge[] {
    return this.#challenges.get(index) ?? unchallenged
  }

  setChallenges(index: number, next: readonly Challenge[]): void {
    const before = this.challengesOf(index)
    this.#surroundings.journal.record(() => this.#put(index, before))
    this.#put(index, Object.freeze(next))
  }

  #put(index: number, challenges: readonly Challenge[]): void {
    if (challenges.length === 0) this.#challenges.delete(index)
    else this.#challenges.set(index, challenges)
  }
}

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
  const model = usable(trainer, modelId)
  const { state } = challengedRecord(model, index, contribution, given)
  if (given.length >= maxChallenges) revert('TooManyChallenges', BigInt(maxChallenges))
  const latest = last(state, given)
  const finalAt = latest.time + model.incentive.options.challengeTime
  if (context.time >= finalAt) revert('TooLate', BigInt(finalAt), BigInt(context.time))
  if (label === latest.label) revert('AlreadyAsserted', BigInt(label))
  model.incentive.checkLabel(label)
  const bond = stakeOf(state.deposit, given.length + 1)
  if (context.value < bond) revert('BondTooSmall', bond, context.value)
  toUint32(context.time)
  settleChallenge(trainer, model, Number(index), { account: context.sender, label, time: context.time })
  trainer.ledger.pay(context.sender, context.value - bond)
}

/**
 * Settles a contribution whose label is final: the model learns it, and all are paid. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooEarly
 */
function refund(
  trainer: BondedTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  given: readonly Challenge[],
): void {
  const model = usable(trainer, modelId)
  const open = finalRecord(context, model, index, contribution, given)
  settle(trainer, model, Number(index), open)
}

/** The effects of a challenge that has passed all checks. */
function settleChallenge(trainer: BondedTrainer, model: BondedModel, index: number, next: Challenge): void {
  const before = model.incentive.challengesOf(index)
  const { state, sample, position: old } = recordAt(model, BigInt(index))
  const position = changeEntry(trainer, model, index, { entry: model.log.at(old), challenge: next })
  setRecord(trainer, model, index, { state, sample, position })
  model.incentive.setChallenges(index, [...before, Object.freeze(next)])
  const bond = stakeOf(state.deposit, before.length + 1)
  trainer.emit('Challenged', { modelId: model.id, index: BigInt(index), ...next, bond })
}

/** The effects of settling a contribution whose label is final. */
function settle(
  trainer: BondedTrainer,
  model: BondedModel,
  index: number,
  { state, sample }: OpenRecord,
): void {
  const given = model.incentive.challengesOf(index)
  const { label } = last(state, given)
  closeRecord(trainer, model, index)
  model.incentive.setChallenges(index, unchallenged)
  model.classifier.update(sample, label)
  const amounts = payouts(state, given)
  const { contributor } = state
  trainer.emit('Settled', { modelId: model.id, index: BigInt(index), contributor, label, amounts })
  for (const [i, amount] of amounts.entries()) {
    trainer.ledger.pay(i === 0 ? contributor : given[i - 1]!.account, amount)
  }
}

/** The open contribution, of which `contribution` and `given` must be the state. */
function challengedRecord(
  model: BondedModel,
  index: bigint,
  contribution: Contribution,
  given: readonly Challenge[],
): OpenRecord {
  const found = model.records[Number(index)]
  const known = model.incentive.challengesOf(Number(index))
  if (found && 'state' in found && equalContribution(found.state, contribution) && equal(known, given)) {
    return found
  }
  checkLeaves(model, index, [leafWith(contribution, given)])
  return recordAt(model, index)
}

/** The same, once its label is final. */
function finalRecord(
  { time }: Context,
  model: BondedModel,
  index: bigint,
  contribution: Contribution,
  given: readonly Challenge[],
): OpenRecord {
  const open = challengedRecord(model, index, contribution, given)
  const finalAt = last(open.state, given).time + model.incentive.options.challengeTime
  if (time < finalAt) revert('TooEarly', BigInt(finalAt), BigInt(time))
  return open
}

function checkedOptions(encoded: Hex): BondedOptions {
  if (encoded.length < 2 + 3 * 64) revert('EmptyRevert')
  const [challengeTime] = decodeIntegers(encoded, [24]) as [number]
  const deposit = BigInt(`0x${encoded.slice(66, 130)}`)
  if (deposit >> 64n !== 0n) revert('EmptyRevert')
  const [surpriseFactor] = decodeIntegers(`0x${encoded.slice(130)}`, [8]) as [number]
  checkRange('challengeTime', BigInt(challengeTime), 2n ** 24n - 1n)
  checkRange('deposit', deposit, 2n ** 64n - 1n)
  checkRange('surpriseFactor', BigInt(surpriseFactor), BigInt(maxSurpriseFactor))
  return { challengeTime, deposit, surpriseFactor }
}

function checkRange(option: string, value: bigint, max: bigint): void {
  if (value !== 0n && value <= max) return
  revert('BondedOptionOutOfRange', stringToHex(option, { size: 32 }), value, 1n, max)
}

function toUint32(time: number): void {
  if (time >= 2 ** 32) revert('Overflow')
}

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
function replay(trainer: BondedTrainer, event: ReplayableEvent): boolean {
  if (event.eventName === 'Challenged') {
    const { modelId, index, account, label, time } = event.args
    const next = { account: trainer.account(account), label, time }
    const model = usable(trainer, modelId)
    settleChallenge(trainer, model, Number(index), next)
    trainer.ledger.pay(next.account, -event.args.bond)
    return true
  }
  if (event.eventName === 'Settled') {
    const { modelId, index } = event.args
    const model = usable(trainer, modelId)
    settle(trainer, model, Number(index), recordAt(model, index))
    return true
  }
  return false
}

/** What the twin of a trainer under *Deposit, Refund, Take* with bonds needs. */
export const bonded = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new Bonded(options, surroundings),
  views: { incentive, price, priceOf, challenges },
  actions: { challenge, refund },
  payable: ['challenge'],
  replay,
}
