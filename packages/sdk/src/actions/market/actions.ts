import { cancelMarket, cancelMarketSync } from './cancelMarket.ts'
import {
  claimReward,
  claimRewardSync,
  claimRewards,
  claimRewardsSync,
  planClaimRewards,
} from './claimRewards.ts'
import { closeMarket, closeMarketSync } from './closeMarket.ts'
import { commitBundles, commitBundlesSync } from './commitBundles.ts'
import { getMarket } from './getMarket.ts'
import { listBundles } from './listBundles.ts'
import { listRewards } from './listRewards.ts'
import { openMarket, openMarketSync } from './openMarket.ts'
import { planSettlement } from './planSettlement.ts'
import { publishTestSet } from './publishTestSet.ts'
import { revealBundle, revealBundleSync } from './revealBundle.ts'
import { setMarketOptions, setMarketOptionsSync } from './setMarketOptions.ts'
import { settleBundle, settleBundleSync, settleMarket } from './settleMarket.ts'

/** The actions for models under a prediction market. */
export const marketActions = {
  setMarketOptions,
  setMarketOptionsSync,
  openMarket,
  openMarketSync,
  commitBundles,
  commitBundlesSync,
  revealBundle,
  revealBundleSync,
  publishTestSet,
  planSettlement,
  settleBundle,
  settleBundleSync,
  settleMarket,
  closeMarket,
  closeMarketSync,
  cancelMarket,
  cancelMarketSync,
  getMarket,
  listBundles,
  listRewards,
  claimReward,
  claimRewardSync,
  claimRewards,
  claimRewardsSync,
  planClaimRewards,
}
