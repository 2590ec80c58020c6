import { claimBadge, claimBadgeSync } from './badges/claimBadge.ts'
import { deployBadges } from './badges/deployBadges.ts'
import { listBadges } from './badges/listBadges.ts'
import { claimPoints, claimPointsSync, planClaimPoints } from './claimPoints.ts'
import { confirmReport, confirmReportSync } from './confirmReport.ts'
import { getLeaderboard } from './getLeaderboard.ts'
import { getReputation } from './getReputation.ts'
import { listPoints } from './listPoints.ts'
import { reportContribution, reportContributionSync } from './reportContribution.ts'
import { verify, verifySync } from './verify.ts'

/** The actions for models under points. */
export const pointsActions = {
  verify,
  verifySync,
  reportContribution,
  reportContributionSync,
  confirmReport,
  confirmReportSync,
  listPoints,
  claimPoints,
  claimPointsSync,
  planClaimPoints,
  getReputation,
  getLeaderboard,
  deployBadges,
  claimBadge,
  claimBadgeSync,
  listBadges,
}
