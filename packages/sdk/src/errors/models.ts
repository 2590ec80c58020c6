import { CotrainError } from './base.ts'
import { contractError } from './contractError.ts'

/** There is no model of this number. */
export class UnknownModelError extends contractError('UnknownModel', ({ modelId }) => [
  `There is no model ${modelId} on this chain.`,
  'Ask for the list of models; their numbers start at 0. A restarted development chain may have lost its models.',
]) {}

/** A model's classifier is one that this version does not have. */
export class ClassifierUnknownError extends CotrainError {
  override name = 'ClassifierUnknownError'
  readonly modelId: bigint
  readonly number: bigint

  constructor({ modelId, number }: { modelId: bigint; number: bigint }) {
    super(`Model ${modelId} has classifier ${number}, which this version does not know.`, {
      metaMessages: ['A newer version of Cotrain may know it.'],
    })
    this.modelId = modelId
    this.number = number
  }
}

/** The model's upload is not finished, so that it cannot be used. */
export class ModelIncompleteError extends contractError(
  'ModelIncomplete',
  ({ modelId, uploadedWords, requiredWords }) => [
    `Model ${modelId} is not ready: ${uploadedWords} of ${requiredWords} words of its weights are uploaded.`,
    'Its owner can finish the upload: deploying the same model again continues where it stopped.',
  ],
) {}

/** Only the model's owner may do this. */
export class NotOwnerError extends contractError('NotOwner', ({ modelId, caller, owner }) => [
  `Model ${modelId} belongs to ${owner}, not to ${caller}.`,
  "Send it from the owner's account.",
]) {}

/** A model cannot be handed over to nobody. */
export class NewOwnerIsZeroError extends contractError('NewOwnerIsZero', ({ modelId }) => [
  `Model ${modelId} cannot be given to the zero address.`,
  "Give the new owner's address.",
]) {}

/** A chunk of weights does not start where the last one ended. */
export class UnexpectedOffsetError extends contractError(
  'UnexpectedOffset',
  ({ modelId, expected, given }) => [
    `The upload of model ${modelId} stands at word ${expected}; a chunk for word ${given} was sent.`,
    `Go on with the chunk that starts at word ${expected}.`,
  ],
) {}

/** A chunk of parameters ends within a page of code. */
export class ChunkNotAlignedError extends contractError('ChunkNotAligned', ({ end, nextPageEnd }) => [
  `A chunk cannot end at word ${end}, within a page.`,
  `End it at word ${nextPageEnd}, where the page ends, or with the last word. \`deployModel\` does so.`,
]) {}

/** More weights than the model has. */
export class TooManyWordsError extends contractError('TooManyWords', ({ modelId, left, given }) => [
  `Model ${modelId} needs ${left} more words of weights; ${given} were sent.`,
  'Check that feature count and bits of a weight are those that the words were packed with.',
]) {}

/** The model has no such words of weights. */
export class WordsOutOfRangeError extends contractError(
  'WordsOutOfRange',
  ({ offset, count, requiredWords }) => [
    `The model has ${requiredWords} words of weights; ${count} from word ${offset} on are not all there.`,
    'Ask for fewer words, or from an earlier one on.',
  ],
) {}

/** Several calls in one transaction cannot carry a value. */
export class ValueNotAcceptedError extends contractError('ValueNotAccepted', ({ value }) => [
  `Several calls in one transaction cannot carry a value; ${value} wei were sent.`,
  'Send contributions with `contributeBatch`.',
]) {}
