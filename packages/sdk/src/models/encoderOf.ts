import {
  createIndexEncoder,
  createSelectionEncoder,
  createVocabularyEncoder,
  encodeSelection,
  encodeVocabulary,
  type SampleEncoder,
  vocabularyPrefix,
} from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'
import { knownEncoder } from './knownEncoder.ts'
import type { PerceptronFile } from './ModelFile.ts'

export type EncoderOfFile = {
  /** Encodes for the model; its `name` goes on chain. */
  encoder: SampleEncoder<string>
  /** What the owner has to publish on chain, so that others can encode as well. */
  published?: Uint8Array
}

/**
 * The encoder of a model file: its vocabulary, the encoder that it names, or, if no client could run that, the indices
 * of the features themselves. If the file has `featureIndices`, the encoder leaves the other features out.
 *
 * @throws ModelFileError if the vocabulary is not the one that the encoder is named after, or the encoder has fewer
 * features than the model.
 */
export function encoderOf(file: PerceptronFile): EncoderOfFile {
  const { featureIndices, vocabulary } = file
  if (vocabulary) {
    const whole = createVocabularyEncoder(vocabulary)
    checkVocabularyName(file, whole.name)
    const words = featureIndices ? featureIndices.map(index => vocabulary[index]!) : vocabulary
    return { encoder: createVocabularyEncoder(words), published: encodeVocabulary(words) }
  }
  if (file.encoder?.startsWith(vocabularyPrefix)) {
    throw new ModelFileError('vocabulary', 'is missing', 'Put in the words that the encoder is named after.')
  }
  if (featureIndices) {
    const outputs = featureIndices.reduce((most, index) => Math.max(most, index + 1), 0)
    const encoder = createSelectionEncoder(named(file, outputs), featureIndices)
    return { encoder, published: encodeSelection(featureIndices) }
  }
  return { encoder: named(file, file.weights.length) }
}

/** `features` are those that the model needs: all that the encoder has, unless the model selects some. */
function named(
  { encoder: name = '', featureIndices }: PerceptronFile,
  features: number,
): SampleEncoder<string> {
  const encoder = knownEncoder(name) ?? createIndexEncoder(features)
  if (featureIndices ? encoder.featureCount >= features : encoder.featureCount === features) return encoder
  throw new ModelFileError(
    'encoder',
    `is "${name}" with ${encoder.featureCount} features, but the model uses ${features}`,
    'Name the encoder that the model was trained with, and give a weight for each of its features.',
  )
}

function checkVocabularyName({ encoder = '' }: PerceptronFile, actual: string) {
  if (!encoder.startsWith(vocabularyPrefix) || encoder.toLowerCase() === actual) return
  throw new ModelFileError(
    'vocabulary',
    `is not the one that the encoder is named after, but ${actual}`,
    'Put in the words that the model was trained with, in the same order.',
  )
}
