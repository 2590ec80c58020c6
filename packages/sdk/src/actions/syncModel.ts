import type { Hash } from 'viem'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelAddress, ModelReference } from '../kinds/modelId.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import type { Twin } from '../twin/index.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import type { ContributionRecord } from './internal/history.ts'
import { storageOf } from './internal/kept.ts'
import { readClassifier } from './internal/readClassifier.ts'
import { syncSnapshot } from './internal/snapshot/syncSnapshot.ts'
import type { BlockReference } from './internal/sync/blocks.ts'
import { keepHistory, recallHistory } from './internal/sync/keptHistory.ts'
import { syncFrom } from './internal/sync/syncFrom.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

/** A model's whole history up to a block, and the twin that has lived through it. */
export type SyncedModel<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  model: ModelReference<mechanism, classifier>
  /** Predicts, quotes and tries claims locally: the contract's state machine, integer for integer. */
  twin: Twin<mechanism, classifier>
  /** All events of the model, oldest first. */
  events: readonly TrainerEvent[]
  /** All contributions, oldest first. Indices have gaps where states have changed; `contributionAt` finds one. */
  contributions: readonly ContributionRecord[]
  /** The last block that is taken in. */
  blockNumber: bigint
  blockHash: Hash
  /** When that block was made, in seconds since 1970. */
  time: bigint
  /** The last blocks that were seen, oldest first: where to look for the beginning of a reorganisation. */
  blocks: readonly BlockReference[]
}

export type SyncModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  /** Its classifier is read from the chain where it is not given. */
  model: ModelAddress<mechanism> & { classifier?: classifier }
  /**
   * A result of this function, to go on from. Its twin moves on with the chain, so that only the newest result is good
   * for that; of what was before, `toBlock` makes a new twin. @default from the model's creation
   */
  previous?: SyncedModel<mechanism, classifier> | undefined
  /**
   * A snapshot to begin with instead of the chain's events, of a file of anybody: all that it says of the model is
   * compared with the contract, as `checkSnapshot` says.
   */
  from?: Snapshot | undefined
  /**
   * Where the history is kept, and gone on from the next time: checked against the chain, and read anew where it is not
   * of it. @default the client's, or nowhere
   */
  storage?: CotrainStorage | undefined
  /** The model as it was after this block, with a twin of its own. @default the newest block */
  toBlock?: bigint | undefined
}
export type SyncModelReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = SyncedModel<mechanism, classifier>

/**
 * Replays a model's events into a twin, which then predicts locally what the contract predicts, without asking the node.
 * Given a `previous` result it reads new blocks only.
 *
 * The twin is the contract at `blockHash`: the log's running hash and count of entries, what the register and the
 * mechanism say, and which entries are touched in pages with open contributions (64 at a time, in turn) are compared with
 * the contract's own state at that block; where they differ, the last 256 blocks are read again, then all, and then it
 * throws and says what differs. Behind an address whose members are up to 6 blocks apart, no event is
 * missed: blocks that some may not have are asked for by hash. It goes to the newest block that the members who answer
 * have; an answer that is behind `previous` changes nothing. After a reorganisation a new twin goes on from the last
 * block in common, if that is among the last 64 blocks, else from the creation. Nodes that keep no state of an old
 * `toBlock` leave out the comparison.
 *
 * @throws UnknownModelError, HistoryIncompleteError, BlockOutOfRangeError, LogsTooLargeError, TrainerNotDeployedError,
 * NodeUnreachableError, SnapshotMismatchError
 *
 * @example
 * const { twin } = await syncModel(client, { model })
 * const label = twin.predict(model.modelId, Uint16Array.of(1, 5, 9))
 */
export async function syncModel<
  mechanism extends MechanismName,
  classifier extends ClassifierName = ClassifierName,
>(
  client: CotrainClient,
  parameters: SyncModelParameters<mechanism, classifier>,
): Promise<SyncModelReturnType<mechanism, classifier>> {
  const { model, previous } = parameters
  const synced: unknown = await withTrainerErrors(client, model.trainer, async () => {
    const classifier =
      model.classifier ??
      previous?.model.classifier ??
      parameters.from?.model.classifier ??
      (await readClassifier(client, model))
    return syncAny(client, { ...parameters, model: { ...model, classifier } } as unknown as Resolved)
  })
  return synced as SyncedModel<mechanism, classifier>
}

/** The parameters, once it is known what the model is. */
type Resolved = SyncModelParameters & { model: ModelReference }

async function syncAny(
  client: CotrainClient,
  { model, previous, from, storage: given, toBlock }: Resolved,
): Promise<SyncedModel> {
  const storage = storageOf(client, given)
  const kept = previous || from || !storage ? undefined : await recallHistory(client, storage, model)
  if (from && !previous) {
    const checked = await syncSnapshot(client, { model, from, toBlock })
    // names that nobody vouches for are not kept
    if (storage && toBlock === undefined && checked.words) await keepHistory(client, storage, checked.synced)
    return checked.synced
  }
  const synced = await syncFrom(client, { model, previous: previous ?? kept, toBlock, isCompared: !kept })
  if (storage && toBlock === undefined) await keepHistory(client, storage, synced)
  return synced
}
