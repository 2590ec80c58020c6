import { NodeStateMissingError, SnapshotMismatchError } from '../../../errors/snapshot.ts'
import { formatModelId } from '../../../kinds/formatModelId.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { restoreInTurns } from '../../../snapshot/restore.ts'
import type { Snapshot } from '../../../snapshot/snapshot.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import { chainIdOf } from '../kept.ts'
import { isMissing, mapAbreast, patiently } from '../sync/blocks.ts'
import { difference, readViews, type View } from '../sync/check.ts'
import { BrokenChainError } from '../sync/readTail.ts'
import { MismatchError, syncOnce } from '../sync/syncFrom.ts'
import { allViews, type ViewGroup } from './views.ts'
import { areWordsTrue } from './words.ts'

/** What one call may take, in gas, that nodes run without being asked for more: less than they allow by default. */
const callGas = 10_000_000
/** Views in one call, so that answers stay small. */
const maxViews = 100
/** Calls at the same time. */
const abreast = 4

export type CheckedSnapshot = {
  synced: SyncedModel
  /** Whether receipts have the metadata and the names of classes; undefined where the node has no such receipts. */
  words: boolean | undefined
}

/**
 * The model of a snapshot that anybody may have made, with the blocks since then, once all that it says is proved.
 *
 * @throws SnapshotMismatchError, NodeStateMissingError, and what the client throws
 */
export async function syncSnapshot(
  client: CotrainClient,
  { model, from, toBlock }: { model: ModelReference; from: Snapshot; toBlock?: bigint | undefined },
): Promise<CheckedSnapshot> {
  await checkSubject(client, model, from)
  const plan = { model, previous: await restored(from), toBlock, isCompared: true, fromSnapshot: true }
  const passes = (error: unknown) => isMissing(error) || error instanceof BrokenChainError
  const synced = await patiently(() => syncOnce(client, plan, 1), passes).catch((cause: unknown) => {
    throw cause instanceof MismatchError ? new SnapshotMismatchError({ reason: cause.message, cause }) : cause
  })
  await prove(client, synced)
  const words = await areWordsTrue(client, synced)
  if (words === false) {
    throw new SnapshotMismatchError({ reason: 'the names in it are not those that its transactions tell' })
  }
  return { synced, words }
}

/** Throws unless the snapshot is of that model, and of the client's chain. */
async function checkSubject(client: CotrainClient, model: ModelReference, from: Snapshot): Promise<void> {
  const chainId = await chainIdOf(client)
  if (from.chainId !== chainId) {
    throw new SnapshotMismatchError({
      reason: `it is of chain ${from.chainId}, and this is chain ${chainId}`,
    })
  }
  const same =
    from.model.trainer.toLowerCase() === model.trainer.toLowerCase() &&
    from.model.modelId === model.modelId &&
    from.model.mechanism === model.mechanism &&
    from.model.classifier === model.classifier
  if (same) return
  throw new SnapshotMismatchError({
    reason: `it is of the ${from.model.classifier} ${formatModelId(from.model)}, and not of the ${model.classifier} ${formatModelId(model)}`,
  })
}

/** The twin that has lived through the events of a stranger, with all hashes computed. */
async function restored(from: Snapshot): Promise<SyncedModel> {
  try {
    const synced = await restoreInTurns(from, { knownHashes: false })
    if (synced.twin.position() === undefined) throw new Error('it has no events')
    return synced
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'its events do not fit together'
    throw new SnapshotMismatchError({ reason, cause })
  }
}

/** Compares all that the contract lets one read of the model, at the block that it is synced to. */
async function prove(client: CotrainClient, synced: SyncedModel): Promise<void> {
  const { model, twin, blockNumber: number, blockHash: hash, time: timestamp } = synced
  await mapAbreast(
    allViews(synced).flatMap(callsOf),
    async views => {
      const reading = await readViews(client, model, { number, hash, timestamp }, views)
      if (!reading) throw new NodeStateMissingError({ blockNumber: number })
      const reason = difference(twin, model, reading)
      if (reason) throw new SnapshotMismatchError({ reason })
    },
    abreast,
  )
}

/** Cuts views into calls that nodes run. */
function callsOf({ views, gas }: ViewGroup): View[][] {
  const size = Math.max(1, Math.min(maxViews, Math.floor(callGas / gas)))
  const calls: View[][] = []
  for (let start = 0; start < views.length; start += size) calls.push(views.slice(start, start + size))
  return calls
}
