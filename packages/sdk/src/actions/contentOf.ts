import { concat, type Hash, keccak256, numberToHex } from 'viem'
import { packDenseSample, packSample } from '../encoders/index.ts'
import type { SampleParameter } from '../kinds/types.ts'

/**
 * What a contribution says, in 32 bytes: keccak256 of its label, in a byte, and its packed sample. Two contributions of
 * the same have the same, so that clients can tell when something is about to be sent twice.
 *
 * @throws SampleError when the sample is malformed
 *
 * @example
 * const known = contentOf({ label: 1, sample: encoder.encode('win a free prize') })
 */
export function contentOf({ label, sample }: { label: number; sample: SampleParameter }): Hash {
  const bytes = typeof sample === 'string' ? sample : pack(sample)
  return keccak256(concat([numberToHex(label, { size: 1 }), bytes]))
}

const pack = (sample: Uint16Array | Int16Array) =>
  sample instanceof Uint16Array ? packSample(sample) : packDenseSample(sample)
