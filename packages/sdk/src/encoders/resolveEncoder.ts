import { EncoderUnknownError, VocabularyMismatchError, VocabularyMissingError } from './errors.ts'
import {
  createHashingEncoder,
  createSklearnHashingEncoder,
  hashingPrefix,
  sklearnHashingPrefix,
} from './hashing.ts'
import { createIndexEncoder, indicesPrefix } from './indices.ts'
import type { SampleEncoder } from './SampleEncoder.ts'
import { createSelectionEncoder, decodeSelection, selectionName, selectionPrefix } from './selection.ts'
import type { Tokens } from './tokenize.ts'
import { createVocabularyEncoder, decodeVocabulary, vocabularyName, vocabularyTokens } from './vocabulary.ts'

/**
 * The encoder that a model names on chain.
 *
 * @param published What the model's owner has published for it: the words of a vocabulary, the outputs of a selection.
 * @throws EncoderUnknownError if no encoder goes by the name.
 * @throws VocabularyMissingError if what it needs is not given.
 * @throws VocabularyMismatchError if that is not what the name is the hash of.
 */
export function resolveEncoder(name: string, published?: Uint8Array): SampleEncoder<string> {
  const tokens = vocabularyTokens(name)
  if (tokens) return resolveVocabulary(name, tokens, published)
  if (name.startsWith(selectionPrefix)) return resolveSelection(name, published)
  const bits = numberAfter(hashingPrefix, name)
  if (bits !== undefined) return createHashingEncoder({ bits })
  const hashed = numberAfter(sklearnHashingPrefix, name)
  if (hashed !== undefined) return createSklearnHashingEncoder({ featureCount: hashed })
  const featureCount = numberAfter(indicesPrefix, name)
  if (featureCount !== undefined) return createIndexEncoder(featureCount)
  throw new EncoderUnknownError(name)
}

function resolveVocabulary(
  name: string,
  tokens: Tokens,
  published: Uint8Array | undefined,
): SampleEncoder<string> {
  if (published === undefined || published.length === 0) throw new VocabularyMissingError(name)
  const actual = vocabularyName(published, tokens)
  if (actual !== name.toLowerCase()) throw new VocabularyMismatchError(name, actual)
  return createVocabularyEncoder(decodeVocabulary(published), tokens)
}

/** selection-v1:<hash>:<name of an encoder that needs nothing published> */
function resolveSelection(name: string, published: Uint8Array | undefined): SampleEncoder<string> {
  const end = name.indexOf(':', selectionPrefix.length)
  if (end < 0 || name.startsWith(selectionPrefix, end + 1)) throw new EncoderUnknownError(name)
  if (published === undefined || published.length === 0) throw new VocabularyMissingError(name)
  const [expected, inner] = [name.slice(0, end), name.slice(end + 1)]
  const actual = selectionName(published)
  if (actual !== expected.toLowerCase()) throw new VocabularyMismatchError(expected, actual)
  return createSelectionEncoder(resolveEncoder(inner), decodeSelection(published))
}

function numberAfter(prefix: string, name: string): number | undefined {
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  return /^[1-9]\d{0,5}$/.test(digits) ? Number(digits) : undefined
}
