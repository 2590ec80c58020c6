import fc from 'fast-check'
import { concat, type Hex, keccak256, slice, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { EntryLog, lastingEnd, leafOf, leafWith, type ProofEnd, proofOf } from '../../src/record/index.ts'
import { faultIn } from '../../src/record/proof.ts'
import { naiveAccepts, naiveLeaf, naivePeaks, naiveRunning, naiveTree } from './naiveLog.ts'

const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytes => toHex(bytes))
const uint = (bits: bigint) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n })
const challenge = fc.record({ account: address, label: fc.nat(255), time: fc.nat(2 ** 32 - 1) })
const contribution = fc.record({
  contributor: address,
  index: uint(32n),
  label: fc.nat(255),
  surprising: fc.boolean(),
  time: fc.nat(2 ** 32 - 1),
  deposit: uint(96n),
  remaining: uint(96n),
  takers: fc.array(address, { maxLength: 3 }),
  sample: fc.uint8Array({ maxLength: 40 }).map(bytes => toHex(bytes)),
})
const ends: readonly ProofEnd[] = ['peak 0', 'peak 1', 'peak 2', 'page', 'running', 'pin']

/** So many leaves, all different. */
function leavesOf(count: number): Hex[] {
  return Array.from({ length: count }, (_, i) => slice(keccak256(toHex(i, { size: 32 })), 0, 24))
}

function logOf(leaves: readonly Hex[], first = 0): EntryLog {
  const log = new EntryLog({ first, before: naiveRunning(leaves, first) })
  for (const leaf of leaves.slice(first)) log.append(leaf)
  return log
}

test('a leaf is the hash of the words that the decision names', () => {
  fc.assert(
    fc.property(contribution, fc.array(challenge, { maxLength: 4 }), (state, challenges) => {
      expect(leafOf(state)).toBe(naiveLeaf(state))
      expect(leafWith(state, challenges)).toBe(naiveLeaf(state, challenges))
      const log = new EntryLog()
      let entry = log.append(state)
      for (const each of challenges) entry = log.append({ entry, challenge: each })
      expect(entry.leaf).toBe(naiveLeaf(state, challenges))
    }),
  )
})

describe('a log', () => {
  test.each([0, 1, 7, 8, 9, 16, 40, 63, 64, 65, 100, 128, 190])('of %i entries has these hashes', count => {
    const leaves = leavesOf(count)
    const log = logOf(leaves)
    expect(log.entries).toBe(count)
    expect(log.running).toBe(naiveRunning(leaves))
    expect([0, 1, 2].map(height => log.peak(height))).toEqual(naivePeaks(leaves))
    for (let page = 0; page < 4; page++) {
      const complete = 64 * (page + 1) <= count
      expect(log.root(page)).toBe(complete ? naiveTree(leaves, 3, 8 * page) : toHex(0, { size: 24 }))
    }
  })

  test('is as it was after entries were dropped', () => {
    const leaves = leavesOf(30)
    const log = logOf(leaves)
    const { last, running } = log
    log.append(leaves[0]!)
    expect(log.running).not.toBe(running)
    log.truncate(30)
    expect([log.running, log.last]).toEqual([running, last])
    log.append(leaves[1]!)
    expect(log.running).toBe(naiveRunning([...leaves, leaves[1]!]))
    expect(last.running).toBe(running)
  })
})

type Case = { count: number; position: number; claimed: number; pinned: number; page: boolean }
const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 200 }).chain(count =>
  fc.record({
    count: fc.constant(count),
    position: fc.nat(count - 1),
    claimed: fc.integer({ min: 1, max: 20 }),
    pinned: fc.nat(count),
    page: fc.boolean(),
  }),
)

/** The whole log, or from the page of the first entry on. */
function partOf({ count, position, pinned, page }: Case): { leaves: Hex[]; log: EntryLog } {
  const leaves = leavesOf(count)
  const log = logOf(leaves, page ? 64 * Math.floor(position / 64) : 0)
  if (pinned > log.first) log.pin = { entries: pinned, time: 1 }
  return { leaves, log }
}

