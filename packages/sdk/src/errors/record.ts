import { CotrainError } from './base.ts'
import { contractError } from './contractError.ts'
import { asDate, duration } from './format.ts'

const again =
  'Read the contribution again and retry: others have added entries, so that the proof must be another.'
const pinFirst =
  'While others contribute all the time, pin the log first: a proof that ends at the pin stays right.'
const malformed = 'Let an action of this SDK make the proof, or ask the twin for it.'

/** The contribution is closed, or there is no such contribution. */
export class NoOpenContributionError extends CotrainError {
  override name = 'NoOpenContributionError'
  readonly modelId: bigint
  readonly index: bigint

  /** @param contribution - `wasMade`: whether it was ever made, where that is known */
  constructor({
    modelId,
    index,
    wasMade,
    cause,
  }: { modelId: bigint; index: bigint; wasMade?: boolean; cause?: unknown }) {
    const [message, wayOut] =
      wasMade === undefined
        ? [`Contribution ${index} of model ${modelId} is not open.`, 'Read the contributions again.']
        : wasMade
          ? [
              `Contribution ${index} of model ${modelId} is closed.`,
              'What was staked on it is paid out already.',
            ]
          : [
              `Model ${modelId} has no contribution ${index}.`,
              'Contributions are numbered from 0, in their order.',
            ]
    super(message, { cause, metaMessages: [wayOut] })
    this.modelId = modelId
    this.index = index
  }
}

/** The state that was claimed is not the contribution's last one, or the contribution is closed. */
export class AlreadyTouchedError extends contractError('AlreadyTouched', ({ position }) => [
  `The contribution's state at position ${position} of the log is not its state any more.`,
  'Somebody has claimed it, taken a share of it or challenged it in the meantime. Read the claims again.',
]) {}

/** The proof leads to another hash than the chain has. */
export class ProofMismatchError extends contractError('ProofMismatch', ({ position }) => [
  `The chain's log does not have this state at position ${position}, or has gone on since the proof was made.`,
  again,
  pinFirst,
]) {}

/** A proof that ends at the running hash must have all entries up to now. */
export class ProofLengthError extends contractError('ProofLength', ({ expected, given }) => [
  `The proof has ${given} bytes and should have ${expected}.`,
  again,
  pinFirst,
]) {}

export class PeakMovedError extends contractError('PeakMoved', ({ height, chunk }) => [
  `The peak at height ${height} does not have chunk ${chunk} of the log any more.`,
  again,
]) {}

export class EndsBeforeError extends contractError('EndsBefore', ({ stop, entries }) => [
  `The proof ends at position ${stop}, which is not behind its entries in a log of ${entries}.`,
  'There is no such entry yet, or the node is behind. Read the contribution again and retry.',
]) {}

export class PageNotCompleteError extends contractError('PageNotComplete', ({ page }) => [
  `Page ${page} of the log is not complete, so that no proof can end at its root yet.`,
  again,
]) {}

export class UnknownEndError extends contractError('UnknownEnd', ({ end }) => [
  `A proof cannot end at ${end}: the ends are 0 to 5.`,
  malformed,
]) {}

/** Only one running hash is pinned at a time. */
export class PinStandsError extends contractError('PinStands', ({ until, time }) => [
  `Another pin stands for ${duration(until - time)} more.`,
  `Use it for entries before it, or pin again at ${asDate(until)}.`,
]) {}

export class NothingToPinError extends contractError('NothingToPin', () => [
  'The log has no entries, so that there is nothing to pin.',
  'Pin once somebody has contributed.',
]) {}

/** Whether a proof was refused that may only be out of date. */
export function isStaleProof(error: unknown): boolean {
  return (
    error instanceof ProofMismatchError ||
    error instanceof ProofLengthError ||
    error instanceof PeakMovedError ||
    error instanceof EndsBeforeError ||
    error instanceof PageNotCompleteError
  )
}
