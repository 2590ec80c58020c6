import type { Hex } from 'viem'
import { packSample, type Sample } from '../../encoders/index.ts'

/** A sample for the chain: ascending feature indices, or the packed bytes of them. */
export type SampleParameter = Sample | Hex

/** The bytes of a sample. Bytes pass as they are, for the contract to check. */
export function sampleBytes(sample: SampleParameter): Hex {
  return typeof sample === 'string' ? sample : packSample(sample)
}
