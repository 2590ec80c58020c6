import type { Hex } from 'viem'
import type { Challenge, Contribution } from '../kinds/types.ts'
import { chain, entriesOfChunk, entriesOfPage, node, noHash } from './hashes.ts'
import { leafAfter, leafOf } from './leaf.ts'

/** A state that differs from that of another entry by one more challenge. */
export type Challenged = { readonly entry: Entry; readonly challenge: Challenge }

/** What a leaf is the hash of, or the leaf itself. */
export type LeafSource = Hex | Contribution | Challenged

/** An entry of a log. It is hashed when its leaf, or a running hash behind it, is asked for. */
export class Entry {
  /** Whether its state has changed, or its contribution is closed. */
  touched = false
  readonly #previous: Entry | undefined
  #source: LeafSource
  #running: Hex | undefined

  constructor(previous: Entry | undefined, source: LeafSource, running?: Hex) {
    this.#previous = previous
    this.#source = source
    this.#running = running
  }

  get leaf(): Hex {
    if (typeof this.#source !== 'string') this.#source = hashOf(this.#source)
    return this.#source
  }

  /** Takes for the running hash after this entry what somebody knows to be it. */
  noteRunning(running: Hex): void {
    this.#running ??= running
  }

  /** The running hash after this entry. */
  get running(): Hex {
    const pending: Entry[] = []
    let known: Entry = this
    while (known.#running === undefined) {
      pending.push(known)
      known = known.#previous!
    }
    let hash = known.#running
    for (const entry of pending.reverse()) {
      hash = chain(hash, entry.leaf)
      entry.#running = hash
    }
    return hash
  }
}

function hashOf(source: Contribution | Challenged): Hex {
  return 'challenge' in source ? leafAfter(source.entry.leaf, source.challenge) : leafOf(source)
}

/** A running hash that was pinned: of how many entries, and when (seconds since 1970). */
export type Pin = { readonly entries: number; readonly time: number }

/**
 * The log of a model's entries, or a part of it from some position on. Nothing is hashed before it is asked for, and
 * nothing twice.
 *
 * @example
 * const log = new EntryLog()
 * log.append(contribution)
 * const { running } = log
 */
export class EntryLog {
  /** Whether its entries can be asked for. */
  readonly isKept: boolean = true
  /** The position of the first entry that it has. */
  readonly first: number
  /** When the last contribution was made, in seconds since 1970; 0 when there is none. */
  time = 0
  pin: Pin | undefined
  readonly #origin: Entry
  readonly #entries: Entry[] = []

  /** @param start Where a part begins: its first position, and the running hash before that. */
  constructor({ first = 0, before = noHash }: { first?: number; before?: Hex } = {}) {
    this.first = first
    this.#origin = new Entry(undefined, noHash, before)
  }

  /** How many entries the log has, which is also the position of the next one. */
  get entries(): number {
    return this.first + this.#entries.length
  }

  /** The running hash: chained over all entries. */
  get running(): Hex {
    return this.last.running
  }

  /** The last entry; of an empty log what stands for those before it. */
  get last(): Entry {
    return this.#entries.at(-1) ?? this.#origin
  }

  append(source: LeafSource): Entry {
    const entry = new Entry(this.last, source)
    this.#entries.push(entry)
    return entry
  }

  /** Drops the entries from position `entries` on. */
  truncate(entries: number): void {
    this.#entries.length = entries - this.first
  }

  /** @throws RangeError when this part of the log has no entry at that position */
  at(position: number): Entry {
    const found = this.#entries[position - this.first]
    if (!found) throw new RangeError(`there is no entry at position ${position}`)
    return found
  }

  /** The running hash before the entry at `position`, which may be the next one. */
  before(position: number): Hex {
    return position === this.first ? this.#origin.running : this.at(position - 1).running
  }

  /** The Merkle tree number `number` of 2^`height` chunks; all of its entries must be there. */
  tree(height: number, number: number): Hex {
    if (height === 0) return this.before((number + 1) * entriesOfChunk)
    return node(this.tree(height - 1, 2 * number), this.tree(height - 1, 2 * number + 1))
  }

  /** The Merkle root of a page, {@link noHash} while it is not complete. */
  root(page: number): Hex {
    return (page + 1) * entriesOfPage <= this.entries ? this.tree(3, page) : noHash
  }

  /** A bit for each touched entry of a page. */
  touchedOf(page: number): bigint {
    const start = page * entriesOfPage
    const end = Math.min(start + entriesOfPage, this.entries)
    let bits = 0n
    for (let position = start; position < end; position++) {
      if (this.at(position).touched) bits |= 1n << BigInt(position - start)
    }
    return bits
  }

  /** The last left tree of 2^`height` chunks; {@link noHash} before there is one. */
  peak(height: number): Hex {
    const number = peakNumber(this.entries, height)
    return number === undefined ? noHash : this.tree(height, number)
  }
}

/** The number of the last left tree of 2^`height` chunks in a log of so many entries. */
export function peakNumber(entries: number, height: number): number | undefined {
  const trees = Math.floor(entries / entriesOfChunk) >>> height
  return trees === 0 ? undefined : trees - 1 - ((trees - 1) % 2)
}
