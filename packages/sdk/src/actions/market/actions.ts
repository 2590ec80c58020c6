import { cancelMarket, cancelMarketSync } from './cancelMarket.ts'
import { claimReward, claimRewardSync, claimRewards, claimRewardsSync } from './claimRewards.ts'
import { commitMarket, commitMarketSync } from './commitMarket.ts'
import { drawPieces, drawPiecesSync } from './drawPieces.ts'
import { getMarket } from './getMarket.ts'
import { listRewards } from './listRewards.ts'
import { planSettlement } from './planSettlement.ts'
import { revealPiece, revealPieceSync, revealPieces } from './revealPieces.ts'
import { settleAll, settleMarket, settleMarketSync } from './settleMarket.ts'
import { withdrawBounty, withdrawBountySync } from './withdrawBounty.ts'

/** The actions for models under a prediction market. */
export const marketActions = {
  commitMarket,
  commitMarketSync,
  drawPieces,
  drawPiecesSync,
  revealPiece,
  revealPieceSync,
  revealPieces,
  planSettlement,
  settleMarket,
  settleMarketSync,
  settleAll,
  getMarket,
  listRewards,
  claimReward,
  claimRewardSync,
  claimRewards,
  claimRewardsSync,
  withdrawBounty,
  withdrawBountySync,
  cancelMarket,
  cancelMarketSync,
}
