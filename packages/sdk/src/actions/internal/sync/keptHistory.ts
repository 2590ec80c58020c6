import type { ModelReference } from '../../../kinds/modelId.ts'
import { restoreInTurns } from '../../../snapshot/restore.ts'
import type { CotrainStorage } from '../../../storage/CotrainStorage.ts'
import { TwinReplayError } from '../../../twin/index.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { CotrainClient } from '../client.ts'
import { chainIdOf, forget, keep, recall } from '../kept.ts'

/**
 * Milliseconds between two writes of a model that is watched, and for each of its events, whose writing takes time: what
 * is missing is read again in no time.
 */
const pause = 5_000
const pauseOfEvent = 2
/** A history without news is kept again after so many blocks, so that these are not looked through again. */
const manyBlocks = 256n

/** What was kept last, by storage and twin. */
const kept = new WeakMap<
  CotrainStorage,
  WeakMap<object, { events: number; blockNumber: bigint; at: number }>
>()

/** The model as it was kept, which may be of a chain that is no more; undefined when nothing was, or it is of no use. */
export async function recallHistory(
  client: CotrainClient,
  storage: CotrainStorage,
  model: ModelReference,
): Promise<SyncedModel | undefined> {
  const snapshot = await recall(client, storage, model, 'history')
  if (!snapshot) return undefined
  try {
    if (snapshot.model.classifier !== model.classifier) throw new TypeError('it is of another classifier')
    const synced = await restoreInTurns(snapshot, { knownHashes: true })
    note(storage, synced, 0)
    return synced
  } catch (error) {
    if (!(error instanceof TwinReplayError || error instanceof TypeError)) throw error
    await forget(client, storage, model, 'history')
    return undefined
  }
}

/** Keeps the model, unless that would be what is kept already, or was done a moment ago. */
export async function keepHistory(
  client: CotrainClient,
  storage: CotrainStorage,
  synced: SyncedModel,
): Promise<void> {
  const last = kept.get(storage)?.get(synced.twin)
  const now = Date.now()
  if (last) {
    const isNew = synced.events.length !== last.events || synced.blockNumber - last.blockNumber > manyBlocks
    if (!isNew || now - last.at < pause + pauseOfEvent * synced.events.length) return
  }
  note(storage, synced, now)
  await keep(storage, 'history', { ...synced, chainId: await chainIdOf(client) })
}

function note(storage: CotrainStorage, { twin, events, blockNumber }: SyncedModel, at: number): void {
  const twins = kept.get(storage) ?? new WeakMap()
  kept.set(storage, twins)
  twins.set(twin, { events: events.length, blockNumber, at })
}
