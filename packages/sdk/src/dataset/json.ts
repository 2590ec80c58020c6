import { mechanismNames } from '../kinds/mechanisms.ts'
import { DatasetCardError, DatasetRowError } from './errors.ts'
import {
  type DatasetCard,
  type DatasetChange,
  type DatasetRow,
  datasetFormat,
  datasetStatuses,
} from './types.ts'

/** A check of a value that is read, and what to say of one that fails it. */
type Check = { holds: (value: unknown) => boolean; words: string }

const whole: Check = {
  holds: value => Number.isSafeInteger(value) && (value as number) >= 0,
  words: 'a whole number',
}
const textOf = (pattern: RegExp, words: string): Check => ({
  holds: value => typeof value === 'string' && pattern.test(value),
  words,
})
const anyText: Check = { holds: value => typeof value === 'string', words: 'a text' }
const decimal = textOf(/^(0|[1-9]\d{0,77})$/, 'a whole number in quotes')
const address = textOf(/^0x[0-9a-fA-F]{40}$/, 'an address')
const hash = textOf(/^0x[0-9a-f]{64}$/, 'a hash of 32 bytes')
const leaf = textOf(/^0x[0-9a-f]{48}$/, 'a hash of 24 bytes')
const bytes = textOf(/^0x([0-9a-f]{2})*$/, 'bytes')
const boolean: Check = { holds: value => typeof value === 'boolean', words: 'true or false' }
const orNull = ({ holds, words }: Check): Check => ({
  holds: value => value === null || holds(value),
  words: `${words} or null`,
})
const listOf = ({ holds, words }: Check): Check => ({
  holds: value => Array.isArray(value) && value.every(holds),
  words: `a list of ${words}`,
})
const oneOf = (names: readonly string[]): Check => ({
  holds: value => names.includes(value as string),
  words: `one of ${names.join(', ')}`,
})

type Fields<row> = { [name in keyof row]: Check }

const take = { position: whole, leaf, taker: address, remaining: decimal }
const challenge = { position: whole, leaf, account: address, label: whole, time: whole }

/** Of a row, in the order in which they are written. */
const rowFields: Fields<DatasetRow> = {
  index: whole,
  contributor: address,
  time: whole,
  label: whole,
  class: anyText,
  status: oneOf(datasetStatuses),
  learned: orNull(whole),
  deposit: decimal,
  surprising: boolean,
  points: orNull(decimal),
  bundle: orNull(whole),
  duplicateOf: orNull(whole),
  sample: bytes,
  words: orNull(listOf(anyText)),
  numbers: orNull(listOf({ holds: Number.isFinite, words: 'numbers' })),
  transaction: hash,
  block: whole,
  leaf,
  changes: listOf({
    holds: value => problemIn(value, take) === undefined || isChallenge(value),
    words: 'changes',
  }),
}

function isChallenge(value: unknown): boolean {
  return problemIn(value, challenge) === undefined
}

/** A row as a line of `samples.jsonl`, without the line's end. */
export function writeDatasetRow(row: DatasetRow): string {
  const changes = row.changes.map(change => inOrder(change, 'taker' in change ? take : challenge))
  return JSON.stringify(inOrder({ ...row, changes }, rowFields))
}

/**
 * Reads a line of `samples.jsonl`. It must be as {@link writeDatasetRow} writes it, so that everybody who reads it reads
 * the same.
 *
 * @throws DatasetRowError
 */
export function readDatasetRow(line: string): DatasetRow {
  const value = parse(line, cause => new DatasetRowError('it is no JSON object', { cause }))
  const problem = problemIn(value, rowFields)
  if (problem !== undefined) throw new DatasetRowError(problem)
  const row = value as DatasetRow
  if (writeDatasetRow(row) !== line) throw new DatasetRowError('it is not written as Cotrain writes it')
  return row
}

/** A card as `dataset.json` has it. */
export function writeDatasetCard(card: DatasetCard): string {
  return `${JSON.stringify(card, null, 2)}\n`
}

const cardFields = {
  model: {
    id: textOf(/^[a-z]+:\d{1,77}$/, 'an id'),
    trainer: address,
    mechanism: oneOf(mechanismNames),
    classifier: anyText,
    name: anyText,
    description: orNull(anyText),
    classes: listOf(anyText),
    encoder: anyText,
    license: orNull(anyText),
  } satisfies Fields<DatasetCard['model']>,
  chain: { id: whole, block: whole, blockHash: hash, time: whole } satisfies Fields<DatasetCard['chain']>,
  log: { entries: whole, running: leaf, pages: listOf(leaf) } satisfies Fields<DatasetCard['log']>,
  samples: {
    kind: oneOf(['sparse', 'dense']),
    features: whole,
    tells: oneOf(['words', 'numbers', 'indices']),
    names: orNull(listOf(anyText)),
    problem: orNull(anyText),
  } satisfies Fields<DatasetCard['samples']>,
  counts: {
    rows: whole,
    contributors: whole,
    first: orNull(whole),
    last: orNull(whole),
    byClass: listOf(whole),
    byStatus: { holds: isCounts, words: 'numbers by status' },
    most: listOf({
      holds: value => problemIn(value, { contributor: address, rows: whole }) === undefined,
      words: 'contributors',
    }),
  } satisfies Fields<DatasetCard['counts']>,
}

function isCounts(value: unknown): boolean {
  if (!isObject(value)) return false
  return Object.entries(value).every(
    ([name, count]) => oneOf(datasetStatuses).holds(name) && whole.holds(count),
  )
}

/**
 * Reads `dataset.json`.
 *
 * @throws DatasetCardError
 */
export function readDatasetCard(text: string): DatasetCard {
  const value = parse(text, cause => new DatasetCardError('it is no JSON object', { cause }))
  if (!isObject(value) || value.format !== datasetFormat) {
    throw new DatasetCardError(`its format is not ${datasetFormat}`)
  }
  for (const [part, fields] of Object.entries(cardFields)) {
    const problem = problemIn(value[part], fields)
    if (problem !== undefined) throw new DatasetCardError(`in its ${part}, ${problem}`)
  }
  const parts = ['format', ...Object.keys(cardFields)]
  const other = Object.keys(value).find(name => !parts.includes(name))
  if (other !== undefined) throw new DatasetCardError(`it has a part "${other}", of which nothing is known`)
  return value as DatasetCard
}

function parse(text: string, error: (cause: unknown) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw error(cause)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is wrong with an object of these fields and no others. */
function problemIn(value: unknown, fields: Record<string, Check>): string | undefined {
  if (!isObject(value)) return 'it is no JSON object'
  for (const [name, { holds, words }] of Object.entries(fields)) {
    if (!Object.hasOwn(value, name)) return `it has no ${name}`
    if (!holds(value[name])) return `its ${name} is not ${words}`
  }
  const other = Object.keys(value).find(name => !Object.hasOwn(fields, name))
  return other === undefined ? undefined : 'it has a field that rows do not have'
}

/** The fields of an object in the order in which they are written. */
function inOrder<row extends DatasetRow | DatasetChange>(row: row, fields: Record<string, Check>): row {
  const names = Object.keys(fields) as (keyof row)[]
  return Object.fromEntries(names.map(name => [name, row[name]])) as unknown as row
}
