import type { Hex } from 'viem'
import type { ClassifierOptions, KindName } from '../../../src/kinds/index.ts'
import type { Twin } from '../../../src/twin/index.ts'
import type { Dice } from '../Dice.ts'

/** A view of the trainer, and its arguments after the model's id. */
export type ViewOfModel = [functionName: string, ...args: unknown[]]

/** What random sequences must know of a kind. */
export type KindSide<kind extends KindName = KindName> = {
  kind: kind
  /** Options of a new model, some of them wrong; with `calm`, a small model that contributions change often. */
  options(dice: Dice, calm: boolean): ClassifierOptions<kind>
  /** Packed parameters of a model of these options, if they are not too many. */
  words(dice: Dice, options: ClassifierOptions<kind>): bigint[]
  /** How many words stand before those in pages of code; undefined when there are no pages. */
  headWords?(options: ClassifierOptions<kind>): number
  /** How many classes a model has now. */
  classes(twin: Twin<kind>, modelId: bigint): number
  /** A well-formed sample, and one that breaks one of the rules. */
  sample(dice: Dice, options: ClassifierOptions<kind>): Hex
  malformed(dice: Dice, options: ClassifierOptions<kind>): Hex
  /** A view that only this kind has. */
  view(dice: Dice, options: ClassifierOptions<kind>, sample: () => Hex): ViewOfModel
  /** All that can be read of a model besides what all kinds have. */
  reads(twin: Twin<kind>, modelId: bigint): ViewOfModel[]
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
  const common = ['contribute', 'contributeBatch', 'predict', 'predictBatch']
  return Object.fromEntries([
    ...common.map(name => [name, ofSample]),
    ...views.map(name => [name, ['UnknownModel', 'ModelIncomplete', ...ofSample]]),
  ])
}
