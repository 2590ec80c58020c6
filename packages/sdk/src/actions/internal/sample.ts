import type { Hex } from 'viem'
import { packDenseSample, packSample, SampleError } from '../../encoders/index.ts'
import type { ClassifierName } from '../../kinds/abis.ts'
import { classifiers } from '../../kinds/classifiers.ts'
import type { SampleParameter } from '../../kinds/types.ts'

/**
 * The bytes of a sample of a model of `classifier`. Bytes pass as they are, for the contract to check.
 *
 * @throws SampleError when it is a sample of another form, or its indices do not ascend
 */
export function sampleBytes(classifier: ClassifierName, sample: SampleParameter): Hex {
  if (typeof sample === 'string') return sample
  const { samples, title } = classifiers[classifier]
  if (samples === 'sparse' && sample instanceof Uint16Array) return packSample(sample)
  if (samples === 'dense' && sample instanceof Int16Array) return packDenseSample(sample)
  throw new SampleError(`The sample is not one that a model of kind "${title}" takes.`, {
    metaMessages: [
      samples === 'sparse'
        ? 'It takes the indices of the features that are present, as a Uint16Array.'
        : 'It takes an integer for each feature, as an Int16Array.',
    ],
  })
}
