import type { Address } from 'viem'
import { CotrainError } from './base.ts'
import { contractError } from './contractError.ts'
import { inEther } from './format.ts'

/** Nobody decides in this model. */
export class NoArbiterError extends contractError('NoArbiter', ({ modelId }) => [
  `Model ${modelId} has no arbiter.`,
  'A contribution that was challenged as often as it may be is dropped there: settle it once its time has passed.',
]) {}

/** The arbiter is called when there can be no further challenge. */
export class NotContestedError extends contractError('NotContested', ({ challenges, required }) => [
  `The contribution has ${challenges} challenges; the arbiter is called after ${required}.`,
  'Challenge it with the right label, or settle it once its last label is final.',
]) {}

/** The value sent does not cover the court's fee. */
export class FeeTooSmallError extends contractError('FeeTooSmall', ({ required, available }) => [
  `The court's fee is ${inEther(required)}; ${inEther(available)} was sent.`,
  'Send that much; what is more comes back.',
]) {}

/** The court gave the number of another dispute. */
export class DisputeExistsError extends contractError('DisputeExists', ({ arbiter, disputeId }) => [
  `Arbiter ${arbiter} gave the number ${disputeId}, which another dispute has.`,
  'A court that does this cannot be called. Settle the contribution once its time has passed: that drops it.',
]) {}

export class UnknownDisputeError extends contractError('UnknownDispute', ({ arbiter, disputeId }) => [
  `Arbiter ${arbiter} has no dispute ${disputeId}, or it is concluded.`,
  'The list of challenges tells the number of each dispute, and only its arbiter can rule.',
]) {}

/** The dispute is about another contribution, or another state of it. */
export class OtherDisputeError extends contractError('OtherDispute', ({ disputeId }) => [
  `Dispute ${disputeId} is about another contribution.`,
  'Read the list of challenges again: it has the number of the dispute about each contribution.',
]) {}

export class AlreadyRuledError extends contractError('AlreadyRuled', ({ disputeId, ruling }) => [
  `The arbiter has ruled in dispute ${disputeId} already: ${ruling === 0n ? 'it refused' : `class ${ruling - 1n}`}.`,
  'A ruling stays. Settle the contribution: that closes it as the arbiter has ruled.',
]) {}

export class RulingOutOfRangeError extends contractError('RulingOutOfRange', ({ ruling, max }) => [
  `There is no ruling ${ruling}: the highest is ${max}.`,
  'Rule 0 to refuse, or the number of the right class plus 1.',
]) {}

/** Where the arbiter of a model should be a court, there is nothing that answers as one. */
export class CourtSilentError extends CotrainError {
  override name = 'CourtSilentError'
  readonly arbiter: Address

  constructor({ arbiter, cause }: { arbiter: Address; cause?: unknown }) {
    super(`${arbiter} does not tell what its arbitration costs, as a court does (ERC-792).`, {
      cause,
      metaMessages: [
        'Check the address, the chain, and what the court wants to know; or name a referee, who is not asked.',
      ],
    })
    this.arbiter = arbiter
  }
}

/** A court whose fee the losing stakes would not repay. */
export class ArbiterTooDearError extends CotrainError {
  override name = 'ArbiterTooDearError'
  /** In wei. */
  readonly fee: bigint
  /** What losing stakes cover at least where somebody takes the trouble, in wei. */
  readonly covered: bigint

  constructor({ fee, covered }: { fee: bigint; covered: bigint }) {
    super(
      `The court takes ${inEther(fee)}, and the stakes of a dispute may repay ${inEther(covered)} only.`,
      {
        metaMessages: [
          'Choose a larger deposit, more challenges, or a cheaper court: else nobody will call it.',
        ],
      },
    )
    this.fee = fee
    this.covered = covered
  }
}

/** The court's fee is above the limit that the caller set. */
export class MaxFeeExceededError extends CotrainError {
  override name = 'MaxFeeExceededError'
  /** What the court asks for, in wei. */
  readonly fee: bigint
  /** The caller's limit, in wei. */
  readonly maxFee: bigint

  constructor({ fee, maxFee }: { fee: bigint; maxFee: bigint }) {
    super(`The court takes ${inEther(fee)}, above the limit of ${inEther(maxFee)}. Nothing was sent.`, {
      metaMessages: ['Raise the limit. Losing stakes repay the fee when the court finds a label right.'],
    })
    this.fee = fee
    this.maxFee = maxFee
  }
}
