import type { Sample } from './DenseSample.ts'

const maxWeight = 2 ** 15 - 1

/** Σ v x for the vector that begins at `start`. All such sums are below 2^53, so that they are exact. */
export function dot(vectors: Int16Array | Int32Array, start: number, sample: Sample): number {
  let sum = 0
  for (let i = 0; i < sample.length; i++) sum += vectors[start + i]! * sample[i]!
  return sum
}

/** Adds `sample` to the sums from `start` on, or with `sign` -1 subtracts it again. */
export function addToSums(sums: Int32Array, start: number, sample: Sample, sign: 1 | -1): void {
  for (let i = 0; i < sample.length; i++) sums[start + i]! += sign * sample[i]!
}

/** Adds `sign` * round(x * rate / 2^15), halves up, to the weights from `start` on, saturating at ±(2^15 - 1). */
export function addToWeights(
  weights: Int16Array,
  start: number,
  sample: Sample,
  rate: number,
  sign: number,
): void {
  for (let i = 0; i < sample.length; i++) {
    const step = (sample[i]! * rate + 0x4000) >> 15
    const weight = weights[start + i]! + sign * step
    weights[start + i] = Math.max(-maxWeight, Math.min(maxWeight, weight))
  }
}

/** The integers of a word, the highest bits first. */
export function lanesOf(word: bigint, bits: 16 | 32): number[] {
  const digits = word.toString(16).padStart(64, '0')
  const width = bits / 4
  return Array.from({ length: 256 / bits }, (_, i) =>
    Number.parseInt(digits.slice(width * i, width * (i + 1)), 16),
  )
}

/** The word of integers, the highest bits first; those that are missing are 0. */
export function wordOf(lanes: ArrayLike<number>, start: number, end: number, bits: 16 | 32): bigint {
  let word = 0n
  for (let i = start; i < start + 256 / bits; i++) {
    word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(i < end ? lanes[i]! : 0))
  }
  return word
}
