import { pad } from 'viem'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TrainerEvent } from '../../src/actions/index.ts'
import { encodeSnapshot } from '../../src/index.ts'
import { kinds } from '../../src/kinds/index.ts'
import { restoreModel } from '../../src/snapshot/restore.ts'
import { decodeSnapshot, type Snapshot, writeSnapshot } from '../../src/snapshot/snapshot.ts'
import type { TwinEvent } from '../../src/twin/index.ts'
import { call, untrained } from '../conformance/newModel.ts'
import { problem } from '../conformance/problem.ts'
import { subjectOf } from '../conformance/subjects.ts'
import { Dice } from '../twin/Dice.ts'
import { summed } from './forge.ts'

const kind = { mechanism: 'deposits', classifier: 'naive-bayes' } as const
let snapshot: Snapshot
let bytes: Uint8Array

beforeAll(() => {
  const twin = untrained(kind)
  const events: TwinEvent[] = []
  const { classes } = subjectOf(kind)
  for (const { label, sample } of problem(kind, classes, 20, 1)) {
    const { events: made } = twin.contribute(
      { ...call, value: twin.price(0n, call.time) },
      ...([0n, label, sample] as const),
    )
    events.push(...made.map(({ eventName, args }) => ({ eventName, args: { ...args } }) as TwinEvent))
  }
  const hash = pad('0x12', { size: 32 })
  snapshot = {
    chainId: 31_337,
    model: { ...kind, trainer: '0x4cf43e8643b948Aca4Aa45b110E64681039A2275', modelId: 0n },
    events: events.map((event, i) => {
      const time = i % 3 === 0 ? 7n : undefined
      return {
        ...event,
        blockNumber: BigInt(2 * i + 1),
        logIndex: i,
        transactionHash: hash,
        time,
      } as TrainerEvent
    }),
    blocks: [
      { number: 5n, hash },
      { number: 900n, hash: pad('0x34', { size: 32 }) },
    ],
    time: 1_700_000_000n,
  }
  bytes = writeSnapshot(snapshot)
})

const malformed = expect.objectContaining({ name: 'SnapshotMalformedError' })

describe('a snapshot in bytes', () => {
  test('is read as it was written, and is little larger than the samples', () => {
    expect(decodeSnapshot(bytes)).toEqual(snapshot)
    const samples = snapshot.events.reduce(
      (sum, { args }) => sum + ('sample' in args ? (args.sample.length - 2) / 2 : 0),
      0,
    )
    expect(bytes.length - samples).toBeLessThan(100 * snapshot.events.length + 400)
  })

  test.each(kinds)(
    'has room for every event of a $classifier under $mechanism',
    ({ mechanism, classifier }) => {
      const model = { ...snapshot.model, mechanism, classifier }
      expect(decodeSnapshot(writeSnapshot({ ...snapshot, model, events: [] }))).toMatchObject({ model })
    },
  )

  test('is refused when it ends early, or late', () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => decodeSnapshot(bytes.slice(0, length)), `${length} bytes`).toThrow(malformed)
      if (length > 30) {
        expect(() => decodeSnapshot(summed(bytes.slice(0, length))), `${length} bytes`).toThrow(malformed)
      }
    }
    expect(() => decodeSnapshot(new Uint8Array([...bytes, 0]))).toThrow(malformed)
    expect(() => decodeSnapshot(summed(new Uint8Array([...bytes, 0])))).toThrow(malformed)
  })

  test('is refused when any bit is another one', () => {
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at]! ^= 1 << (at % 8)
      expect(() => decodeSnapshot(changed), `byte ${at}`).toThrow(malformed)
    }
  })

  test('has one spelling: what is changed and understood, with a checksum that fits, is written the same', () => {
    const dice = new Dice(4)
    let understood = 0
    for (let i = 0; i < 1_500; i++) {
      const changed = bytes.slice()
      for (let n = dice.between(1, 3); n > 0; n--) changed[dice.below(changed.length)] = dice.below(256)
      const forged = summed(changed)
      let read: Snapshot
      try {
        read = decodeSnapshot(forged)
      } catch (error) {
        expect(error).toMatchObject({ name: 'SnapshotMalformedError' })
        continue
      }
      understood++
      expect(Buffer.compare(writeSnapshot(read), forged)).toBe(0)
    }
    expect(understood).toBeGreaterThan(50)
  })

  test('that says to be huge takes no memory', () => {
    const at = bytes.findIndex((_, i) => i > 40 && decoded(bytes.slice(i, i + 8)).startsWith('deposits'))
    const head = bytes.slice(0, at)
    const rest = [8, ...new TextEncoder().encode('deposits'), 11, ...new TextEncoder().encode('naive-bayes')]
    const huge = [255, 255, 255, 255, 255, 255, 127]
    for (const tail of [[...huge], [1, 1, ...Array<number>(32).fill(0), ...huge]]) {
      const body = [...head.slice(0, -1), ...rest, ...Array<number>(20).fill(1), 0, 0, ...tail]
      expect(() => decodeSnapshot(summed(Uint8Array.from([...body, ...Array<number>(8).fill(0)])))).toThrow(
        malformed,
      )
    }
  })

  test('makes a model again, with which it makes the same bytes', () => {
    expect(() => restoreModel(snapshot, { knownHashes: true })).toThrow('UnknownModel')
    const synced = {
      ...restoreModel({ ...snapshot, events: [] }, { knownHashes: true }),
      events: snapshot.events,
    }
    expect(encodeSnapshot(synced, { chainId: 31_337 })).toEqual(bytes)
  })
})

const decoded = (part: Uint8Array) => new TextDecoder().decode(part)
