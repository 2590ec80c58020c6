import { EncoderUnknownError, VocabularyMismatchError, VocabularyMissingError } from './errors.ts'
import { createHashingEncoder, hashingPrefix } from './hashing.ts'
import { createIndexEncoder, indicesPrefix } from './indices.ts'
import type { SampleEncoder } from './SampleEncoder.ts'
import { createVocabularyEncoder, decodeVocabulary, vocabularyName, vocabularyPrefix } from './vocabulary.ts'

/**
 * The encoder that a model names on chain.
 *
 * @param published What the model's owner has published for it: the words, if it is a vocabulary.
 * @throws EncoderUnknownError if no encoder goes by the name.
 * @throws VocabularyMissingError if its words are not given.
 * @throws VocabularyMismatchError if the words are not those that the name is the hash of.
 */
export function resolveEncoder(name: string, published?: Uint8Array): SampleEncoder<string> {
  if (name.startsWith(vocabularyPrefix)) return resolveVocabulary(name, published)
  const bits = numberAfter(hashingPrefix, name)
  if (bits !== undefined) return createHashingEncoder({ bits })
  const featureCount = numberAfter(indicesPrefix, name)
  if (featureCount !== undefined) return createIndexEncoder(featureCount)
  throw new EncoderUnknownError(name)
}

function resolveVocabulary(name: string, published: Uint8Array | undefined): SampleEncoder<string> {
  if (published === undefined || published.length === 0) throw new VocabularyMissingError(name)
  const actual = vocabularyName(published)
  if (actual !== name.toLowerCase()) throw new VocabularyMismatchError(name, actual)
  return createVocabularyEncoder(decodeVocabulary(published))
}

function numberAfter(prefix: string, name: string): number | undefined {
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  return /^[1-9]\d{0,5}$/.test(digits) ? Number(digits) : undefined
}
