import { decodeText, FeatureFileError, markOf } from '@cotrain/sdk/data'
import { maxFeatureCount } from '@cotrain/sdk/encoders'
import { memory, type Samples } from '../DataSet.ts'

/** Samples whose labels are positions in `names`, in the order in which they first stand in the file. */
export type NamedSamples = { samples: Samples; names: string[]; lines: number[] }

const [tab, newline, space, hash, zero, nine] = [9, 10, 32, 35, 48, 57] as const
const mostNames = 256

/**
 * The samples of a feature file, or the first `most` of them. Reads bytes rather than text, for files of tens of
 * megabytes. A label is the words before the first whole number, or a whole number itself, or stands in double quotes.
 *
 * @returns With `lines`, where each name stands first.
 * @throws FeatureFileError with the line.
 */
export function parseSparse(content: Uint8Array, most = Number.POSITIVE_INFINITY): NamedSamples {
  const bytes = withoutMark(content)
  const names = new Names()
  const labels: number[] = []
  const offsets: number[] = [0]
  const values = new Uint16Array(Math.ceil(bytes.length / 2))
  let end = 0
  for (let at = 0, line = 1; at < bytes.length && labels.length < most; line++) {
    const next = bytes.indexOf(newline, at)
    const stop = next < 0 ? bytes.length : next
    const start = skipSpaces(bytes, at, stop)
    at = stop + 1
    if (start === stop || bytes[start] === hash) continue
    const label = readLabel(bytes, start, stop, line)
    labels.push(names.positionOf(label.name, line))
    const first = end
    for (let i = skipSpaces(bytes, label.end, stop); i < stop; i = skipSpaces(bytes, i, stop)) {
      const from = i
      let index = 0
      for (; i < stop && isDigit(bytes[i]!); i++) index = index * 10 + bytes[i]! - zero
      if (from === i || (i < stop && bytes[i]! > space)) throw notNumbers(line)
      values[end] = checkedIndex(index, line, end > first ? values[end - 1]! : -1)
      end++
    }
    offsets.push(end)
  }
  return { ...names, samples: packed(labels, offsets, values.subarray(0, end)) }
}

/** The names of the labels that have been read. */
class Names {
  readonly names: string[] = []
  readonly lines: number[] = []
  readonly #positions = new Map<string, number>()

  positionOf(name: string, line: number): number {
    const known = this.#positions.get(name)
    if (known !== undefined) return known
    if (this.names.length === mostNames) {
      throw new FeatureFileError(
        line,
        `has the label "${name}", one more than ${mostNames} that there may be`,
      )
    }
    this.#positions.set(name, this.names.length)
    this.lines.push(line)
    return this.names.push(name) - 1
  }
}

/** Most files have numbers as labels; all else is looked at as text. */
function readLabel(bytes: Uint8Array, start: number, stop: number, line: number) {
  let end = start
  while (end < stop && isDigit(bytes[end]!)) end++
  const isNumber = end > start && (end === stop || bytes[end]! <= space)
  if (isNumber) return { name: checkedNumber(bytes.subarray(start, end), line), end }
  const text = textOf(bytes.subarray(start, stop), line)
  const [quotes, quoted] = /^"((?:[^"]|"")*)"(?=\s|$)/.exec(text) ?? []
  const [plain = ''] = /^(?:(?!\d+(?:\s|$))\S+\s*)+/.exec(text) ?? []
  const name = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
  if (name.trim() === '') throw notNumbers(line)
  return { name, end: start + new TextEncoder().encode(quotes ?? plain).length }
}

function checkedNumber(digits: Uint8Array, line: number): string {
  const value = Number(textOf(digits, line))
  if (value < mostNames) return String(value)
  throw new FeatureFileError(line, `has the label ${value}, not one from 0 to ${mostNames - 1}`)
}

function textOf(bytes: Uint8Array, line: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new FeatureFileError(line, 'is not UTF-8', cause)
  }
}

function notNumbers(line: number): FeatureFileError {
  return new FeatureFileError(line, 'has something else than whole numbers')
}

function checkedIndex(value: number, line: number, last: number): number {
  if (value >= maxFeatureCount) {
    throw new FeatureFileError(line, `has the index ${value}, not one from 0 to ${maxFeatureCount - 1}`)
  }
  if (value > last) return value
  throw new FeatureFileError(line, `has the index ${value} after ${last}: they must ascend`)
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  const mark = markOf(bytes)
  if (mark === undefined) return bytes
  return mark === 'utf-8' ? bytes.subarray(3) : new TextEncoder().encode(decodeText(bytes))
}

function skipSpaces(bytes: Uint8Array, from: number, stop: number): number {
  let at = from
  while (at < stop && bytes[at]! <= space && bytes[at]! >= tab) at++
  return at
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine
}

function packed(labels: readonly number[], offsets: readonly number[], values: Uint16Array): Samples {
  const bytes = new Uint8Array(memory(labels.length))
  bytes.set(labels)
  const words = new Uint32Array(memory(4 * offsets.length))
  words.set(offsets)
  const shared = new Uint16Array(memory(2 * values.length))
  shared.set(values)
  return { labels: bytes, offsets: words, values: shared }
}
