import type { Hex } from 'viem'
import { EntryLog } from '../record/EntryLog.ts'
import { entriesOfPage } from '../record/hashes.ts'
import { createCounter } from './card.ts'
import { entriesOf } from './entries.ts'
import { DatasetRowError } from './errors.ts'
import { readDatasetRow, writeDatasetRow } from './json.ts'
import type { DatasetCard, DatasetRow } from './types.ts'

/** Something that is not as the record has it. Rows are numbered from 1, as lines of `samples.jsonl`; pages from 0. */
export type DatasetProblem = { row?: number; page?: number; message: string }

/** What a row must be by another source, and what that source is called; undefined when it knows no such row. */
export type Expectation = { of: (index: number) => DatasetRow | undefined; name: string }

/** Problems that are told; of more only the number. */
const told = 100
/** Positions that are told of those that no row has. */
const toldMissing = 5

/**
 * Checks rows one by one against the card of their data set: what each says against its leaf, and all leaves against the
 * roots of the log's pages and its running hash. So what the log has (contributor, time, label, deposit, sample, and
 * changes) cannot be altered while the card is not. With `expected`, each is compared with that as well.
 */
export class DatasetChecker {
  readonly problems: DatasetProblem[] = []
  /** Of all problems, those included that are not told. */
  count = 0
  readonly #card: DatasetCard
  readonly #expected: Expectation | undefined
  readonly #counter: ReturnType<typeof createCounter>
  readonly #entries = new Map<number, { leaf: Hex; row: number }>()
  readonly #indices: number[] = []
  #rows = 0

  constructor(card: DatasetCard, expected?: Expectation) {
    this.#card = card
    this.#expected = expected
    this.#counter = createCounter(card.model.classes.length)
  }

  /** Takes in the next line of `samples.jsonl`; gives its row, unless it is none. */
  add(line: string): DatasetRow | undefined {
    const number = ++this.#rows
    try {
      const row = readDatasetRow(line)
      this.#take(row, number)
      return row
    } catch (error) {
      if (!(error instanceof DatasetRowError)) throw error
      this.#tell({ row: number, message: `row ${number}: ${error.problem}` })
      return undefined
    }
  }

  /** Says that something is wrong elsewhere. */
  report(message: string): void {
    this.#tell({ message })
  }

  /** Checks what all rows are together. @returns The log that they are. */
  finish(): EntryLog {
    const { counts } = this.#card
    const own = this.#counter.counts()
    for (const name of Object.keys(own) as (keyof typeof own)[]) {
      if (spell(own[name]) !== spell(counts[name])) {
        this.report(`dataset.json: its counts.${name} is not what the rows say`)
      }
    }
    return this.#checkLog()
  }

  #take(row: DatasetRow, number: number): void {
    this.#counter.add(row)
    const say = (what: string) => this.#tell({ row: number, message: `row ${number}: ${what}` })
    const { classes } = this.#card.model
    if (classes[row.label] !== row.class) {
      say(`its class is not the name of label ${row.label} in dataset.json`)
    }
    const before = this.#indices.at(-1)
    if (before !== undefined && row.index <= before) {
      say(
        `contribution ${row.index} stands after contribution ${before}: rows were swapped, or one is there twice`,
      )
    }
    this.#indices.push(row.index)
    const differs = this.#compare(row)
    differs.forEach(say)
    const stated = [row, ...row.changes]
    for (const [i, { position, leaf }] of entriesOf(row).entries()) {
      if (leaf !== stated[i]!.leaf && differs.length === 0) {
        say(
          i === 0
            ? 'its leaf is not the hash of what it says: contributor, time, label, deposit, sample or the leaf was changed'
            : `the leaf of change ${i - 1} is not the hash of what it says`,
        )
      }
      this.#place(position, leaf, number, say)
    }
  }

  #place(position: number, leaf: Hex, row: number, say: (what: string) => void): void {
    const { entries } = this.#card.log
    const other = this.#entries.get(position)
    if (position >= entries) say(`position ${position} is beyond the ${entries} entries of the log`)
    else if (other) say(`position ${position} of the log is that of row ${other.row} as well`)
    else this.#entries.set(position, { leaf, row })
  }

  /** In which fields a row differs from what is expected. */
  #compare(row: DatasetRow): string[] {
    if (!this.#expected) return []
    const { name } = this.#expected
    const other = this.#expected.of(row.index)
    if (!other) return [`there is no contribution ${row.index} on ${name}`]
    if (writeDatasetRow(other) === writeDatasetRow(row)) return []
    return (Object.keys(other) as (keyof DatasetRow)[])
      .filter(field => spell(other[field]) !== spell(row[field]))
      .map(field => `its ${field} is ${shown(row[field])}, and ${shown(other[field])} on ${name}`)
  }

  #checkLog(): EntryLog {
    const { entries, running, pages } = this.#card.log
    const log = new EntryLog()
    for (let next = this.#entries.get(0); next; next = this.#entries.get(log.entries)) log.append(next.leaf)
    this.#checkPages(log)
    if (log.entries < entries) this.#tellMissing(log.entries)
    if (pages.length !== Math.floor(entries / entriesOfPage)) {
      this.report(`dataset.json: a log of ${entries} entries does not have ${pages.length} complete pages`)
    }
    if (log.entries === entries && log.running !== running && this.count === 0) {
      this.report(`the running hash of the ${entries} entries is not that of dataset.json`)
    }
    return log
  }

  /** All that stands behind a page that is wrong is wrong as well: the first is told. */
  #checkPages(log: EntryLog): void {
    const complete = Math.floor(log.entries / entriesOfPage)
    for (const [page, root] of this.#card.log.pages.slice(0, complete).entries()) {
      if (log.root(page) === root) continue
      const last = (page + 1) * entriesOfPage - 1
      const rows = [page * entriesOfPage, last].map(position => this.#entries.get(position)!.row)
      const message = `page ${page} does not match: entries ${page * entriesOfPage} to ${last} of the log, about rows ${rows.join(' to ')}`
      this.#tell({ page, message })
      return
    }
  }

  #tellMissing(first: number): void {
    const { entries } = this.#card.log
    const all = entries - this.#entries.size
    for (let position = first, left = toldMissing; left > 0 && position < entries; position++) {
      if (this.#entries.has(position)) continue
      left--
      const row = this.#indices.findLastIndex(index => index < position) + 1
      const where = row === 0 ? 'before row 1' : `after row ${row}`
      this.report(
        `position ${position} of the log is in no row: a contribution ${where}, or a change, is missing`,
      )
    }
    if (all > toldMissing) this.report(`${all} positions of the log are in no row`)
  }

  #tell(problem: DatasetProblem): void {
    this.count++
    if (this.problems.length < told) this.problems.push(problem)
  }
}

/** A value spelt so that equal ones are spelt equally. */
export function spell(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Longer values are cut where they are told. */
const longest = 60

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
