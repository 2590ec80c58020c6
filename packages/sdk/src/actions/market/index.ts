export * from './cancelMarket.ts'
export * from './claimRewards.ts'
export * from './commitMarket.ts'
export {
  type DrawPiecesParameters,
  type DrawPiecesReturnType,
  type DrawPiecesSyncReturnType,
  drawPieces,
  drawPiecesSync,
} from './drawPieces.ts'
export * from './getMarket.ts'
export * from './listRewards.ts'
export * from './planSettlement.ts'
export * from './revealPieces.ts'
export * from './settleMarket.ts'
export * from './withdrawBounty.ts'
