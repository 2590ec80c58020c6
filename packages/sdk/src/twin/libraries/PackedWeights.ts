import { revert } from '../errors.ts'
import type { Sample } from './SparseSample.ts'

/** The largest weight of `bits` bits; the smallest that training gives is its negative. */
export function maxWeight(bits: number): number {
  return 2 ** (bits - 1) - 1
}

/** How many words of 256 bits `count` weights take. */
export function wordsFor(count: number, bits: number): number {
  return Math.ceil(count / Math.floor(256 / bits))
}

/** What `sumGas`, `addGas` and `bundleGas` count, in gas; the contract says of what. */
const baseGas = 10_000
const wordGas = 2300
const featureGas = 250
const freshWordGas = 20_200
/** Of a bundle: room for a word of the model, a fresh word, one that a sample touches, and a feature of it. */
const held = { room: 30, fresh: 22_500, word: 1500, feature: 900 } as const

/** What summing the weights of a sample of `features` takes at most in a model of `count` weights, in gas. */
export function sumGas(features: number, count: number, bits: number): number {
  return baseGas + touched(features, count, bits) * wordGas + features * featureGas
}

/** What summing them and adding to them takes at most, in gas. */
export function addGas(features: number, count: number, bits: number): number {
  const written = touched(features, count, bits) * freshWordGas
  return sumGas(features, count, bits) + written + features * featureGas
}

/** What adding to the weights of `samples` samples with `features` in all takes at most in one transaction, in gas. */
export function bundleGas(features: number, samples: number, count: number, bits: number): number {
  const all = wordsFor(count, bits)
  const words = Math.min(features + samples, samples * all)
  const fresh = Math.min(words, all)
  return (
    samples * baseGas + all * held.room + fresh * held.fresh + words * held.word + features * held.feature
  )
}

/** How many words the weights of a sample of `features` have at most. */
function touched(features: number, count: number, bits: number): number {
  return Math.min(features + 1, wordsFor(count, bits))
}

/**
 * The weights of packed words, the first in the lowest bits.
 * @param offset The position of the first word in the model.
 * @param count How many weights the model has.
 * @throws TwinError WordNotCanonical when a bit is set above the last weight of a word.
 */
export function unpack(words: readonly bigint[], offset: number, count: number, bits: number): Int32Array {
  const perWord = Math.floor(256 / bits)
  const left = count - offset * perWord
  const weights = new Int32Array(Math.min(left, words.length * perWord))
  words.forEach((word, i) => {
    const used = Math.min(perWord, left - i * perWord)
    if (word >> BigInt(used * bits) !== 0n) revert('WordNotCanonical', BigInt(offset + i), word)
    for (let lane = 0; lane < used; lane++) {
      weights[i * perWord + lane] = Number(BigInt.asIntN(bits, word >> BigInt(lane * bits)))
    }
  })
  return weights
}

/** The word at `index` of packed weights; 0 after the last. */
export function wordAt(weights: Int32Array, index: number, bits: number): bigint {
  const perWord = Math.floor(256 / bits)
  let word = 0n
  for (let lane = Math.min(perWord, weights.length - index * perWord) - 1; lane >= 0; lane--) {
    word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(weights[index * perWord + lane]!))
  }
  return word
}

/** The weight at position 0 plus those at the positions of the sample. */
export function sum(weights: Int32Array, sample: Sample): number {
  let total = weights[0]!
  for (let i = 0; i < sample.length; i++) total += weights[sample[i]! + 1]!
  return total
}

/** Adds `step` to the weight at position 0 and to those at the positions of the sample, saturating at ±`max`. */
export function add(weights: Int32Array, sample: Sample, step: number, max: number): void {
  weights[0] = clamp(weights[0]! + step, max)
  for (let i = 0; i < sample.length; i++) {
    const position = sample[i]! + 1
    weights[position] = clamp(weights[position]! + step, max)
  }
}

/** The weights that `add` would change: that at position 0, then those at the positions of the sample. */
export function read(weights: Int32Array, sample: Sample): Int32Array {
  const values = new Int32Array(sample.length + 1)
  values[0] = weights[0]!
  for (let i = 0; i < sample.length; i++) values[i + 1] = weights[sample[i]! + 1]!
  return values
}

/** Puts back what `read` gave. */
export function write(weights: Int32Array, sample: Sample, values: Int32Array): void {
  weights[0] = values[0]!
  for (let i = 0; i < sample.length; i++) weights[sample[i]! + 1] = values[i + 1]!
}

function clamp(weight: number, max: number): number {
  return Math.max(-max, Math.min(max, weight))
}
