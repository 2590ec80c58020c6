import type { Hex } from 'viem'
import type { ClassifierName, ClassifierOptions, MechanismName } from '../../../src/kinds/index.ts'
import type { Twin } from '../../../src/twin/index.ts'
import type { Dice } from '../Dice.ts'

/** A view of the trainer, and its arguments after the model's id. */
export type ViewOfModel = [functionName: string, ...args: unknown[]]

/** What random sequences must know of a classifier. */
export type KindSide<classifier extends ClassifierName = ClassifierName> = {
  classifier: classifier
  /** Options of a new model, some of them wrong; with `calm`, a small model that contributions change often. */
  options(dice: Dice, calm: boolean): ClassifierOptions<classifier>
  /** Packed parameters of a model of these options, if they are not too many. */
  words(dice: Dice, options: ClassifierOptions<classifier>): bigint[]
  /** How many words stand before those in pages of code; undefined when there are no pages. */
  headWords?(options: ClassifierOptions<classifier>): number
  /** A well-formed sample, and one that breaks one of the rules. */
  sample(dice: Dice, options: ClassifierOptions<classifier>): Hex
  malformed(dice: Dice, options: ClassifierOptions<classifier>): Hex
  /** A view that only this classifier has. */
  view(dice: Dice, options: ClassifierOptions<classifier>, sample: () => Hex): ViewOfModel
  /** All that can be read of a model besides what all kinds have. */
  reads(twin: Twin<MechanismName, classifier>, modelId: bigint): ViewOfModel[]
  /** How functions can fail besides the ways that all kinds have. */
  errors: Record<string, readonly string[]>
}

export const errorsOfSparseSample = [
  'SampleMisaligned',
  'SampleTooLong',
  'IndicesNotAscending',
  'IndexOutOfRange',
]
export const errorsOfDenseSample = ['SampleLengthMismatch', 'NormAboveOne']

/** The ways in which samples make functions fail. */
export function errorsOfSamples(ofSample: readonly string[], views: readonly string[]) {
  const ofContribution = ofSample === errorsOfSparseSample ? [...ofSample, 'TooManyFeatures'] : ofSample
  return Object.fromEntries([
    ...['contribute', 'contributeBatch'].map(name => [name, ofContribution]),
    ...['predict', 'predictBatch'].map(name => [name, ofSample]),
    ...views.map(name => [name, ['UnknownModel', 'ModelIncomplete', ...ofSample]]),
  ])
}
