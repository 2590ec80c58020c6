import { EncoderInputError, EncoderOptionsError } from './errors.ts'
import { maxFeatureCount, toSample } from './Sample.ts'
import type { SampleEncoder } from './SampleEncoder.ts'

/** What the names of index encoders begin with; the number of features follows. */
export const indicesPrefix = 'indices-v1:'

/**
 * For models whose features are encoded elsewhere: takes the indices themselves, as numbers or as a text such as
 * `1 5 9` (spaces or commas between), in any order.
 *
 * @throws EncoderOptionsError unless `featureCount` is a whole number from 1 to 65,536.
 */
export function createIndexEncoder(featureCount: number): SampleEncoder<string | readonly number[]> {
  if (!Number.isInteger(featureCount) || featureCount < 1 || featureCount > maxFeatureCount) {
    throw new EncoderOptionsError(`A model has 1 to ${maxFeatureCount} features, not ${featureCount}.`)
  }
  return {
    name: `${indicesPrefix}${featureCount}`,
    featureCount,
    encode: input => toSample(typeof input === 'string' ? parseIndices(input) : input, featureCount),
    describe: index => (index < featureCount ? String(index) : undefined),
  }
}

function parseIndices(text: string): number[] {
  const parts = text.split(/[\s,]+/).filter(part => part !== '')
  for (const part of parts) {
    if (!/^\d+$/.test(part)) {
      throw new EncoderInputError(`"${part}" is not the index of a feature.`, {
        metaMessages: ['Give whole numbers with spaces between, for example: 1 5 9'],
      })
    }
  }
  return parts.map(Number)
}
