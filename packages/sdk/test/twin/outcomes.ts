import type { Kind, MechanismName } from '../../src/kinds/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import type { Result, TrainerCall, Transaction } from './Chain.ts'
import { sideOf } from './kinds/index.ts'
import { mechanismOf, mechanismSides } from './mechanisms/index.ts'
import type { Block } from './TwinSide.ts'

/** `function` for a success, `function: Error` for a failure; the ways to take are told apart. */
export function outcomeOf(twin: Twin, block: Block, call: TrainerCall | Transaction, result: Result): string {
  const { functionName } = call
  if ('errorName' in result) return `${functionName}: ${result.errorName}`
  return mechanismOf(twin).outcomeOf?.(twin, block, call) ?? functionName
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofContribution = ['EmptySample', 'LabelOutOfRange', ...ofUse]
const ofOptions = ['FeatureCountOutOfRange', 'EmptyRevert']

/** How each function can fail. `TooManyTakers` and `Overflow` have tests of their own in limits.test.ts. */
const errors: Record<string, readonly string[]> = {
  createModel: [...ofOptions, 'UnknownClassifier', 'TooManyWords', 'WordNotCanonical'],
  uploadParameters: ['UnknownModel', 'NotOwner', 'UnexpectedOffset', 'TooManyWords', 'WordNotCanonical'],
  publishEncoder: ['UnknownModel', 'NotOwner'],
  transferOwnership: ['UnknownModel', 'NotOwner', 'NewOwnerIsZero'],
  addClass: ofUse,
  contribute: ofContribution,
  contributeBatch: ['EmptyBatch', 'LengthMismatch', ...ofContribution],
  multicall: ['ValueNotAccepted'],
  pin: ['NothingToPin', 'PinStands'],
  predict: ofUse,
  predictBatch: ofUse,
  price: ofUse,
  model: ['UnknownModel'],
  incentive: ['UnknownModel'],
  classifierOptions: ['UnknownModel'],
  classCount: ['UnknownModel'],
}
const successes = ['modelCount', 'newestModel', 'log', 'page', 'pinned', ...Object.keys(errors)]

/**
 * Every outcome that a run must meet with some kind under the mechanism, and those that it may meet besides. What all
 * mechanisms have in common must be met under deposits.
 */
export function outcomes(mechanism: MechanismName): { expected: string[]; rare: readonly string[] } {
  const side = mechanismSides[mechanism]
  const own = Object.keys(side.errors).filter(name => !(name in errors))
  const common = [...successes, ...withErrors(errors)]
  const special = [...own, ...side.successes, ...withErrors(side.errors)]
  const isCommon = (outcome: string) => ofUse.some(error => outcome.endsWith(error))
  const needed =
    mechanism === 'deposits' ? [...common, ...special] : special.filter(outcome => !isCommon(outcome))
  return {
    expected: needed.filter(outcome => !side.rare.includes(outcome)),
    rare: [...side.rare, ...common, ...special],
  }
}

/** Every outcome besides that a run must meet with this kind. */
export function ownOutcomes(kind: Kind): readonly string[] {
  const side = mechanismSides[kind.mechanism]
  return Object.entries(sideOf(kind).errors).flatMap(([name, list]) => [
    ...(name in errors || name in side.errors ? [] : [name]),
    ...list.map(error => `${name}: ${error}`),
  ])
}

function withErrors(lists: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(lists).flatMap(([name, list]) => list.map(error => `${name}: ${error}`))
}
