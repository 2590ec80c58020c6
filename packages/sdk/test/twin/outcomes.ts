import type { Contribution, KindName } from '../../src/kinds/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import type { Result, TrainerCall, Transaction } from './Chain.ts'
import { sideOf } from './kinds/index.ts'
import type { Block } from './TwinSide.ts'

/** `function` for a success, `function: Error` for a failure; the ways to take are told apart. */
export function outcomeOf(twin: Twin, block: Block, call: TrainerCall | Transaction, result: Result): string {
  const { functionName } = call
  if ('errorName' in result) return `${functionName}: ${result.errorName}`
  return functionName === 'take' ? wayToTake(twin, block, call as Transaction) : functionName
}

function wayToTake(twin: Twin, { time }: Block, { args, sender }: Transaction): string {
  const [modelId, , contribution] = args as [bigint, bigint, Contribution]
  const { ownerClaimTime, anyClaimTime } = twin.incentive(modelId).options
  const age = Number(time) - contribution.time
  if (age >= anyClaimTime) return sender === contribution.contributor ? 'take own late' : 'take late'
  if (age >= ownerClaimTime && sender === twin.model(modelId).owner) return 'take as owner'
  const share =
    (contribution.deposit * twin.verified(modelId, sender)) / twin.incentive(modelId).totalVerified
  if (share === contribution.remaining) return 'take all of it'
  return share < contribution.remaining ? 'take a share' : rareOutcome
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofContribution = ['DepositTooSmall', 'EmptySample', 'LabelOutOfRange', ...ofUse]
const ofClaim = ['NoOpenContribution', 'ContributionMismatch', 'TooEarly', 'EmptyRevert', ...ofUse]
const ofOptions = ['FeatureCountOutOfRange', 'EmptyRevert']

/** How each function can fail. `TooManyTakers` and `Overflow` have tests of their own in limits.test.ts. */
const errors: Record<string, readonly string[]> = {
  createModel: [...ofOptions, 'ClaimTimesNotAscending', 'TooManyWords', 'WordNotCanonical'],
  uploadParameters: ['UnknownModel', 'NotOwner', 'UnexpectedOffset', 'TooManyWords', 'WordNotCanonical'],
  publishEncoder: ['UnknownModel', 'NotOwner'],
  transferOwnership: ['UnknownModel', 'NotOwner', 'NewOwnerIsZero'],
  contribute: ofContribution,
  contributeBatch: ['EmptyBatch', 'LengthMismatch', ...ofContribution],
  refund: ['NotContributor', 'ModelDisagrees', ...ofClaim],
  take: ['OwnContribution', 'AlreadyTaken', 'NotVerified', 'ModelAgrees', 'NothingToTake', ...ofClaim],
  multicall: ['ValueNotAccepted', 'NotContributor', 'NoOpenContribution', 'DepositTooSmall'],
  predict: ofUse,
  predictBatch: ofUse,
  price: ofUse,
  model: ['UnknownModel'],
  incentive: ['UnknownModel'],
  classifierOptions: ['UnknownModel'],
}
const waysToTake = [
  'take a share',
  'take the rest',
  'take all of it',
  'take as owner',
  'take late',
  'take own late',
]
/** Too rare to count on; limits.test.ts has one. */
export const rareOutcome = 'take the rest'
const successes = ['modelCount', 'verified', 'record', ...waysToTake, ...Object.keys(errors)]

/** Every outcome that a run must meet with some kind. */
export const outcomes: readonly string[] = [
  ...successes.filter(name => name !== 'take' && name !== rareOutcome),
  ...Object.entries(errors).flatMap(([name, list]) => list.map(error => `${name}: ${error}`)),
]

/** Every outcome besides that a run must meet with this kind. */
export function ownOutcomes(kind: KindName): readonly string[] {
  return Object.entries(sideOf(kind).errors).flatMap(([name, list]) => [
    ...(name in errors ? [] : [name]),
    ...list.map(error => `${name}: ${error}`),
  ])
}
