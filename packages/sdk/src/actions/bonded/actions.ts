import { challenge, challengeSync } from './challenge.ts'
import { listChallenges } from './listChallenges.ts'
import { priceOf } from './priceOf.ts'
import {
  settleContribution,
  settleContributionSync,
  settleContributions,
  settleContributionsSync,
} from './settleContribution.ts'

/** The actions for models under deposits with bonds. */
export const bondedActions = {
  priceOf,
  challenge,
  challengeSync,
  listChallenges,
  settleContribution,
  settleContributionSync,
  settleContributions,
  settleContributionsSync,
}
