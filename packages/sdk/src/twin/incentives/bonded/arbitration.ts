import { type Address, encodeAbiParameters, type Hex } from 'viem'
import type { Challenge, Contribution } from '../../../kinds/types.ts'
import { keccak192, noHash } from '../../../record/hashes.ts'
import { leafWith } from '../../../record/leaf.ts'
import { recordAt, touch } from '../../DataHandler.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Context } from '../../types/Call.ts'
import { last, payouts, stakedOn, stakesOf } from '../../types/Challenge.ts'
import { burn, challengedRecord, checkNotFinal, checkTime, drop, settle } from './assertions.ts'
import type { BondedModel, BondedTrainer, Dispute } from './BondedState.ts'

/** What a court says when it is asked: its fee in wei, and the dispute's number. The twin does not know courts. */
export type CourtAnswer = { readonly fee: bigint; readonly disputeId: bigint }

/** What `disputeOf` returns. */
export type DisputeView = [subject: Hex, until: bigint, ruled: boolean, ruling: bigint]

/** The entry's hash that a dispute is kept under: of the model and its leaf. */
function subjectOf(modelId: bigint, leaf: Hex): Hex {
  return keccak192(encodeAbiParameters([{ type: 'uint256' }, { type: 'bytes24' }], [modelId, leaf]))
}

/** A dispute, and the model that it is of. */
function find(
  trainer: BondedTrainer,
  arbiter: Address,
  disputeId: bigint,
): { model: BondedModel; dispute: Dispute } | undefined {
  for (const model of trainer.models()) {
    const dispute = model.incentive.options.arbiter === arbiter && model.incentive.disputeOf(disputeId)
    if (dispute) return { model, dispute }
  }
  return undefined
}

/** What the arbiter was asked and has ruled; zeros for a dispute that is not there, or is concluded. */
export function disputeOf(trainer: BondedTrainer, arbiter: Address, disputeId: bigint): DisputeView {
  const found = find(trainer, trainer.account(arbiter), disputeId)?.dispute
  if (!found) return [noHash, 0n, false, 0n]
  return [found.subject, BigInt(found.until), found.ruling !== undefined, BigInt(found.ruling ?? 0)]
}

/**
 * Calls the arbiter, within the challenge time of the last challenge. What is sent beyond the fee comes back.
 * @param answer What the court answers; a referee is asked nothing.
 * @returns The dispute's number.
 * @throws TwinError UnknownModel, ModelIncomplete, NoArbiter, NotContested, TooLate, EndsBefore, ProofMismatch,
 * AlreadyTouched, FeeTooSmall, DisputeExists
 */
export function dispute(
  trainer: BondedTrainer,
  { sender: account, time, value }: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
  challenges: readonly Challenge[],
  answer?: CourtAnswer,
): bigint {
  const model = usable(trainer, modelId)
  const { arbiter, challengeTime, court, maxChallenges, rulingTime } = model.incentive.options
  if (!model.incentive.hasArbiter) revert('NoArbiter', modelId)
  if (challenges.length !== maxChallenges) {
    revert('NotContested', BigInt(challenges.length), BigInt(maxChallenges))
  }
  checkNotFinal(last(contribution, challenges).time + challengeTime, time)
  challengedRecord(model, { index, contribution, challenges })

  if (court && !answer) throw new Error('what the court answers must be given')
  const fee = court ? answer!.fee : 0n
  if (value < fee) revert('FeeTooSmall', fee, value)
  const subject = subjectOf(modelId, leafWith(contribution, challenges))
  const disputeId = court ? answer!.disputeId : BigInt(subject)
  if (find(trainer, arbiter, disputeId)) revert('DisputeExists', arbiter, disputeId)
  settleDispute(trainer, model, Number(index), { account, fee, disputeId, until: time + rulingTime })
  trainer.ledger.pay(account, value - fee)
  return disputeId
}

