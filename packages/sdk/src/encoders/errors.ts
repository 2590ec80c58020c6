import { CotrainError } from '../errors/base.ts'
import { isLoadableEncoder, loadableEncoders } from './loadable.ts'

/** A sample is not a strictly ascending list of feature indices, or it is too long. */
export class SampleError extends CotrainError {
  override name = 'SampleError'
}

/** What was given to an encoder is not what it encodes. */
export class EncoderInputError extends CotrainError {
  override name = 'EncoderInputError'
}

/** An encoder cannot be made with these options. */
export class EncoderOptionsError extends CotrainError {
  override name = 'EncoderOptionsError'
}

/** The list of words is empty, too long, or has words that are repeated or malformed. */
export class VocabularyError extends CotrainError {
  override name = 'VocabularyError'
}

/** No encoder goes by this name, or it has to be loaded first. */
export class EncoderUnknownError extends CotrainError {
  override name = 'EncoderUnknownError'
  constructor(readonly encoderName: string) {
    const isLoadable = isLoadableEncoder(encoderName)
    super(`The encoder "${encoderName}" is not ${isLoadable ? 'loaded' : 'known'}.`, {
      metaMessages: isLoadable ? howToLoad : whatIsKnown,
    })
  }
}

const howToLoad = [
  'It comes with @cotrain/encoders: npm install @cotrain/encoders',
  'Give its `loadEncoder` as `load`, or give the numbers of the sample yourself.',
]

const whatIsKnown = [
  'Known: vocabulary-v1:0x<hash of the words>, murmur3-v1:<bits>, indices-v1:<features>,',
  'vocabulary-sklearn-v1:0x<hash of the words>, murmur3-sklearn-v1:<features>,',
  'selection-v1:0x<hash of the indices>:<encoder>; for numbers numbers-v1:0x<hash>, vector-v1:<features>;',
  `of @cotrain/encoders ${loadableEncoders.map(({ name }) => name).join(', ')}.`,
  'Give the indices of the features yourself, or use a client that knows this encoder.',
]

/** The model's encoder needs words (or a selection of features) that nobody has published. */
export class VocabularyMissingError extends CotrainError {
  override name = 'VocabularyMissingError'
  constructor(readonly encoderName: string) {
    super(`The words of the encoder "${encoderName}" have not been published.`, {
      metaMessages: ['The owner of the model has to publish them; until then, give indices of features.'],
    })
  }
}

/** The published words (or selection of features) are not those that the encoder's name stands for. */
export class VocabularyMismatchError extends CotrainError {
  override name = 'VocabularyMismatchError'
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super('The published words are not those that the encoder of the model is named after.', {
      metaMessages: [
        `Expected ${expected}, got ${actual}.`,
        'Do not use these words; ask the owner of the model to publish the right ones.',
      ],
    })
  }
}
