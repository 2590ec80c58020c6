import type { Hex } from 'viem'
import type { SampleOf, SampleParameter } from '../../kinds/types.ts'
import { revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import { registered } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'

/** A sample of any kind, ready for use. */
export type AnySample = SampleOf

/** A sample as callers give it: ready for use, or packed as on the chain. */
export type SampleInput = SampleParameter

/** What a classifier has to say; one object a model. Changes are noted in the journal. */
export interface Classifier<sample extends AnySample = AnySample> {
  /** What the owner chose. */
  readonly options: object
  /** How many classes the model has now; labels are below it. */
  readonly classes: number
  /** How many words of packed parameters must be uploaded. */
  readonly requiredWords: number
  /** How many features a sample has at most; dense samples have all. */
  readonly maxSampleLength: number
  /** Stores `words` from `offset` on. The caller has checked the offset and the count. */
  storeParameters(offset: number, words: readonly bigint[]): void
  /** The sample ready for use. Throws unless it is well formed for this model. */
  checkSample(sample: SampleInput): sample
  /** The bytes of a checked sample, as the chain has them. */
  packSample(sample: sample): Hex
  /**
   * What predicting a checked sample, or its quadratic loss, takes at most, in gas, on cold storage, whatever the model
   * has learned by then: it follows from the words of storage that may be read and the work on each.
   * @param features How many the sample has; dense samples all have the same number.
   */
  predictionGas(features: number): number
  /**
   * What learning from a checked sample takes at most, in gas, whatever the model has learned by then: it follows from
   * the words of storage that may be written.
   * @param features How many the sample has.
   */
  learningGas(features: number): number
  /**
   * What learning from several checked samples in one transaction takes at most, in gas: a word of storage that several
   * of them write is cold once.
   * @param features How many they have together.
   */
  bundleGas(features: number, samples: number): number
  /** The class that the model gives to a checked `sample`. */
  predict(sample: sample): number
  /** Trains the model with one checked sample. Throws on a label that the model does not have. */
  update(sample: sample, label: number): void
  /**
   * Half the Brier score of what the model says of a checked sample, in units of 2^-16; only classifiers that give
   * probabilities have it.
   */
  quadraticLoss?(sample: sample, label: number): number
  /** The parameters as training has left them, as `toModelFile` takes them; copies. */
  integers(): object
}

/** Makes the classifier of a new model from its ABI-encoded options, or throws. */
export type CreateClassifier<classifier extends Classifier> = (options: Hex, journal: Journal) => classifier

/** The lowest of the classes with the highest score; class 0 when there are none. */
export function highest(scores: ArrayLike<number>): number {
  let best = 0
  for (let c = 1; c < scores.length; c++) if (scores[c]! > scores[best]!) best = c
  return best
}

/**
 * The classifier of a model that has `count` words of parameters from `offset` on.
 * @throws TwinError UnknownModel, WordsOutOfRange
 */
export function withWords<classifier extends Classifier>(
  trainer: TrainerOf<classifier>,
  modelId: bigint,
  offset: bigint,
  count: bigint,
): classifier {
  const { classifier } = registered(trainer, modelId)
  if (offset + count > BigInt(classifier.requiredWords)) {
    revert('WordsOutOfRange', offset, count, BigInt(classifier.requiredWords))
  }
  return classifier
}