/** The effects of a dispute that has passed all checks, but for what its caller pays. */
export function settleDispute(
  trainer: BondedTrainer,
  model: BondedModel,
  index: number,
  asked: Pick<Dispute, 'account' | 'fee' | 'disputeId' | 'until'>,
): void {
  const { incentive, id: modelId } = model
  const { state, position } = recordAt(model, BigInt(index))
  const subject = subjectOf(modelId, leafWith(state, incentive.challengesOf(index)))
  const labels = model.classifier.classes
  touch(trainer, model, position)
  incentive.setDispute(index, Object.freeze({ ...asked, index, subject, labels, ruling: undefined }))
  const { account, disputeId, fee } = asked
  const until = BigInt(asked.until)
  trainer.emit('Disputed', { modelId, index: BigInt(index), account, disputeId, fee, until })
  trainer.ledger.pay(incentive.options.arbiter, fee)
}

/**
 * The caller, an arbiter, rules.
 * @param ruling 0 to refuse, or a label plus 1.
 * @throws TwinError UnknownDispute, AlreadyRuled, TooLate, RulingOutOfRange
 */
export function rule(
  trainer: BondedTrainer,
  { sender, time }: Context,
  disputeId: bigint,
  ruling: bigint,
): void {
  const found = find(trainer, sender, disputeId) ?? revert('UnknownDispute', sender, disputeId)
  const { until, labels, ruling: before } = found.dispute
  if (before !== undefined) revert('AlreadyRuled', disputeId, BigInt(before))
  checkNotFinal(until, time)
  if (ruling > BigInt(labels)) revert('RulingOutOfRange', ruling, BigInt(labels))
  settleRuling(trainer, sender, disputeId, ruling)
}

/** The effects of a ruling that has passed all checks. */
export function settleRuling(
  trainer: BondedTrainer,
  arbiter: Address,
  disputeId: bigint,
  ruling: bigint,
): void {
  const { model, dispute } = find(trainer, arbiter, disputeId) ?? revert('UnknownDispute', arbiter, disputeId)
  model.incentive.setDispute(dispute.index, Object.freeze({ ...dispute, ruling: Number(ruling) }))
  trainer.emit('Ruling', { arbiter, disputeId, ruling })
}

/**
 * Closes a contribution as the arbiter has ruled. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, UnknownDispute, OtherDispute, TooEarly
 */
export function conclude(
  trainer: BondedTrainer,
  { time }: Context,
  modelId: bigint,
  contribution: Contribution,
  challenges: readonly Challenge[],
  disputeId: bigint,
): void {
  const model = usable(trainer, modelId)
  const { arbiter } = model.incentive.options
  const found = find(trainer, arbiter, disputeId) ?? revert('UnknownDispute', arbiter, disputeId)
  const { subject, ruling, until, index } = found.dispute
  if (subject !== subjectOf(modelId, leafWith(contribution, challenges))) revert('OtherDispute', disputeId)
  if (ruling === undefined) checkTime(until, time)
  const label = (ruling ?? 0) - 1
  if (label < 0 || stakedOn(contribution, challenges, label) === 0n) drop(trainer, model, index)
  else settleRuled(trainer, model, index, label)
}

/** Closes a disputed contribution with the label that the arbiter found. */
export function settleRuled(trainer: BondedTrainer, model: BondedModel, index: number, label: number): void {
  const { incentive, owner } = model
  const { arbiter, court } = incentive.options
  const { account, fee } = incentive.disputeAbout(index)!
  const { state } = recordAt(model, BigInt(index))
  const challenges = incentive.challengesOf(index)
  const { amounts: shares, repaid } = payouts(state, challenges, { label, cost: fee })
  const stakes = stakesOf(state, challenges)
  const isBurnt = !court || arbiter === owner
  const amounts = shares.map((share, i) => (isBurnt && share > stakes[i]! ? stakes[i]! : share))
  settle(trainer, model, index, { label, amounts: [...amounts, repaid] })
  burn(
    trainer,
    shares.reduce((sum, share, i) => sum + share - amounts[i]!, 0n),
  )
  trainer.ledger.pay(account, repaid)
}
