import type { TrainerEvent } from '../../src/actions/index.ts'
import { checksumBytes, checksumOf } from '../../src/snapshot/checksum.ts'
import { decodeSnapshot, type Snapshot, writeSnapshot } from '../../src/snapshot/snapshot.ts'
import { createTwin, type ReplayableEvent } from '../../src/twin/index.ts'

/** A snapshot with some of its events changed, by the way of bytes, as a stranger would hand it out. */
export function forged(
  snapshot: Snapshot,
  change: (event: TrainerEvent, index: number) => TrainerEvent | undefined,
): Snapshot {
  const events = snapshot.events.map(change).filter(event => event !== undefined)
  return decodeSnapshot(writeSnapshot({ ...snapshot, events }))
}

/** An event with other values. */
export function withArgs(event: TrainerEvent, args: object): TrainerEvent {
  return { ...event, args: { ...event.args, ...args } } as TrainerEvent
}

/** The same with all hashes of the log computed anew, as a careful forger does. */
export function rehashed(snapshot: Snapshot): Snapshot {
  const { model } = snapshot
  const twin = createTwin({ ...model, only: model.modelId, address: model.trainer })
  const events = snapshot.events.map(event => {
    const before = twin.log(model.modelId).running
    const fixed = 'before' in event.args ? withArgs(event, { before }) : event
    twin.applyEvent({ ...fixed, blockTimestamp: fixed.time } as ReplayableEvent, { knownHashes: true })
    return fixed
  })
  return { ...snapshot, events }
}

/** Bytes with a checksum that fits them, whatever they are. */
export function summed(bytes: Uint8Array): Uint8Array {
  const body = bytes.subarray(0, bytes.length - checksumBytes)
  return new Uint8Array([...body, ...checksumOf(body)])
}
