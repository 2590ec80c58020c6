import type { FloatSample } from '../float/predictFloat.ts'

/** A sample as the file takes it: indices of features, or numbers in the units of its inputs. */
export type FloatLabelled = { label: number; sample: FloatSample }

/** A number of the file that its contract cannot hold. */
export type ClippedParameter = {
  /** Where it stands: `weights[3]`. */
  name: string
  value: number
  /** What it counts as on the chain. */
  countsAs: number
}

export type QuantiseModelOptions = {
  /** Bits of a weight, where the classifier has a choice; `auto` (the default) takes the fewest that lose nothing. */
  weightBits?: number | 'auto' | undefined
  /** Samples to measure the loss of accuracy with. */
  data?: readonly FloatLabelled[] | undefined
  /** Classes that the model may have at most, where classes can be added; by default those that it has. */
  maxClasses?: number | undefined
  /** Whether everybody may add classes, or the owner only, which is the default. */
  openClasses?: boolean | undefined
  /**
   * What each contribution to a naive Bayes adds to the counts of its class in all, in the file's units; 0: 1 for each of
   * its features. `auto` (the default) takes the file's own, or what its samples have added on average.
   */
  sampleWeight?: number | 'auto' | undefined
}

/** A model in the integers of its contract. */
export type QuantisedModel<classifier extends string = string, options extends object = object> = {
  /** The classifier that it is. */
  classifier: classifier
  /** The contract's options of the classifier. */
  options: options
  /** The parameters, packed as the contract takes them. */
  words: bigint[]
  /** Integer units in 1 of the file's weights, centroids or counts; of counts those that were scaled to fit. */
  scale: number
  /** Root mean square of what rounding changed in the parameters, divided by that of the parameters. */
  roundingError: number
  /** Numbers of the file beyond what the contract holds, which count as the end of its range; mostly none. */
  clipped: ClippedParameter[]
  /** What the contract says of an encoded sample: indices, or integers that stand for integer / 2^15. */
  predict(sample: Uint16Array | Int16Array): number
  /** Share of the samples that rounding costs, if there are data: 0.001 is a tenth of a point. */
  accuracyLoss?: number
}
