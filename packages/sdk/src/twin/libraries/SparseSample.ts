import type { Hex } from 'viem'
import { bytesOfHex, hexOfWords, wordsOf } from '../../encoders/hex.ts'
import { revert } from '../errors.ts'

/** Feature indices, strictly ascending. */
export type Sample = Uint16Array

/** More features than this no sample may have; some classifiers allow fewer. */
export const maxLength = 2048

/**
 * The sample ready for use. No features at all is well formed.
 * @param most How many features a sample may have.
 * @throws TwinError SampleMisaligned, SampleTooLong, IndicesNotAscending, IndexOutOfRange
 */
export function checked(input: ArrayLike<unknown> | Hex, featureCount: number, most = maxLength): Sample {
  const sample = typeof input === 'string' ? unpack(input as Hex) : input
  if (!(sample instanceof Uint16Array)) throw new TypeError('samples of this model are Uint16Array')
  check(sample, featureCount, most)
  return sample
}

/** Throws unless `sample` is well formed for a model of `featureCount`. */
function check(sample: Sample, featureCount: number, most: number): void {
  const length = sample.length
  if (length > most) revert('SampleTooLong', BigInt(length), BigInt(most))
  let previous = -1
  for (let i = 0; i < length; i++) {
    const index = sample[i]!
    if (index <= previous) revert('IndicesNotAscending', BigInt(i), BigInt(previous), BigInt(index))
    previous = index
  }
  if (previous >= featureCount) revert('IndexOutOfRange', BigInt(previous), BigInt(featureCount))
}

/** The indices in packed bytes: two bytes each, big-endian, in whatever order they stand. */
function unpack(packed: Hex): Sample {
  const bytes = bytesOfHex(packed)
  if (bytes.length % 2 !== 0) revert('SampleMisaligned', BigInt(bytes.length))
  return wordsOf(bytes)
}

/** The bytes of a sample, two for each index, big-endian. */
export function pack(sample: Sample): Hex {
  return hexOfWords(sample)
}