test('a proof is accepted, by itself and by the simple log, of one entry or many, from a page or all', () => {
  fc.assert(
    fc.property(cases, given => {
      const { leaves, log } = partOf(given)
      const { position } = given
      const count = Math.min(given.claimed, leaves.length - position)
      const claimed = leaves.slice(position, position + count)
      const proof = proofOf(log, { position, count })
      expect(naiveAccepts(leaves, log.pin?.entries ?? 0, claimed, proof)).toBe(true)
      expect(faultIn(log, claimed, proof)).toBeUndefined()
    }),
    { numRuns: 150 },
  )
})

test('the lasting end is a complete page, else the peak that lasts longest, else a pin, else the running hash', () => {
  const end = (entries: number, position: number, pinned = 0) =>
    lastingEnd({ entries, pin: pinned === 0 ? undefined : { entries: pinned, time: 1 } }, { position })
  expect(end(64, 63)).toBe('page')
  expect(end(63, 0)).toBe('peak 2')
  expect(end(63, 35)).toBe('peak 1')
  expect(end(63, 55)).toBe('peak 0')
  expect(end(63, 56)).toBe('running')
  expect(end(63, 56, 56)).toBe('running')
  expect(end(63, 56, 57)).toBe('pin')
  expect(end(16, 8, 16)).toBe('peak 1')
  fc.assert(
    fc.property(cases, ({ count, position }) => {
      // what a proof ends at stays right for as many entries as its end promises
      const leaves = leavesOf(256)
      const before = logOf(leaves.slice(0, count))
      const proof = proofOf(before, { position })
      const lasts = { page: 256, 'peak 2': 32, 'peak 1': 16, 'peak 0': 8, pin: 0, running: 0 }
      const most = Math.min(256, count + lasts[lastingEnd(before, { position })])
      for (const entries of [count, Math.floor((count + most) / 2)]) {
        const after = logOf(leaves.slice(0, entries))
        const fault = faultIn(after, [leaves[position]!], proof)
        if (fault) expect(fault.errorName).toBe('PeakMoved')
        if (lasts[lastingEnd(before, { position })] === 256) expect(fault).toBeUndefined()
      }
    }),
    { numRuns: 40 },
  )
})

test('whatever is changed in a claim, it is accepted only where the simple log accepts it', () => {
  const forged = fc.record({
    given: cases,
    end: fc.nat(6),
    changes: fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), { maxLength: 2 }),
    tail: fc.integer({ min: -25, max: 25 }),
    moved: fc.integer({ min: -2, max: 2 }),
    other: fc.boolean(),
  })
  fc.assert(
    fc.property(forged, ({ given, end, changes, tail, moved, other }) => {
      const { leaves, log } = partOf({ ...given, page: false })
      const position = Math.max(0, Math.min(leaves.length - 1, given.position + moved))
      const honest = attempt(log, { position: given.position, end: ends[end] })
      const bytes = [...Buffer.from(honest.slice(2), 'hex')]
      for (const { at, bit } of changes) bytes[at % bytes.length]! ^= 1 << bit
      if (tail < 0) bytes.splice(tail)
      else if (tail > 20) bytes.push(...Array.from({ length: tail - 20 }, () => 0))
      const proof = toHex(Uint8Array.from(bytes))
      const claimed = [
        other ? concat([toHex(1, { size: 1 }), slice(leaves[position]!, 1)]) : leaves[position]!,
      ]
      const pinned = log.pin?.entries ?? 0
      expect(faultIn(log, claimed, proof) === undefined).toBe(naiveAccepts(leaves, pinned, claimed, proof))
    }),
    { numRuns: 300 },
  )
})

/** A proof with a given end if there is one, else with the lasting one. */
function attempt(log: EntryLog, { position, end }: { position: number; end: ProofEnd | undefined }): Hex {
  try {
    return proofOf(log, { position, end })
  } catch {
    return proofOf(log, { position })
  }
}

test('a touched entry is claimed only once', () => {
  const leaves = leavesOf(70)
  const log = logOf(leaves)
  log.at(66).touched = true
  const claim = (position: number, count: number) =>
    faultIn(log, leaves.slice(position, position + count), proofOf(log, { position, count }))
  expect(claim(66, 1)).toEqual({ errorName: 'AlreadyTouched', args: [66n] })
  expect(claim(60, 10)).toEqual({ errorName: 'AlreadyTouched', args: [66n] })
  expect(claim(60, 6)).toBeUndefined()
  expect([log.touchedOf(0), log.touchedOf(1)]).toEqual([0n, 4n])
})
