import type { TrainerEvent } from '../actions/internal/getEvents.ts'
import { addHistory } from '../actions/internal/history.ts'
import { forEachInTurns } from '../actions/internal/inTurns.ts'
import type { SyncedModel } from '../actions/syncModel.ts'
import { createTwin, type ReplayableEvent, type Twin } from '../twin/index.ts'
import { type Snapshot, writeSnapshot } from './snapshot.ts'

/** Has a twin live through events. @throws TwinReplayError */
export function replay(
  twin: Twin,
  events: readonly TrainerEvent[],
  options?: Parameters<Twin['applyEvent']>[1],
): void {
  for (const event of events) replayOne(twin, event, options)
}

/** The same with a long history, of which nobody sees the twin yet: others have a turn meanwhile. @throws TwinReplayError */
export async function replayInTurns(
  twin: Twin,
  events: readonly TrainerEvent[],
  options?: Parameters<Twin['applyEvent']>[1],
): Promise<void> {
  await forEachInTurns(events, event => replayOne(twin, event, options))
}

function replayOne(twin: Twin, event: TrainerEvent, options?: Parameters<Twin['applyEvent']>[1]): void {
  twin.applyEvent({ ...event, blockTimestamp: event.time } as ReplayableEvent, options)
}

/**
 * The model that a snapshot is of, with a twin that has lived through its events. With `knownHashes` those of the log are
 * taken as the events tell them, which only one's own events deserve.
 *
 * @throws TwinReplayError when the events do not follow from one another
 */
export function restoreModel(snapshot: Snapshot, options: { knownHashes: boolean }): SyncedModel {
  const twin = newTwin(snapshot)
  replay(twin, snapshot.events, options)
  return syncedOf(snapshot, twin)
}

/** The same, and others have a turn meanwhile. @throws TwinReplayError */
export async function restoreInTurns(
  snapshot: Snapshot,
  options: { knownHashes: boolean },
): Promise<SyncedModel> {
  const twin = newTwin(snapshot)
  await replayInTurns(twin, snapshot.events, options)
  return syncedOf(snapshot, twin)
}

function newTwin({ model }: Snapshot): Twin {
  return createTwin({ ...model, only: model.modelId, address: model.trainer })
}

function syncedOf({ model, events, blocks, time }: Snapshot, twin: Twin): SyncedModel {
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
