import { isDenseEncoder, resolveDenseEncoder } from './numbers.ts'
import { resolveEncoder } from './resolveEncoder.ts'

/**
 * Throws unless these bytes are what an encoder of this name needs published.
 *
 * @throws EncoderUnknownError, VocabularyMissingError, VocabularyMismatchError
 */
export function checkPublished(name: string, published: Uint8Array): void {
  if (isDenseEncoder(name)) resolveDenseEncoder(name, published)
  else resolveEncoder(name, published)
}
