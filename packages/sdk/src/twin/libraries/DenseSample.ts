import type { Hex } from 'viem'
import { bytesOfHex, hexOfWords, wordsOf } from '../../encoders/hex.ts'
import { revert } from '../errors.ts'

/** For every feature an integer that stands for integer / 2^15; the Euclidean norm is at most 1. */
export type Sample = Int16Array

/** (2^15 + 2^5)^2: norm 1, and what rounding 1,024 features to the nearest integer can add to it. */
const maxSquaredNorm = 0x8020 ** 2

/**
 * The sample ready for use.
 * @throws TwinError SampleLengthMismatch, NormAboveOne
 */
export function checked(input: ArrayLike<unknown> | Hex, featureCount: number): Sample {
  const packed = typeof input === 'string'
  if (!packed && !(input instanceof Int16Array)) throw new TypeError('samples of this model are Int16Array')
  const size = packed ? (input.length - 2) / 2 : 2 * input.length
  if (size !== 2 * featureCount) revert('SampleLengthMismatch', BigInt(size), BigInt(2 * featureCount))
  const sample = packed ? unpack(input as Hex) : (input as Sample)
  const norm = squaredNorm(sample)
  if (norm > maxSquaredNorm) revert('NormAboveOne', BigInt(norm), BigInt(maxSquaredNorm))
  return sample
}

/** Words of sixteen features that a vector of `featureCount` takes. */
export function wordsFor(featureCount: number): number {
  return Math.ceil(featureCount / 16)
}

/** Σ x², in units of 2^-30. */
export function squaredNorm(sample: Sample): number {
  let norm = 0
  for (let i = 0; i < sample.length; i++) norm += sample[i]! * sample[i]!
  return norm
}

/** The bytes of a sample, two for each integer, big-endian. */
export function pack(sample: Sample): Hex {
  return hexOfWords(sample)
}

function unpack(packed: Hex): Sample {
  return new Int16Array(wordsOf(bytesOfHex(packed)).buffer)
}
