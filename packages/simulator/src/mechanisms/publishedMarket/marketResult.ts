import { toEther } from '../../engine/money.ts'
import type { MarketResult } from '../../results/types.ts'
import type { MarketClaims } from './MarketClaims.ts'

/** A summed loss of 1, in units of the contract. */
const one = 65_536

/** What a market came to. */
export function marketResult({
  phaseName,
  bounty,
  state,
  hasScores,
  steps,
  claims,
}: MarketClaims): MarketResult {
  const { agent } = bounty?.sponsor ?? {}
  const mean = (loss: number) => (hasScores ? loss / one / state.hiddenSamples : null)
  return {
    phase: phaseName,
    bounty: toEther(bounty?.all ?? 0n),
    bountyPaid: toEther(bounty?.paidOut ?? 0n),
    penalties: toEther(state.gains === 0 ? 0n : state.penalties),
    sponsorProfit: agent === undefined ? 0 : toEther(agent.own + agent.locked - agent.start),
    shownSamples: state.shownSamples,
    hiddenSamples: state.hiddenSamples,
    firstLoss: mean(state.firstLoss),
    lastLoss: mean(state.loss),
    contributions: claims.length,
    tried: steps.tried,
    kept: steps.kept,
    steps: steps.count,
    stepsGas: toEther(steps.gas),
  }
}
