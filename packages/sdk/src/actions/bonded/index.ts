export * from './challenge.ts'
export {
  type ChallengeableContribution,
  type ChallengeStatus,
  type ListChallengesParameters,
  type ListChallengesReturnType,
  listChallenges,
} from './listChallenges.ts'
export * from './priceOf.ts'
export * from './settleContribution.ts'
