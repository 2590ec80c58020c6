import { type Hex, size, slice, toHex } from 'viem'
import { type EntryLog, peakNumber } from './EntryLog.ts'
import { chain, entriesOfChunk, entriesOfPage, node } from './hashes.ts'

/**
 * What a proof ends at: one of the peaks, by its height; the root of a page; the running hash as it is now; or the
 * pinned one.
 */
export type ProofEnd = 'peak 0' | 'peak 1' | 'peak 2' | 'page' | 'running' | 'pin'

/** By their numbers in the contract; up to the page's the number is the height of the tree, and the length of the path. */
const ends: readonly ProofEnd[] = ['peak 0', 'peak 1', 'peak 2', 'page', 'running', 'pin']
const page = 3
const running = 4
const pinned = 5
const highestPeak = 2
const headerBytes = 29
const hashBytes = 24

/** How long a pin stands at least, in seconds. */
export const pinTime = 600

/** Entries one after another that a proof is to be of, and what it is to end at. */
export type ProofParameters = {
  /** That of the first entry in the log. */
  position: number
  /** @default 1 */
  count?: number | undefined
  /** @default what lasts longest */
  end?: ProofEnd | undefined
}

/** How long a log is, and its pin. */
type Shape = Pick<EntryLog, 'entries' | 'pin'>

/**
 * The end that stays right longest: the root of a complete page, which nothing changes; the highest peak that has the
 * chunk of the last entry; the pin, if it is behind that entry; the running hash, which the next entry changes.
 */
export function lastingEnd({ entries, pin }: Shape, { position, count = 1 }: ProofParameters): ProofEnd {
  const next = position + count
  const chunk = Math.ceil(next / entriesOfChunk) - 1
  if (Math.ceil(next / entriesOfPage) * entriesOfPage <= entries) return ends[page]!
  if ((chunk + 1) * entriesOfChunk <= entries) {
    for (let height = highestPeak; height >= 0; height--) {
      if (peakNumber(entries, height) === Math.floor(chunk / 2 ** height)) return ends[height]!
    }
  }
  return pin && pin.entries >= next ? ends[pinned]! : ends[running]!
}

/**
 * The proof that entries stand in a log one after another. A part of the log is enough that has the pages of these
 * entries.
 *
 * @throws RangeError when the log does not have what the proof needs
 *
 * @example
 * const proof = proofOf(log, { position: 70, count: 3 })
 */
export function proofOf(log: EntryLog, parameters: ProofParameters): Hex {
  const { position, count = 1, end: name = lastingEnd(log, parameters) } = parameters
  const end = ends.indexOf(name)
  const next = position + count
  const stop = stopOf(log, end, next)
  const leaves = Array.from({ length: stop - next }, (_, i) => log.at(next + i).leaf)
  const chunk = Math.ceil(stop / entriesOfChunk) - 1
  const path = Array.from({ length: pathOf(end) }, (_, height) =>
    log.tree(height, Math.floor(chunk / 2 ** height) ^ 1),
  )
  const header = `${toHex(end, { size: 1 })}${toHex(position, { size: 4 }).slice(2)}` as const
  return `${header}${[log.before(position), ...leaves, ...path].map(hash => hash.slice(2)).join('')}`
}

/** Why the contract refuses a proof: the name of its error, with the values. */
export type ProofFault =
  | { errorName: 'ProofLength'; args: [expected: bigint, given: bigint] }
  | { errorName: 'UnknownEnd'; args: [end: bigint] }
  | { errorName: 'EndsBefore'; args: [end: bigint, stop: bigint, entries: bigint] }
  | { errorName: 'PageNotComplete'; args: [page: bigint] }
  | { errorName: 'PeakMoved'; args: [height: bigint, chunk: bigint] }
  | { errorName: 'ProofMismatch'; args: [position: bigint, expected: Hex, given: Hex] }
  | { errorName: 'AlreadyTouched'; args: [position: bigint] }

/** What the contract would say of a claim of `leaves` with this proof; undefined when it accepts it. */
export function faultIn(log: EntryLog, leaves: readonly Hex[], proof: Hex): ProofFault | undefined {
  const given = size(proof)
  if (given < headerBytes) return lengthFault(headerBytes, given)
  const end = Number(slice(proof, 0, 1))
  const position = Number(slice(proof, 1, 5))
  const next = position + leaves.length
  const fault = endFault(log, end, next)
  if (fault) return fault
  const stop = stopOf(log, end, next)
  const expected = headerBytes + hashBytes * (stop - next + pathOf(end))
  if (given !== expected) return lengthFault(expected, given)

  const hashAt = (i: number) => slice(proof, headerBytes + hashBytes * i, headerBytes + hashBytes * (i + 1))
  const following = Array.from({ length: stop - next }, (_, i) => hashAt(i))
  let hash = [...leaves, ...following].reduce(chain, slice(proof, 5, headerBytes))
  const chunk = Math.ceil(stop / entriesOfChunk) - 1
  for (let height = 0; height < pathOf(end); height++) {
    const other = hashAt(stop - next + height)
    hash = Math.floor(chunk / 2 ** height) % 2 === 0 ? node(hash, other) : node(other, hash)
  }
  return mismatch(log, { end, chunk, position, hash }) ?? touchedFault(log, position, next)
}

function lengthFault(expected: number, given: number): ProofFault {
  return { errorName: 'ProofLength', args: [BigInt(expected), BigInt(given)] }
}

/** How many nodes the path to an end has. */
function pathOf(end: number): number {
  return end > page ? 0 : end
}

/** The position behind the last leaf that a proof chains. */
function stopOf({ entries, pin }: Shape, end: number, next: number): number {
  if (end > page) return end === pinned ? (pin?.entries ?? 0) : entries
  return Math.ceil(next / entriesOfChunk) * entriesOfChunk
}

function endFault(log: Shape, end: number, next: number): ProofFault | undefined {
  if (end > pinned) return { errorName: 'UnknownEnd', args: [BigInt(end)] }
  // That a page is not complete is seen where its root is looked up.
  if (end === page) return undefined
  const entries = end === pinned ? (log.pin?.entries ?? 0) : log.entries
  const stop = stopOf(log, end, next)
  if (stop < next || stop > entries) {
    return { errorName: 'EndsBefore', args: [BigInt(end), BigInt(stop), BigInt(entries)] }
  }
  const chunk = Math.ceil(stop / entriesOfChunk) - 1
  if (end > page || peakNumber(entries, end) === Math.floor(chunk / 2 ** end)) return undefined
  return { errorName: 'PeakMoved', args: [BigInt(end), BigInt(chunk)] }
}

type Reached = { end: number; chunk: number; position: number; hash: Hex }

function mismatch(log: EntryLog, { end, chunk, position, hash }: Reached): ProofFault | undefined {
  const number = Math.floor((chunk * entriesOfChunk) / entriesOfPage)
  if (end === page && (number + 1) * entriesOfPage > log.entries) {
    return { errorName: 'PageNotComplete', args: [BigInt(number)] }
  }
  const known =
    end < page
      ? log.peak(end)
      : end === page
        ? log.root(number)
        : log.before(end === running ? log.entries : log.pin!.entries)
  if (hash === known) return undefined
  return { errorName: 'ProofMismatch', args: [BigInt(position), known, hash] }
}

function touchedFault(log: EntryLog, position: number, next: number): ProofFault | undefined {
  for (let at = position; at < next; at++) {
    if (log.at(at).touched) return { errorName: 'AlreadyTouched', args: [BigInt(at)] }
  }
  return undefined
}
