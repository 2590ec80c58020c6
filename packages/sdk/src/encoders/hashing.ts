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
  const feature = (hash: number) => hash % featureCount
  return {
    name: `${hashingPrefix}${bits}`,
    featureCount,
    encode: text => hashTokens(tokenizers.words(text), feature),
    describe: () => undefined,
    wordsIn: text => wordsByFeature(tokenizers.words(text), feature),
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
  const feature = (hash: number) => Math.abs(hash | 0) % featureCount
  return {
    name: `${sklearnHashingPrefix}${featureCount}`,
    featureCount,
    encode: text => hashTokens(tokenizers.sklearn(text), feature),
    describe: () => undefined,
    wordsIn: text => wordsByFeature(tokenizers.sklearn(text), feature),
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

function wordsByFeature(
  tokens: readonly string[],
  feature: (hash: number) => number,
): ReadonlyMap<number, string> {
  const words = new Map<number, string>()
  for (const token of tokens) {
    const index = feature(hashToken(token))
    if (!words.has(index)) words.set(index, token)
  }
  return words
}

/** MurmurHash3 (x86, 32 bits, seed 0) of the UTF-8 of a word, 0 to 2^32 - 1. */
export function hashToken(token: string): number {
  const { read, written } = utf8.encodeInto(token, bytes)
  return murmurhash.v3(read === token.length ? bytes.subarray(0, written) : utf8.encode(token), 0)
}

// the hash function would make an encoder, and an array, for each word
const utf8 = new TextEncoder()
const bytes = new Uint8Array(128)
