import {
  type DenseEncoder,
  EncoderOptionsError,
  EncoderUnknownError,
  resolveDenseEncoder,
  resolveEncoder,
  type SampleEncoder,
  unloadedEncoder,
  VocabularyMissingError,
} from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'

/** The encoder of this name, if it is known and needs nothing published; the names in older files are not. */
export function knownEncoder(name: string): SampleEncoder<string> | undefined {
  return known(name, resolveEncoder)
}

/** The same for lists of numbers; of those that have to be loaded, what takes the numbers of a sample. */
export function knownDenseEncoder(name: string): DenseEncoder | undefined {
  return unloadedEncoder(name.trim()) ?? known(name, resolveDenseEncoder)
}

function known<encoder>(name: string, resolve: (name: string) => encoder): encoder | undefined {
  try {
    return resolve(name.trim())
  } catch (error) {
    if (error instanceof EncoderUnknownError || error instanceof VocabularyMissingError) return undefined
    if (error instanceof EncoderOptionsError) {
      throw new ModelFileError('encoder', `is "${name}"`, error.shortMessage, error)
    }
    throw error
  }
}
