import { CotrainError } from './base.ts'

/** Bytes that are no snapshot of a model, or only begin like one. */
export class SnapshotMalformedError extends CotrainError {
  override name = 'SnapshotMalformedError'
  readonly reason: string

  constructor({ reason, cause }: { reason: string; cause?: unknown }) {
    super(`This is no snapshot of a model: ${reason}.`, {
      cause,
      metaMessages: ['Get the file again, or make one from the chain: cotrain snapshot MODEL --out FILE'],
    })
    this.reason = reason
  }
}

/** A snapshot that says something else of a model than its contract does. */
export class SnapshotMismatchError extends CotrainError {
  override name = 'SnapshotMismatchError'
  readonly reason: string

  constructor({ reason, cause }: { reason: string; cause?: unknown }) {
    super(`The snapshot is not the model on this chain: ${reason}.`, {
      cause,
      metaMessages: [
        'Nothing of it was used. It is of another chain, or somebody has changed it: read the chain itself, or get another one.',
      ],
    })
    this.reason = reason
  }
}

/** The node does not keep the state that a snapshot is to be compared with. */
export class NodeStateMissingError extends CotrainError {
  override name = 'NodeStateMissingError'
  readonly blockNumber: bigint

  constructor({ blockNumber, cause }: { blockNumber: bigint; cause?: unknown }) {
    super(`The node does not answer calls at block ${blockNumber}, so that the snapshot cannot be checked.`, {
      cause,
      metaMessages: [
        'Nothing of the snapshot was used. Use another node, or leave the snapshot away to read the events of the chain.',
      ],
    })
    this.blockNumber = blockNumber
  }
}
