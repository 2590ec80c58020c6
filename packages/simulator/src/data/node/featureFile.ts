import { readFileSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import { createNumbersEncoder, maxFeatureCount } from '@cotrain/sdk/encoders'
import { FeatureFileError } from '@cotrain/sdk/models'
import {
  countOf,
  type DataSet,
  type Example,
  memory,
  packSamples,
  type Samples,
  splitExamples,
} from '../DataSet.ts'

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
}

const [newline, space, hash, comma, zero, nine] = [10, 32, 35, 44, 48, 57] as const

/**
 * Reads a data set from files.
 * @throws FeatureFileError with the line; file errors.
 */
export function readFileData(name: string, options: FileOptions): DataSet {
  const { train, test, testShare, seed, testSize } = options
  const trainSize = test === undefined ? undefined : options.trainSize
  const bytes = readLines(train, trainSize)
  if (bytes.subarray(0, 4096).includes(comma)) return readCsv(name, { train, test, testShare, seed })
  const known = parseFirst(train, bytes, trainSize)
  const sets =
    test === undefined
      ? splitSamples(known, testShare, seed)
      : { train: known, test: parseFirst(test, readLines(test, testSize), testSize) }
  const labels = largest([sets.train.labels, sets.test.labels])
  return {
    name,
    classes: Array.from({ length: Math.max(2, labels + 1) }, (_, label) => String(label)),
    form: 'sparse',
    features: largest([sets.train.values, sets.test.values]) + 1,
    ...sets,
  }
}

/** The bytes of a file, unpacked; where so many lines are enough, mostly no more than those. */
function readLines(path: string, lines = Number.POSITIVE_INFINITY): Uint8Array {
  const bytes = readFileSync(path)
  if (!path.endsWith('.gz')) return bytes
  for (let length = firstLook; length < bytes.length; ) {
    const start = gunzipSync(bytes.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH })
    const found = countLines(start)
    if (found > lines) return start.subarray(0, start.lastIndexOf(newline) + 1)
    length = Math.ceil((1.1 * length * (lines + 1)) / Math.max(1, found))
  }
  return gunzipSync(bytes)
}

/** The first samples of a file, of which `bytes` are the first lines; of the whole file when some of these are empty. */
function parseFirst(path: string, bytes: Uint8Array, most: number | undefined): Samples {
  const samples = parseSparse(bytes, most)
  return most === undefined || countOf(samples) === most ? samples : parseSparse(readLines(path), most)
}

/** Packed bytes whose lines tell how many more are needed. */
const firstLook = 16_384

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++
  return lines
}

/**
 * The samples of a feature file, or the first `most` of them. Reads bytes rather than text, for files of tens of
 * megabytes.
 * @throws FeatureFileError with the line.
 */
export function parseSparse(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): Samples {
  const labels: number[] = []
  const offsets: number[] = [0]
  const values = new Uint16Array(Math.ceil(bytes.length / 2))
  const size = bytes.length
  let end = 0
  let line = 1
  for (let at = 0; at < size && labels.length < most; line++) {
    let fields = 0
    for (; at < size && bytes[at] !== newline; ) {
      const byte = bytes[at]!
      if (byte <= space) at++
      else if (byte === hash && fields === 0) while (at < size && bytes[at] !== newline) at++
      else {
        let value = 0
        const start = at
        for (; at < size && bytes[at]! >= zero && bytes[at]! <= nine; at++)
          value = value * 10 + bytes[at]! - zero
        const closed = at === size || bytes[at]! <= space
        if (start === at || !closed) throw new FeatureFileError(line, 'has something else than whole numbers')
        if (fields === 0) labels.push(checkedLabel(value, line))
        else {
          values[end] = checkedIndex(value, line, fields > 1 ? values[end - 1]! : -1)
          end++
        }
        fields++
      }
    }
    at++
    if (fields > 0) offsets.push(end)
  }
  return packed(labels, offsets, values.subarray(0, end))
}

function checkedLabel(value: number, line: number): number {
  if (value < 256) return value
  throw new FeatureFileError(line, `has the label ${value}, not one from 0 to 255`)
}

function checkedIndex(value: number, line: number, last: number): number {
  if (value >= maxFeatureCount) {
    throw new FeatureFileError(line, `has the index ${value}, not one from 0 to ${maxFeatureCount - 1}`)
  }
  if (value > last) return value
  throw new FeatureFileError(line, `has the index ${value} after ${last}: they must ascend`)
}

function packed(labels: readonly number[], offsets: readonly number[], values: Uint16Array): Samples {
  const shared = new Uint16Array(memory(2 * values.length))
  shared.set(values)
  return { labels: shareBytes(labels), offsets: shareWords(offsets), values: shared }
}

function shareBytes(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(memory(numbers.length))
  bytes.set(numbers)
  return bytes
}

function shareWords(numbers: readonly number[]): Uint32Array {
  const words = new Uint32Array(memory(4 * numbers.length))
  words.set(numbers)
  return words
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

type Row = { name: string; numbers: number[] }

/** Classes by the order of their names; ranges of the numbers are those of the training samples. */
function readCsv(name: string, { train, test, testShare, seed }: FileOptions): DataSet {
  const known = parseCsv(readLines(train))
  const hidden = test === undefined ? [] : parseCsv(readLines(test), known[0]?.numbers.length)
  const classes = [...new Set([...known, ...hidden].map(row => row.name))].sort()
  const features = known[0]?.numbers.length ?? 0
  const inputs = Array.from({ length: features }, (_, i) => {
    const column = known.map(({ numbers }) => numbers[i]!)
    const min = column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    const max = column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    return { name: `x${i + 1}`, min, max: max > min ? max : min + 1 }
  })
  const encoder = createNumbersEncoder(inputs)
  const encode = (row: Row): Example => ({
    label: classes.indexOf(row.name),
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
  for (const [i, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    const [name = '', ...cells] = text.split(',').map(cell => cell.trim())
    const numbers = cells.map(cell => (cell === '' ? Number.NaN : Number(cell)))
    expected ??= numbers.length
    if (numbers.length !== expected || expected === 0) {
      throw new FeatureFileError(i + 1, `has ${numbers.length} numbers, others have ${expected}`)
    }
    const wrong = numbers.findIndex(number => !Number.isFinite(number))
    if (wrong >= 0) throw new FeatureFileError(i + 1, `has "${cells[wrong]}" where a number should be`)
    rows.push({ name, numbers })
  }
  return rows
}
