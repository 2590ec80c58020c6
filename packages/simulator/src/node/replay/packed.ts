import { packDenseSample, packSample } from '@cotrain/sdk/encoders'
import { type KindName, kinds } from '@cotrain/sdk/kinds'
import type { Hex } from 'viem'
import type { Sample } from '../../data/DataSet.ts'

/** The bytes of a sample, as a contract of the kind takes them. */
export function packed(kind: KindName, sample: Sample): Hex {
  return kinds[kind].samples === 'sparse'
    ? packSample(sample as Uint16Array)
    : packDenseSample(sample as Int16Array)
}
