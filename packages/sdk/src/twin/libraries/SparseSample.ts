import { bytesToHex, type Hex, hexToBytes } from 'viem'
import { revert } from '../errors.ts'

/** Feature indices, strictly ascending. */
export type Sample = Uint16Array

/** More features than this no sample may have. */
const maxLength = 2048

/**
 * Throws unless `sample` is well formed for a model of `featureCount`. No features at all is well formed.
 * @throws TwinError SampleTooLong, IndicesNotAscending, IndexOutOfRange
 */
export function check(sample: Sample, featureCount: number): void {
  const length = sample.length
  if (length > maxLength) revert('SampleTooLong', BigInt(length), BigInt(maxLength))
  let previous = -1
  for (let i = 0; i < length; i++) {
    const index = sample[i]!
    if (index <= previous) revert('IndicesNotAscending', BigInt(i), BigInt(previous), BigInt(index))
    previous = index
  }
  if (previous >= featureCount) revert('IndexOutOfRange', BigInt(previous), BigInt(featureCount))
}

/**
 * The indices in packed bytes: two bytes each, big-endian, in whatever order they stand.
 * @throws TwinError SampleMisaligned when the number of bytes is odd.
 */
export function unpack(packed: Hex): Sample {
  const bytes = hexToBytes(packed)
  if (bytes.length % 2 !== 0) revert('SampleMisaligned', BigInt(bytes.length))
  const sample = new Uint16Array(bytes.length / 2)
  for (let i = 0; i < sample.length; i++) sample[i] = (bytes[2 * i]! << 8) | bytes[2 * i + 1]!
  return sample
}

/** The bytes of a sample, two for each index, big-endian. */
export function pack(sample: Sample): Hex {
  const bytes = new Uint8Array(2 * sample.length)
  for (let i = 0; i < sample.length; i++) {
    bytes[2 * i] = sample[i]! >> 8
    bytes[2 * i + 1] = sample[i]!
  }
  return bytesToHex(bytes)
}
