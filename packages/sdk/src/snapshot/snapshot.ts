import type { Hash } from 'viem'
import { getAddress } from 'viem'
import type { TrainerEvent } from '../actions/internal/getEvents.ts'
import type { BlockReference } from '../actions/internal/sync/blocks.ts'
import { SnapshotMalformedError } from '../errors/snapshot.ts'
import { classifierNames } from '../kinds/classifiers.ts'
import { mechanismNames } from '../kinds/mechanisms.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { checksumBytes, checksumOf } from './checksum.ts'
import { readEvents, writeEvents } from './events.ts'

/**
 * What is known of a model up to a block: its events, of which a twin makes all the rest. Of what was read from bytes
 * only the form is certain.
 */
export type Snapshot = {
  chainId: number
  model: ModelReference
  /** Oldest first. */
  events: readonly TrainerEvent[]
  /** The last blocks that were seen, oldest first; the last of them is where the events end. */
  blocks: readonly BlockReference[]
  /** When that block was made, in seconds since 1970. */
  time: bigint
}

/** How snapshots begin: what they are, and the version of their form. */
const mark = Uint8Array.from('cotrain snapshot\n', character => character.charCodeAt(0))
const version = 1

/** The most blocks that a snapshot names. */
const maxBlocks = 1_024
const hashBytes = 32
const addressBytes = 20
const idBits = 256
const numberBits = 48
const timeBits = 64

/** A snapshot in bytes: little more than its samples take on the chain, and 60 to 100 bytes for each event. */
export function writeSnapshot({ chainId, model, events, blocks, time }: Snapshot): Uint8Array {
  const to = new ByteWriter()
  to.raw(mark)
  to.byte(version)
  to.integer(chainId)
  to.text(model.mechanism)
  to.text(model.classifier)
  to.hex(model.trainer)
  to.integer(model.modelId)
  to.integer(time)
  to.count(blocks.length)
  let block = 0n
  for (const { number, hash } of blocks) {
    to.count(Number(number - block))
    to.hex(hash)
    block = number
  }
  writeEvents(to, model.mechanism, events)
  to.raw(checksumOf(to.written()))
  return to.written().slice()
}

/**
 * Reads a snapshot that anybody may have made: it is understood as a whole, or refused. What it says is not checked;
 * `checkSnapshot` and `syncModel` do that.
 *
 * @throws SnapshotMalformedError
 */
export function decodeSnapshot(bytes: Uint8Array): Snapshot {
  const body = bytes.subarray(0, Math.max(0, bytes.length - checksumBytes))
  const from = new ByteReader(body)
  if (from.left <= mark.length || from.raw(mark.length).some((byte, i) => byte !== mark[i])) {
    throw new SnapshotMalformedError({ reason: 'it does not begin like one' })
  }
  const found = from.byte()
  if (found !== version) {
    throw new SnapshotMalformedError({
      reason: `it is of version ${found}, and this program reads ${version}`,
    })
  }
  const sum = bytes.subarray(body.length)
  if (checksumOf(body).some((byte, i) => byte !== sum[i])) {
    throw new SnapshotMalformedError({ reason: 'it is damaged: its checksum is another one' })
  }
  const snapshot = readBody(from)
  if (from.left > 0) throw new SnapshotMalformedError({ reason: 'something stands behind its end' })
  return snapshot
}

function readBody(from: ByteReader): Snapshot {
  const chainId = from.number(numberBits)
  const mechanism = oneOf(mechanismNames, from.text())
  const classifier = oneOf(classifierNames, from.text())
  const trainer = getAddress(from.hex(addressBytes))
  const modelId = from.bigint(idBits)
  const time = from.bigint(timeBits)
  const blocks = readBlocks(from)
  const events = readEvents(from, mechanism)
  const [end, last] = [blocks.at(-1), events.at(-1)]
  if (!end) throw new SnapshotMalformedError({ reason: 'it names no block' })
  if (last && last.blockNumber > end.number) {
    throw new SnapshotMalformedError({ reason: 'its events go on after its last block' })
  }
  return { chainId, model: { mechanism, classifier, trainer, modelId }, events, blocks, time }
}

function readBlocks(from: ByteReader): BlockReference[] {
  const count = from.count()
  if (count > maxBlocks) throw new SnapshotMalformedError({ reason: 'it names too many blocks' })
  const blocks: BlockReference[] = []
  let number = 0n
  for (let i = 0; i < count; i++) {
    const step = from.count()
    if (step === 0 && i > 0) throw new SnapshotMalformedError({ reason: 'it names a block twice' })
    number += BigInt(step)
    blocks.push({ number, hash: from.hex(hashBytes) as Hash })
  }
  return blocks
}

function oneOf<name extends string>(names: readonly name[], text: string): name {
  const found = names.find(name => name === text)
  if (found === undefined) {
    throw new SnapshotMalformedError({ reason: 'this program does not know its mechanism or its classifier' })
  }
  return found
}
