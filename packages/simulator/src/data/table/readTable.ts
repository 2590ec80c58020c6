import {
  createLabelReader,
  decodeText,
  describeClasses,
  LabelError,
  type LabelReader,
  parseNumber,
  type TextEncoding,
} from '@cotrain/sdk/data'
import {
  type Column,
  type ColumnChoice,
  type Columns,
  findColumns,
  hasNamed,
  hasNumbered,
  namesIn,
} from './columns.ts'
import { parseTable, type TableRow } from './parseTable.ts'
import { sniffDelimiter } from './sniffDelimiter.ts'
import { checkProblems, type Problem, TableError } from './TableError.ts'

export type TableOptions = ColumnChoice & {
  /** What the table is called in errors; its ending tells a table with tabs. */
  name: string
  /** One character, or `tab`; looked for if it is not said. */
  delimiter?: string | undefined
  encoding?: TextEncoding | undefined
  /** Whether the first row has the names of the columns; found out if it is not said. */
  header?: boolean | undefined
  /** Whether cells may stand in double quotes, which is the default. */
  quotes?: boolean | undefined
  /** The names of a model's classes, which labels must be. */
  classes?: readonly string[] | undefined
  /** The names of the numbers that a model takes. */
  inputs?: readonly string[] | undefined
  /** How many numbers a model takes. */
  featureCount?: number | undefined
  /** What is wrong with a text or with numbers for another reason, such as that the model knows no word of it. */
  check?: ((input: string | number[]) => string | undefined) | undefined
}

/** A sample as it stands in a table. */
export type TableSample<input> = {
  line: number
  /** As it is written. */
  label: string
  /** The position of its class, of the classes that were given; else 0. */
  class: number
  input: input
}

export type Table<input> = {
  columns: Columns
  samples: TableSample<input>[]
  /** What people should know of how the table was read, a sentence each. */
  notes: string[]
}

/**
 * Reads the texts of a table and their labels.
 *
 * @throws TableError with all lines that are wrong; TextEncodingError.
 */
export function readTexts(bytes: Uint8Array, options: TableOptions & { text: Column }): Table<string> {
  return readTable(bytes, options, (cells, { inputs: [column] }) => {
    const text = cells[column!]!
    return text.trim() === '' ? { problem: 'has an empty text' } : { input: text }
  })
}

/**
 * Reads the numbers of a table and their labels.
 *
 * @throws TableError with all lines that are wrong; TextEncodingError.
 */
export function readNumbers(bytes: Uint8Array, options: TableOptions): Table<number[]> {
  return readTable(bytes, { ...options, text: undefined }, (cells, { inputs, names }) => {
    const numbers = inputs.map(column => parseNumber(cells[column]!))
    const wrong = numbers.indexOf(undefined)
    if (wrong < 0) return { input: numbers as number[] }
    const column = inputs[wrong]!
    const comma = /^\s*-?\d+,\d+\s*$/.test(cells[column]!) ? ' (numbers have a point, not a comma)' : ''
    return { problem: `has "${cells[column]}" in the column "${names[column]}", not a number${comma}` }
  })
}

type Reading<input> = { input: input } | { problem: string }

function readTable<input extends string | number[]>(
  bytes: Uint8Array,
  options: TableOptions,
  read: (cells: readonly string[], columns: Columns) => Reading<input>,
): Table<input> {
  const { name } = options
  const { rows } = readRows(bytes, options, row => hasNamed(row, options))
  const [first] = rows
  if (first === undefined)
    throw new TableError(`${name} is empty.`, ['Give it a line of names, and samples.'])
  const header = options.header ?? hasHeader(rows, options)
  const names = header ? first.cells.map(cell => cell.trim()) : first.cells.map((_, i) => `column ${i}`)
  const inputs = header ? options.inputs : undefined
  const columns = findColumns(name, names, options, { ...options, inputs })
  const data = header ? rows.slice(1) : rows
  const samples = samplesOf(name, data, columns, options, read)
  if (samples.length === 0)
    throw new TableError(`${name} has no samples.`, ['It has the names of columns only.'])
  return {
    columns,
    samples,
    notes: notesOf(columns, header && options.header === undefined && namesIn(options).length === 0, options),
  }
}

/**
 * The rows of a table, and what separates their cells.
 *
 * @param isWanted Whether a first row could be that of the table, which tells what separates its cells
 */
