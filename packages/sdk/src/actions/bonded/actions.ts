import { challenge, challengeSync } from './challenge.ts'
import { dispute, disputeSync, rule, ruleSync } from './dispute.ts'
import { dropDuplicate, dropDuplicateSync, findDuplicates } from './duplicates.ts'
import { listChallenges } from './listChallenges.ts'
import { getPool } from './pools/getPool.ts'
import { challengeTogether, challengeTogetherSync, pledge, pledgeSync } from './pools/pledge.ts'
import { withdrawPledge, withdrawPledgeSync } from './pools/withdrawPledge.ts'
import { priceOf } from './priceOf.ts'
import {
  planSettleContributions,
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
  getPool,
  pledge,
  pledgeSync,
  challengeTogether,
  challengeTogetherSync,
  withdrawPledge,
  withdrawPledgeSync,
  dispute,
  disputeSync,
  rule,
  ruleSync,
  findDuplicates,
  dropDuplicate,
  dropDuplicateSync,
  settleContribution,
  settleContributionSync,
  settleContributions,
  settleContributionsSync,
  planSettleContributions,
}
