import { revert } from '../errors.ts'
import type { Sample } from './SparseSample.ts'

/**
 * Signed weights of 8 or 16 bits: those of all classes of a position next to one another, class 0 first; position 0 is
 * the intercepts, feature i is position i + 1.
 */
export type Shape = {
  readonly classes: number
  readonly bits: number
  /** Positions of a word. */
  readonly positions: number
  /** Words of a position; one of the two is 1. */
  readonly words: number
}

export function shapeOf(classes: number, bits: number): Shape {
  const lanes = 256 / bits
  if (classes > lanes) return { classes, bits, positions: 1, words: Math.ceil(classes / lanes) }
  return { classes, bits, positions: Math.floor(lanes / classes), words: 1 }
}

/** How many words `count` positions take. */
export function wordsFor(count: number, { positions, words }: Shape): number {
  return Math.ceil(count / positions) * words
}

/** What `sumGas`, `learningGas` and `bundleGas` count, in gas; the contract says of what. */
const baseGas = 20_000
const wordGas = 2200
const positionGas = 500
const classGas = 80
const learningWordGas = 2700
const freshWordGas = 20_000
const learningPositionGas = 2200
const learningClassGas = 300
const coldWordGas = 2000

/** What summing the weights of a sample of `features` takes at most in a model of `count` positions, in gas. */
export function sumGas(features: number, count: number, shape: Shape): number {
  const summed = features + 1
  const words = Math.min(summed * shape.words, wordsFor(count, shape))
  return baseGas + words * wordGas + summed * (positionGas + shape.classes * classGas)
}

/** What learning from it takes at most, in gas: a sample that is given to the wrong class writes words of two. */
export function learningGas(features: number, count: number, shape: Shape): number {
  const summed = features + 1
  const all = wordsFor(count, shape)
  const words = Math.min(summed * shape.words, all)
  const written = Math.min(summed * Math.min(shape.words, 2), all)
  const perSample = summed * learningPositionGas + shape.classes * learningClassGas
  return baseGas + words * learningWordGas + written * freshWordGas + perSample
}

/** What learning from `samples` samples with `features` in all takes at most in one transaction, in gas. */
export function bundleGas(features: number, samples: number, count: number, shape: Shape): number {
  const summed = features + samples
  const all = wordsFor(count, shape)
  const words = Math.min(summed * shape.words, samples * all)
  const written = Math.min(summed * Math.min(shape.words, 2), words)
  const fresh = Math.floor((written + Math.min(written, all)) / 2)
  const storage = Math.min(words, all) * coldWordGas + fresh * freshWordGas
  const work = words * (learningWordGas - coldWordGas) + summed * learningPositionGas
  return samples * (baseGas + shape.classes * learningClassGas) + storage + work
}

/** Where the weights of a word stand among all weights. */
export function rangeOf(index: number, count: number, shape: Shape): { start: number; length: number } {
  const { classes, positions, words, bits } = shape
  if (words === 1) {
    const left = Math.max(0, count - index * positions)
    return { start: index * positions * classes, length: classes * Math.min(left, positions) }
  }
  const lanes = 256 / bits
  const part = index % words
  const length = part === words - 1 ? classes - part * lanes : lanes
  return { start: Math.floor(index / words) * classes + part * lanes, length }
}

/**
 * Stores `words` from word `offset` on of a model of `count` positions.
 * @throws TwinError WordNotCanonical when a bit is set above the last weight of a word.
 */
export function store(
  weights: Int16Array,
  offset: number,
  words: readonly bigint[],
  count: number,
  shape: Shape,
): void {
  const bits = BigInt(shape.bits)
  words.forEach((word, i) => {
    const { start, length } = rangeOf(offset + i, count, shape)
    if (word >> (BigInt(length) * bits) !== 0n) revert('WordNotCanonical', BigInt(offset + i), word)
    for (let lane = 0; lane < length; lane++) {
      weights[start + lane] = Number(BigInt.asIntN(shape.bits, word >> (BigInt(lane) * bits)))
    }
  })
}

/** The word at `index` of packed weights; 0 after the last. */
export function wordAt(weights: Int16Array, index: number, count: number, shape: Shape): bigint {
  const { start, length } = rangeOf(index, count, shape)
  let word = 0n
  for (let i = Math.min(start + length, weights.length) - 1; i >= start; i--) {
    word = (word << BigInt(shape.bits)) | BigInt.asUintN(shape.bits, BigInt(weights[i]!))
  }
  return word
}

/** For each class its weight at position 0 plus those at the positions of the sample. */
export function sum(weights: Int16Array, sample: Sample, classes: number): Int32Array {
  const totals = Int32Array.from(weights.subarray(0, classes))
  for (let i = 0; i < sample.length; i++) {
    const start = (sample[i]! + 1) * classes
    for (let c = 0; c < classes; c++) totals[c]! += weights[start + c]!
  }
  return totals
}

/** Adds `step` to the weight of class `c` at position 0 and at the positions of the sample, saturating at ±`max`. */
export function add(
  weights: Int16Array,
  sample: Sample,
  classes: number,
  c: number,
  step: number,
  max: number,
): void {
  weights[c] = Math.max(-max, Math.min(max, weights[c]! + step))
  for (let i = 0; i < sample.length; i++) {
    const at = (sample[i]! + 1) * classes + c
    weights[at] = Math.max(-max, Math.min(max, weights[at]! + step))
  }
}

/** The weights that `add` would change: that at position 0, then those at the positions of the sample. */
export function read(weights: Int16Array, sample: Sample, classes: number, c: number): Int16Array {
  const values = new Int16Array(sample.length + 1)
  values[0] = weights[c]!
  for (let i = 0; i < sample.length; i++) values[i + 1] = weights[(sample[i]! + 1) * classes + c]!
  return values
}

/** Puts back what `read` gave. */
export function write(
  weights: Int16Array,
  sample: Sample,
  classes: number,
  c: number,
  values: Int16Array,
): void {
  weights[c] = values[0]!
  for (let i = 0; i < sample.length; i++) weights[(sample[i]! + 1) * classes + c] = values[i + 1]!
}