export function readRows(
  bytes: Uint8Array,
  options: Pick<TableOptions, 'name' | 'delimiter' | 'encoding' | 'header' | 'quotes'>,
  isWanted: (firstRow: readonly string[]) => boolean = () => true,
): { rows: TableRow[]; delimiter: string } {
  const { name, encoding, quotes = true } = options
  const text = decodeText(bytes, { name, encoding })
  const delimiter =
    options.delimiter === undefined
      ? sniffDelimiter(text, name, quotes, isWanted)
      : options.delimiter === 'tab' || options.delimiter === '\\t'
        ? '\t'
        : options.delimiter
  return { rows: parseTable(text, name, { delimiter, quotes }), delimiter }
}

/**
 * Whether the first row has names. It does if a column is asked for by one. Else it is a sample if its label is one of
 * the classes, or of another row; names if it is neither that nor all numbers.
 *
 * @throws TableError if it is not clear.
 */
function hasHeader(rows: readonly TableRow[], options: TableOptions): boolean {
  const { name, text, classes } = options
  const [first, ...others] = rows
  if (namesIn(options).length > 0) return true
  const names = first!.cells.map((_, i) => String(i))
  const { label, inputs } = findColumns(name, names, options, {})
  const own = first!.cells[label]!.trim()
  const known =
    classes === undefined ? others.some(({ cells }) => cells[label]?.trim() === own) : isClass(classes, own)
  const numbers =
    text === undefined && inputs.every(column => parseNumber(first!.cells[column] ?? '') !== undefined)
  const isNumbered = hasNumbered(first!.cells, options)
  if (!isNumbered && known && (text !== undefined || numbers)) return false
  if (!isNumbered && !known && !numbers) return true
  throw new TableError(
    `It is not clear whether the first line of ${name} is a sample or the names of columns.`,
    [`It reads: ${first!.cells.join(' | ').slice(0, 200)}`, 'Say which: --header, or --no-header.'],
  )
}

function isClass(classes: readonly string[], label: string): boolean {
  try {
    createLabelReader(classes).read(label)
    return true
  } catch {
    return false
  }
}

function samplesOf<input extends string | number[]>(
  name: string,
  rows: readonly TableRow[],
  columns: Columns,
  { classes, check }: TableOptions,
  read: (cells: readonly string[], columns: Columns) => Reading<input>,
): TableSample<input>[] {
  const labels = classes && createLabelReader(classes)
  const problems: Problem[] = []
  const samples: TableSample<input>[] = []
  for (const { line, cells } of rows) {
    const problem = (problem: string) => problems.push({ line, problem })
    if (cells.length !== columns.names.length) {
      problem(`has ${cells.length} cells, not ${columns.names.length}`)
      continue
    }
    const label = cells[columns.label]!
    const position = classOf(labels, label)
    if (typeof position === 'string') problem(position)
    const reading = read(cells, columns)
    if ('problem' in reading) problem(reading.problem)
    const more = 'input' in reading ? check?.(reading.input) : undefined
    if (more !== undefined) problem(more)
    if ('input' in reading && typeof position === 'number') {
      samples.push({ line, label, class: position, input: reading.input })
    }
  }
  const unknown = problems.some(({ problem }) => problem.startsWith('has the label'))
  checkProblems(
    name,
    problems,
    unknown && classes ? [`The model's classes: ${describeClasses(classes)}.`] : [],
  )
  return samples
}

/** The position of a label's class, or what is wrong with it. */
function classOf(labels: LabelReader | undefined, label: string): number | string {
  if (label.trim() === '') return 'has no label'
  if (labels === undefined) return 0
  try {
    return labels.read(label)
  } catch (error) {
    if (!(error instanceof LabelError)) throw error
    const what = error.candidates.length > 0 ? 'several classes' : 'no class'
    return `has the label "${error.label}", which is ${what} of the model`
  }
}

function notesOf({ names, label, inputs }: Columns, tookHeader: boolean, { text }: TableOptions): string[] {
  const unused = names.filter((_, i) => i !== label && !inputs.includes(i))
  return [
    ...(tookHeader
      ? [`The first line is taken for the names of the columns: ${names.join(', ')} (else: --no-header).`]
      : []),
    ...(text === undefined && unused.length > 0 ? [`Columns that are not used: ${unused.join(', ')}.`] : []),
  ]
}
