import type { TrainerEvent } from '../actions/internal/getEvents.ts'
import { addHistory } from '../actions/internal/history.ts'
import type { SyncedModel } from '../actions/syncModel.ts'
import { createTwin, type ReplayableEvent, type Twin } from '../twin/index.ts'
import { type Snapshot, writeSnapshot } from './snapshot.ts'

/** Has a twin live through events. @throws TwinReplayError */
export function replay(
  twin: Twin,
  events: readonly TrainerEvent[],
  options?: Parameters<Twin['applyEvent']>[1],
): void {
  for (const event of events) {
    twin.applyEvent({ ...event, blockTimestamp: event.time } as ReplayableEvent, options)
  }
}

/**
 * The model that a snapshot is of, with a twin that has lived through its events. With `knownHashes` those of the log are
 * taken as the events tell them, which only one's own events deserve.
 *
 * @throws TwinReplayError when the events do not follow from one another
 */
export function restoreModel(
  { model, events, blocks, time }: Snapshot,
  options: { knownHashes: boolean },
): SyncedModel {
  const twin = createTwin({ ...model, only: model.modelId, address: model.trainer })
  replay(twin, events, options)
  const { number: blockNumber, hash: blockHash } = blocks.at(-1)!
  return { model, twin, events, contributions: addHistory([], events), blockNumber, blockHash, time, blocks }
}

/**
 * A model as it was synced, in bytes from which `decodeSnapshot` and `syncModel({ from })` go on: for a file, or a host.
 * It has all of the model's events, with its encoder and the names of its classes.
 *
 * @example
 * const bytes = encodeSnapshot(await syncModel(client, { model }), { chainId: client.chain.id })
 */
export function encodeSnapshot(synced: SyncedModel, { chainId }: { chainId: number }): Uint8Array {
  return writeSnapshot({ ...synced, chainId })
}
