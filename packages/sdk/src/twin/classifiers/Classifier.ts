import type { Hex } from 'viem'
import type { Journal } from '../Journal.ts'
import type { Sample } from '../libraries/SparseSample.ts'

/** A sample as callers give it: ready for use, or packed as on the chain. */
export type SampleInput = Sample | Hex

/** What a classifier has to say; one object a model. Changes are noted in the journal. */
export interface Classifier {
  /** How many words of packed parameters must be uploaded. */
  readonly requiredWords: number
  /** Stores `words` from `offset` on. The caller has checked the offset and the count. */
  storeParameters(offset: number, words: readonly bigint[]): void
  /** The sample ready for use. Throws unless it is well formed for this model. */
  checkSample(sample: SampleInput): Sample
  /** The bytes of a checked sample, as the chain has them. */
  packSample(sample: Sample): Hex
  /** The class that the model gives to a checked `sample`. */
  predict(sample: Sample): number
  /** Trains the model with one checked sample. Throws on a label that the model does not have. */
  update(sample: Sample, label: number): void
}

/** Makes the classifier of a new model from its ABI-encoded options, or throws. */
export type CreateClassifier<classifier extends Classifier> = (options: Hex, journal: Journal) => classifier
