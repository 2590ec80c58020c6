/// <reference path="./murmurhash.d.ts" />
import murmurhash from 'murmurhash'
import { EncoderOptionsError } from './errors.ts'
import { maxFeatureCount, maxSampleLength, type Sample, toSample } from './Sample.ts'
import type { SampleEncoder } from './SampleEncoder.ts'
import { tokenizers } from './tokenize.ts'

/** What the names of hashing encoders begin with; the number of bits follows. */
export const hashingPrefix = 'murmur3-v1:'
/** The same for hashing as in scikit-learn; the number of features follows. */
export const sklearnHashingPrefix = 'murmur3-sklearn-v1:'

/**
 * Feature hashing: the feature of a word is MurmurHash3 (x86, 32 bits, seed 0) of its UTF-8, modulo 2^bits. Needs no
 * published words; different words may share a feature. Of a text with more than 2,048 features the first 2,048 count.
 *
 * @throws EncoderOptionsError unless `bits` is a whole number from 1 to 16.
 */
export function createHashingEncoder({ bits }: { bits: number }): SampleEncoder<string> {
  if (!Number.isInteger(bits) || bits < 1 || bits > 16) {
    throw new EncoderOptionsError(`A hashing encoder has 1 to 16 bits, not ${bits}.`, {
      metaMessages: ['12 bits make 4,096 features.'],
    })
  }
  const featureCount = 2 ** bits
  return {
    name: `${hashingPrefix}${bits}`,
    featureCount,
    encode: text => hashTokens(tokenizers.words(text), hash => hash % featureCount),
    describe: () => undefined,
  }
}

/**
 * The same as scikit-learn's HashingVectorizer with `alternate_sign=False` and `binary=True` does it: its words, and
 * the absolute value of the hash as a signed number, modulo the number of features.
 *
 * @throws EncoderOptionsError unless `featureCount` is a whole number from 1 to 65,536.
 */
export function createSklearnHashingEncoder({
  featureCount,
}: {
  featureCount: number
}): SampleEncoder<string> {
  if (!Number.isInteger(featureCount) || featureCount < 1 || featureCount > maxFeatureCount) {
    throw new EncoderOptionsError(`A model has 1 to ${maxFeatureCount} features, not ${featureCount}.`)
  }
  return {
    name: `${sklearnHashingPrefix}${featureCount}`,
    featureCount,
    encode: text => hashTokens(tokenizers.sklearn(text), hash => Math.abs(hash | 0) % featureCount),
    describe: () => undefined,
  }
}

function hashTokens(tokens: readonly string[], feature: (hash: number) => number): Sample {
  const present = new Set<number>()
  for (const token of tokens) {
    present.add(feature(hashToken(token)))
    if (present.size === maxSampleLength) break
  }
  return toSample(present)
}

/** MurmurHash3 (x86, 32 bits, seed 0) of the UTF-8 of a word, 0 to 2^32 - 1. */
export function hashToken(token: string): number {
  return murmurhash.v3(token, 0)
}
