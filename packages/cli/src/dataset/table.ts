import { type DatasetCard, type DatasetRow, unpackSample } from '@cotrain/sdk'
import { stringify } from 'csv-stringify/sync'

type Column = { name: string; cell: (row: DatasetRow) => string }

/** What spreadsheets take for the beginning of a formula; and what marks a text that is none. */
const formula = /^[=+\-@\t\r'＝＋－＠]/

/**
 * A text of strangers as a cell: an apostrophe in front of what a spreadsheet would calculate, or of another apostrophe.
 * Take one away to have the text again.
 */
export function textCell(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

const number = (value: number | null) => (value === null ? '' : String(value))

/** Columns that tables of all models have. */
function commonColumns(): Column[] {
  return [
    { name: 'index', cell: ({ index }) => String(index) },
    { name: 'time', cell: ({ time }) => new Date(time * 1_000).toISOString().replace('.000', '') },
    { name: 'contributor', cell: ({ contributor }) => contributor },
    { name: 'label', cell: ({ label }) => String(label) },
    { name: 'class', cell: row => textCell(row.class) },
    { name: 'status', cell: ({ status }) => status },
    { name: 'learned', cell: ({ learned }) => number(learned) },
    { name: 'deposit', cell: ({ deposit }) => deposit },
    { name: 'surprising', cell: ({ surprising }) => String(surprising) },
    { name: 'points', cell: ({ points }) => points ?? '' },
    { name: 'bundle', cell: ({ bundle }) => number(bundle) },
    { name: 'duplicate_of', cell: ({ duplicateOf }) => number(duplicateOf) },
    { name: 'changes', cell: ({ changes }) => String(changes.length) },
    { name: 'transaction', cell: ({ transaction }) => transaction },
    { name: 'block', cell: ({ block }) => String(block) },
    { name: 'leaf', cell: ({ leaf }) => leaf },
    { name: 'sample', cell: ({ sample }) => sample },
  ]
}

/** What a sample is, in columns of its own. */
function sampleColumns({ tells, kind, names }: DatasetCard['samples']): Column[] {
  if (kind === 'dense') {
    return distinct(names ?? []).map((name, i) => ({
      name,
      cell: ({ numbers }) => String(numbers?.[i] ?? ''),
    }))
  }
  const features = { name: 'features', cell: (row: DatasetRow) => unpackSample(row.sample).join(' ') }
  if (tells !== 'words') return [features]
  return [features, { name: 'words', cell: ({ words }) => textCell(words?.join(' ') ?? '') }]
}

/** Names of columns that differ from one another. */
function distinct(names: readonly string[]): string[] {
  const used = new Set<string>()
  return names.map(name => {
    const cell = textCell(name)
    let free = cell
    for (let n = 2; used.has(free); n++) free = `${cell} (${n})`
    used.add(free)
    return free
  })
}

/**
 * How the rows of a data set are written as CSV: the first line, and a line of each row, with their ends. Numbers of a
 * sample have the names that the model gives them; a column of ours that is called so as well is `cotrain_…`.
 */
export function tableOf({ samples }: DatasetCard): { header: string; line: (row: DatasetRow) => string } {
  const own = sampleColumns(samples)
  const taken = new Set(own.map(({ name }) => name))
  const common = commonColumns().map(column => {
    let { name } = column
    while (taken.has(name)) name = `cotrain_${name}`
    return { ...column, name }
  })
  const columns = [...common, ...own]
  return {
    header: stringify([columns.map(({ name }) => name)]),
    line: row => stringify([columns.map(({ cell }) => cell(row))]),
  }
}
