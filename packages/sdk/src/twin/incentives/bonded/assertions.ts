import type { Address } from 'viem'
import type { Challenge, Contribution } from '../../../kinds/types.ts'
import { leafWith } from '../../../record/leaf.ts'
import { changeEntry, checkLeaves, closeRecord, dropRecord, recordAt, setRecord } from '../../DataHandler.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { droppedAmounts, equal, last, stakeOf } from '../../types/Challenge.ts'
import { equal as equalContribution } from '../../types/Contribution.ts'
import type { OpenRecord } from '../../types/Model.ts'
import type { BondedModel, BondedTrainer } from './BondedState.ts'
import { poolKey } from './poolKey.ts'

/** Where burnt ether goes: nobody has its key. */
const burnt: Address = '0x000000000000000000000000000000000000dEaD'
const unchallenged: readonly Challenge[] = Object.freeze([])

/** A contribution with its challenges, as whoever calls says that it is. */
export type Given = {
  readonly index: bigint
  readonly contribution: Contribution
  readonly challenges: readonly Challenge[]
}

/**
 * Asserts another label for `account`, which has its bond from `available`. Gives the bond, in wei.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooManyChallenges,
 * TooLate, AlreadyAsserted, LabelOutOfRange, BondTooSmall, Overflow
 */
export function assertLabel(
  trainer: BondedTrainer,
  { time }: Context,
  modelId: bigint,
  given: Given,
  { label, account, available }: { label: number; account: Address; available: bigint },
): bigint {
  const model = usable(trainer, modelId)
  const { state } = challengedRecord(model, given)
  const { challengeTime, maxChallenges } = model.incentive.options
  const count = given.challenges.length
  if (count >= maxChallenges) revert('TooManyChallenges', BigInt(maxChallenges))
  const latest = last(state, given.challenges)
  checkNotFinal(latest.time + challengeTime, time)
  if (label === latest.label) revert('AlreadyAsserted', BigInt(label))
  model.incentive.checkLabel(label)
  const bond = stakeOf(state.deposit, count + 1)
  if (available < bond) revert('BondTooSmall', bond, available)
  if (time >= 2 ** 32) revert('Overflow')
  settleChallenge(trainer, model, Number(given.index), { account, label, time })
  return bond
}

export function checkNotFinal(finalAt: number, time: number): void {
  if (time >= finalAt) revert('TooLate', BigInt(finalAt), BigInt(time))
}

export function checkTime(availableAt: number, time: number): void {
  if (time < availableAt) revert('TooEarly', BigInt(availableAt), BigInt(time))
}

/** The open contribution, of which `given` must be the state, and which is in no dispute. */
export function challengedRecord(model: BondedModel, { index, contribution, challenges }: Given): OpenRecord {
  const found = model.records[Number(index)]
  const isSame =
    found &&
    'state' in found &&
    model.incentive.disputeAbout(Number(index)) === undefined &&
    equalContribution(found.state, contribution) &&
    equal(model.incentive.challengesOf(Number(index)), challenges)
  if (isSame) return found
  checkLeaves(model, index, [leafWith(contribution, challenges)])
  return recordAt(model, index)
}

/** The effects of a challenge that has passed all checks. */
export function settleChallenge(
  trainer: BondedTrainer,
  model: BondedModel,
  index: number,
  next: Challenge,
): void {
  const before = model.incentive.challengesOf(index)
  const { state, sample, position: old } = recordAt(model, BigInt(index))
  const bond = stakeOf(state.deposit, before.length + 1)
  if (next.account === trainer.address) {
    const key = poolKey(leafWith(state, before), next.label, bond)
    model.incentive.setPool(key, { ...model.incentive.pool(key), staked: true, lockedUntil: 0n })
  }
  const position = changeEntry(trainer, model, index, { entry: model.log.at(old), challenge: next })
  setRecord(trainer, model, index, { state, sample, position })
  model.incentive.setChallenges(index, [...before, Object.freeze(next)])
  trainer.emit('Challenged', { modelId: model.id, index: BigInt(index), ...next, bond })
}

/** The model learns a contribution with `label`, and all assertions are paid; what is above them is `amounts`' own. */
export function settle(
  trainer: BondedTrainer,
  model: BondedModel,
  index: number,
  { label, amounts }: { label: number; amounts: readonly bigint[] },
): void {
  const { state, sample } = recordAt(model, BigInt(index))
  const given = close(trainer, model, index)
  model.classifier.update(sample, label)
  const { contributor } = state
  trainer.emit('Settled', { modelId: model.id, index: BigInt(index), contributor, label, amounts })
  payAll(trainer, model, state, given, amounts)
}

/** The contribution is not learned; contributor and first challenger lose one deposit each, which is burnt. */
export function drop(trainer: BondedTrainer, model: BondedModel, index: number): void {
  const { state } = recordAt(model, BigInt(index))
  const given = close(trainer, model, index)
  const amounts = droppedAmounts(state, given)
  emitDropped(trainer, model, state, amounts)
  burn(trainer, 2n * state.deposit)
  payAll(trainer, model, state, given, amounts)
}

/** Tells of a contribution that is not learned. */
export function emitDropped(
  trainer: BondedTrainer,
  { id: modelId }: BondedModel,
  { index, contributor }: Contribution,
  amounts: readonly bigint[],
): void {
  trainer.emit('Dropped', { modelId, index, contributor, amounts })
}

/** Closes a contribution, and forgets its challenges and its dispute: gives the challenges. */
export function close(trainer: BondedTrainer, model: BondedModel, index: number): readonly Challenge[] {
  const given = model.incentive.challengesOf(index)
  if (model.incentive.disputeAbout(index)) {
    // its entry is touched already
    dropRecord(trainer, model, index)
    model.incentive.setDispute(index, undefined)
  } else closeRecord(trainer, model, index)
  model.incentive.setChallenges(index, unchallenged)
  return given
}

export function burn(trainer: BondedTrainer, amount: bigint): void {
  trainer.ledger.pay(burnt, amount)
}

/** Pays the assertions of a closed contribution. */
export function payAll(
  trainer: BondedTrainer,
  model: BondedModel,
  state: Contribution,
  challenges: readonly Challenge[],
  amounts: readonly bigint[],
): void {
  trainer.ledger.pay(state.contributor, amounts[0]!)
  for (const [i, { account, label }] of challenges.entries()) {
    const paid = amounts[i + 1]!
    if (account !== trainer.address) {
      trainer.ledger.pay(account, paid)
      continue
    }
    const key = poolKey(leafWith(state, challenges.slice(0, i)), label, stakeOf(state.deposit, i + 1))
    model.incentive.setPool(key, { ...model.incentive.pool(key), paid, closed: true })
  }
}
