import {
  EncoderOptionsError,
  EncoderUnknownError,
  resolveEncoder,
  type SampleEncoder,
  VocabularyMissingError,
} from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'

/** The encoder of this name, if it is known and needs nothing published; the names in older files are not. */
export function knownEncoder(name: string): SampleEncoder<string> | undefined {
  try {
    return resolveEncoder(name.trim())
  } catch (error) {
    if (error instanceof EncoderUnknownError || error instanceof VocabularyMissingError) return undefined
    if (error instanceof EncoderOptionsError) {
      throw new ModelFileError('encoder', `is "${name}"`, error.shortMessage, error)
    }
    throw error
  }
}
