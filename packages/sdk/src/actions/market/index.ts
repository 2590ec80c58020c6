export * from './cancelMarket.ts'
export * from './claimRewards.ts'
export * from './closeMarket.ts'
export {
  type CommitBundlesParameters,
  type CommitBundlesReturnType,
  type CommitBundlesSyncReturnType,
  commitBundles,
  commitBundlesSync,
} from './commitBundles.ts'
export * from './getMarket.ts'
export {
  type BundleRecord,
  type BundleStatusName,
  type ListBundlesParameters,
  type ListBundlesReturnType,
  listBundles,
} from './listBundles.ts'
export * from './listRewards.ts'
export * from './openMarket.ts'
export {
  type PlanSettlementParameters,
  type PlanSettlementReturnType,
  planSettlement,
  type SettlementPlan,
} from './planSettlement.ts'
export * from './publishTestSet.ts'
export * from './revealBundle.ts'
export * from './setMarketOptions.ts'
export * from './settleMarket.ts'
