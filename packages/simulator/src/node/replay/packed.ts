import { packDenseSample, packSample } from '@cotrain/sdk/encoders'
import { type ClassifierName, classifiers } from '@cotrain/sdk/kinds'
import type { Hex } from 'viem'
import type { Sample } from '../../data/DataSet.ts'

/** The bytes of a sample, as a contract of the classifier takes them. */
export function packed(classifier: ClassifierName, sample: Sample): Hex {
  return classifiers[classifier].samples === 'sparse'
    ? packSample(sample as Uint16Array)
    : packDenseSample(sample as Int16Array)
}
