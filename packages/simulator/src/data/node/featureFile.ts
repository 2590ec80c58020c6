import { readFileSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import {
  createLabelReader,
  decodeText,
  FeatureFileError,
  markOf,
  parseNumber,
  readLabel,
} from '@cotrain/sdk/data'
import { createNumbersEncoder } from '@cotrain/sdk/encoders'
import { classNamesOf } from '../classNames.ts'
import { countOf, type DataSet, type Example, packSamples, type Samples, splitExamples } from '../DataSet.ts'
import { type NamedSamples, parseSparse } from './parseSparse.ts'
import { rangesOf } from './rangesOf.ts'

export type FileOptions = {
  /** Feature file (`LABEL i1 i2 …`) or CSV (`LABEL,x1,x2,…`), plain or `.gz`. */
  train: string
  /** The hidden test samples; without it a share of `train` is held out. */
  test?: string | undefined
  testShare: number
  seed: number
  /** Of files of both parts, so many samples only: the others are not even read. */
  trainSize?: number | undefined
  testSize?: number | undefined
  /** Names of the classes, in the order of their positions; without them the labels that are there. */
  classes?: readonly string[] | undefined
}

const [newline, comma] = [10, 44] as const

/**
 * Reads a data set from files.
 * @throws FeatureFileError with the line; file errors.
 */
export function readFileData(name: string, options: FileOptions): DataSet {
  const { train, test, testShare, seed, testSize } = options
  const trainSize = test === undefined ? undefined : options.trainSize
  const bytes = readLines(train, trainSize)
  if (bytes.subarray(0, 4096).includes(comma)) return readCsv(name, options)
  const known = parseFirst(train, bytes, trainSize)
  const hidden = test === undefined ? undefined : parseFirst(test, readLines(test, testSize), testSize)
  const classes = options.classes ?? classNamesOf([...known.names, ...(hidden?.names ?? [])])
  const trained = withClasses(known, classes)
  const sets =
    hidden === undefined
      ? splitSamples(trained, testShare, seed)
      : { train: trained, test: withClasses(hidden, classes) }
  return {
    name,
    classes,
    form: 'sparse',
    features: largest([sets.train.values, sets.test.values]) + 1,
    ...sets,
  }
}

/** The samples with the positions of their classes as labels. */
function withClasses({ samples, names, lines }: NamedSamples, classes: readonly string[]): Samples {
  const labels = createLabelReader(classes)
  const positions = names.map((name, i) => readLabel(labels, name, lines[i]!))
  for (const [i, label] of samples.labels.entries()) samples.labels[i] = positions[label]!
  return samples
}

/** The bytes of a file, unpacked; where so many lines are enough, mostly no more than those. */
function readLines(path: string, lines = Number.POSITIVE_INFINITY): Uint8Array {
  const bytes = readFileSync(path)
  if (!path.endsWith('.gz')) return bytes
  const inUtf16 = markOf(gunzipSync(bytes.subarray(0, firstLook), partly))?.startsWith('utf-16')
  if (inUtf16) return gunzipSync(bytes)
  for (let length = firstLook; length < bytes.length; ) {
    const start = gunzipSync(bytes.subarray(0, length), partly)
    const found = countLines(start)
    if (found > lines) return start.subarray(0, start.lastIndexOf(newline) + 1)
    length = Math.ceil((1.1 * length * (lines + 1)) / Math.max(1, found))
  }
  return gunzipSync(bytes)
}

/** The first samples of a file, of which `bytes` are the first lines; of the whole file when some of these are empty. */
function parseFirst(path: string, bytes: Uint8Array, most: number | undefined): NamedSamples {
  const found = parseSparse(bytes, most)
  return most === undefined || countOf(found.samples) === most ? found : parseSparse(readLines(path), most)
}

/** Packed bytes whose lines tell how many more are needed. */
const firstLook = 16_384
const partly = { finishFlush: constants.Z_SYNC_FLUSH }

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++
  return lines
}

function splitSamples(samples: Samples, testShare: number, seed: number) {
  const examples = Array.from(samples.labels, (label, i) => ({
    label,
    sample: samples.values.subarray(samples.offsets[i]!, samples.offsets[i + 1]!),
  }))
  const { train, test } = splitExamples(examples, testShare, seed)
  return { train: packSamples('sparse', train), test: packSamples('sparse', test) }
}

function largest(lists: readonly ArrayLike<number>[]): number {
  let most = -1
  for (const list of lists) for (let i = 0; i < list.length; i++) if (list[i]! > most) most = list[i]!
  return most
}

type Row = { name: string; numbers: number[]; line: number }

/** Ranges of the numbers are those of the training samples. */
function readCsv(name: string, { train, test, testShare, seed, ...options }: FileOptions): DataSet {
  const known = parseCsv(readLines(train))
  const hidden = test === undefined ? [] : parseCsv(readLines(test), known[0]?.numbers.length)
  const classes = options.classes ?? classNamesOf([...known, ...hidden].map(row => row.name))
  const labels = createLabelReader(classes)
  const features = known[0]?.numbers.length ?? 0
  const encoder = createNumbersEncoder(rangesOf(known.map(({ numbers }) => numbers)))
  const encode = (row: Row): Example => ({
    label: readLabel(labels, row.name, row.line),
    sample: encoder.encode(row.numbers),
  })
  const examples = known.map(encode)
  const sets =
    test === undefined
      ? splitExamples(examples, testShare, seed)
      : { train: examples, test: hidden.map(encode) }
  return {
    name,
    classes,
    form: 'dense',
    features,
    train: packSamples('dense', sets.train),
    test: packSamples('dense', sets.test),
  }
}

function parseCsv(bytes: Uint8Array, width?: number): Row[] {
  const rows: Row[] = []
  let expected = width
  for (const [i, line] of decodeText(bytes)
    .split(/\r\n?|\n/)
    .entries()) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    const [name = '', ...cells] = text.split(',').map(cell => cell.trim())
    const numbers = cells.map(cell => parseNumber(cell) ?? Number.NaN)
    expected ??= numbers.length
    if (numbers.length !== expected || expected === 0) {
      throw new FeatureFileError(i + 1, `has ${numbers.length} numbers, others have ${expected}`)
    }
    const wrong = numbers.findIndex(number => !Number.isFinite(number))
    if (wrong >= 0) throw new FeatureFileError(i + 1, `has "${cells[wrong]}" where a number should be`)
    rows.push({ name, numbers, line: i + 1 })
  }
  return rows
}
