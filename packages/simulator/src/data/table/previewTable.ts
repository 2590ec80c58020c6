import { parseNumber } from '@cotrain/sdk/data'
import { readRows } from './readTable.ts'
import { type Suggestion, suggestColumns } from './suggestColumns.ts'
import { type Problem, TableError } from './TableError.ts'

/** How a table is written, as far as somebody says so. */
export type PreviewOptions = Parameters<typeof readRows>[1]

/** What stands in a column. */
export type ColumnPreview = {
  name: string
  /** Whether all of its cells that are not empty are numbers. */
  numbers: boolean
  /** Different cells, {@link mostDistinct} at most. */
  distinct: number
  /** Words in a cell, on the mean. */
  words: number
  /** Whether it counts the rows: whole numbers, each larger than the one before. */
  counts: boolean
  empty: number
}

/** A table before anybody has said what is in its columns. */
export type TablePreview = {
  delimiter: string
  header: boolean
  columns: ColumnPreview[]
  /** Its first rows, without the names of the columns. */
  rows: string[][]
  /** How many samples it has. */
  count: number
  /** Rows that have another number of cells than the first. */
  uneven: Problem[]
  suggestion: Suggestion
}

/** So many different cells of a column are counted. */
export const mostDistinct = 1_000
/** So many rows are shown. */
const shownRows = 8

/**
 * Reads a table of which nobody has said yet which column is which: what is in its columns, its first rows, and which
 * column is likely to be the label, the text, or one of the numbers.
 *
 * @throws TableError if it is empty, has one column only, or its quotes are wrong; TextEncodingError.
 */
export function previewTable(bytes: Uint8Array, options: PreviewOptions): TablePreview {
  const { rows: all, delimiter } = readRows(bytes, options)
  const [first] = all
  if (first === undefined) {
    throw new TableError(`${options.name} is empty.`, ['Give it a line of names, and samples.'])
  }
  const header = options.header ?? looksLikeHeader(all.map(({ cells }) => cells))
  const data = header ? all.slice(1) : all
  if (data.length === 0) {
    throw new TableError(`${options.name} has no samples.`, ['It has the names of columns only.'])
  }
  const columns = first.cells.map((cell, i) =>
    previewColumn(
      header && cell.trim() !== '' ? cell.trim() : `column ${i}`,
      data.map(({ cells }) => cells[i] ?? ''),
    ),
  )
  return {
    delimiter,
    header,
    columns,
    rows: data.slice(0, shownRows).map(({ cells }) => cells),
    count: data.length,
    uneven: data
      .filter(({ cells }) => cells.length !== first.cells.length)
      .map(({ line, cells }) => ({ line, problem: `has ${cells.length} cells, not ${first.cells.length}` })),
    suggestion: suggestColumns(columns, data.length),
  }
}

function previewColumn(name: string, cells: readonly string[]): ColumnPreview {
  const distinct = new Set<string>()
  let [empty, words, numbers, counts, last] = [0, 0, true, true, Number.NEGATIVE_INFINITY]
  for (const cell of cells) {
    const text = cell.trim()
    if (text === '') {
      empty++
      continue
    }
    if (distinct.size < mostDistinct) distinct.add(text)
    words += wordsIn(text)
    const number = numbers ? parseNumber(text) : undefined
    numbers &&= number !== undefined
    counts &&= number !== undefined && Number.isInteger(number) && number > last
    last = number ?? last
  }
  const filled = cells.length - empty
  return {
    name,
    numbers: numbers && filled > 0,
    distinct: distinct.size,
    words: filled === 0 ? 0 : words / filled,
    counts: counts && numbers && filled > 1,
    empty,
  }
}

function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

/** So many rows tell whether the first one has names. */
const compared = 1_000
/** Names are not longer. */
const longestName = 60

/**
 * Whether the first row has the names of the columns: they are short, differ, are no numbers, and none of them stands
 * below itself.
 */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...others] = rows.slice(0, compared)
  const names = first.map(cell => cell.trim())
  if (new Set(names).size < names.length) return false
  return names.every((name, i) => {
    if (name.length > longestName || parseNumber(name) !== undefined) return false
    return name === '' ? i === 0 : others.every(cells => cells[i]?.trim() !== name)
  })
}
