export { type BadgeName, badgeNames, badges } from './badges.ts'
export * from './claimBadge.ts'
export * from './deployBadges.ts'
export * from './listBadges.ts'
