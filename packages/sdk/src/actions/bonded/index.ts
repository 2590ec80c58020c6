export type { Arbiter } from '../internal/arbiter.ts'
export type { DuplicateParameters } from '../internal/duplicates.ts'
export * from './challenge.ts'
export * from './dispute.ts'
export * from './duplicates.ts'
export {
  type ChallengeableContribution,
  type ListChallengesParameters,
  type ListChallengesReturnType,
  listChallenges,
} from './listChallenges.ts'
export * from './pools/getPool.ts'
export * from './pools/pledge.ts'
export * from './pools/withdrawPledge.ts'
export * from './priceOf.ts'
export type { Ruling } from './rulings.ts'
export * from './settleContribution.ts'
export { type ChallengeStatus, canSettle } from './status.ts'
