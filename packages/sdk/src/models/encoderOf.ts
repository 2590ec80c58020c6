import {
  createIndexEncoder,
  createNumbersEncoder,
  createSelectionEncoder,
  createVectorEncoder,
  createVocabularyEncoder,
  type DenseEncoder,
  encodeInputs,
  encodeSelection,
  encodeVocabulary,
  type NumberInput,
  type SampleEncoder,
  unloadedEncoder,
  vocabularyTokens,
} from '../encoders/index.ts'
import { ModelFileError, UnsupportedModelError } from './errors.ts'
import { featureCountOf, isSparse } from './features.ts'
import { knownEncoder } from './knownEncoder.ts'
import type { ModelFile } from './ModelFile.ts'

export type EncoderOfFile = {
  /** Encodes for the model; its `name` goes on chain. */
  encoder: SampleEncoder<string>
  /** What the owner has to publish on chain, so that others can encode as well. */
  published?: Uint8Array
}

export type DenseEncoderOfFile = { encoder: DenseEncoder; published?: Uint8Array }

/**
 * The encoder of a model over sets of features: its vocabulary, the encoder that it names, or, if no client could run
 * that, the indices of the features themselves. If the file has `featureIndices`, the encoder leaves the other
 * features out.
 *
 * @throws ModelFileError if the vocabulary is not the one that the encoder is named after, or the encoder has fewer
 * features than the model.
 */
export function encoderOf(file: ModelFile): EncoderOfFile {
  const { vocabulary } = file
  const featureIndices = featureIndicesOf(file)
  if (vocabulary) {
    const tokens = vocabularyTokens(file.encoder ?? '') ?? 'words'
    const whole = createVocabularyEncoder(vocabulary, tokens)
    checkVocabularyName(file, whole.name)
    const words = featureIndices ? featureIndices.map(index => vocabulary[index]!) : vocabulary
    const encoder = createVocabularyEncoder(words, tokens)
    checkFeatureCount(file, encoder)
    return { encoder, published: encodeVocabulary(words) }
  }
  if (vocabularyTokens(file.encoder ?? '')) {
    throw new ModelFileError('vocabulary', 'is missing', 'Put in the words that the encoder is named after.')
  }
  if (featureIndices) {
    const outputs = featureIndices.reduce((most, index) => Math.max(most, index + 1), 0)
    const encoder = createSelectionEncoder(named(file, outputs), featureIndices)
    return { encoder, published: encodeSelection(featureIndices) }
  }
  return { encoder: named(file, featureCountOf(file)) }
}

/**
 * The encoder of a model over lists of numbers: its inputs, or vectors whose norm is 1 or less. One of texts or pictures
 * that has to be loaded is there by its name, and takes the numbers of a sample.
 *
 * @throws EncoderOptionsError if the model has more than 1,024 features.
 * @throws ModelFileError if the encoder that it names gives another number of them.
 */
export function denseEncoderOf(file: ModelFile): DenseEncoderOfFile {
  if (isSparse(file)) throw new UnsupportedModelError(file.type, 'it takes sets of features, not numbers')
  const inputs = inputsOf(file)
  if (!inputs) return { encoder: unloaded(file) ?? createVectorEncoder(featureCountOf(file)) }
  return { encoder: createNumbersEncoder(inputs), published: encodeInputs(inputs) }
}

/**
 * The name on chain of a file's encoder, and what is published for it.
 *
 * @throws as {@link encoderOf} and {@link denseEncoderOf}
 */
export function encodingOf(file: ModelFile): { name: string; published: Uint8Array | undefined } {
  const { encoder, published } = isSparse(file) ? encoderOf(file) : denseEncoderOf(file)
  return { name: encoder.name, published }
}

function unloaded(file: ModelFile): DenseEncoder | undefined {
  const encoder = unloadedEncoder(file.encoder?.trim() ?? '')
  const features = featureCountOf(file)
  if (encoder && encoder.featureCount !== features) throw tooMany(file, encoder, features)
  return encoder
}

/** Centroids compare distances: there a difference counts as much as it is, unless the file says otherwise. */
function inputsOf(file: ModelFile): NumberInput[] | undefined {
  if (file.type !== 'dense nearest centroid classifier') return file.inputs
  return file.inputs?.map(input => ({ factor: 1, ...input }))
}

/** Which outputs of its encoder the model uses, if not all. */
export function featureIndicesOf(file: ModelFile): number[] | undefined {
  return 'featureIndices' in file ? file.featureIndices : undefined
}

/** `features` are those that the model needs: all that the encoder has, unless the model selects some. */
function named(file: ModelFile, features: number): SampleEncoder<string> {
  const encoder = knownEncoder(file.encoder ?? '') ?? createIndexEncoder(features)
  if (featureIndicesOf(file) ? encoder.featureCount < features : encoder.featureCount !== features) {
    throw tooMany(file, encoder, features)
  }
  return encoder
}

function checkFeatureCount(file: ModelFile, encoder: SampleEncoder<string>) {
  const features = featureCountOf(file)
  if (encoder.featureCount !== features) throw tooMany(file, encoder, features)
}

function tooMany({ encoder: name = '' }: ModelFile, encoder: { featureCount: number }, features: number) {
  return new ModelFileError(
    'encoder',
    `is "${name}" with ${encoder.featureCount} features, but the model uses ${features}`,
    'Name the encoder that the model was trained with, and give a weight for each of its features.',
  )
}

function checkVocabularyName({ encoder = '' }: ModelFile, actual: string) {
  if (!vocabularyTokens(encoder) || encoder.toLowerCase() === actual) return
  throw new ModelFileError(
    'vocabulary',
    `is not the one that the encoder is named after, but ${actual}`,
    'Put in the words that the model was trained with, in the same order.',
  )
}
