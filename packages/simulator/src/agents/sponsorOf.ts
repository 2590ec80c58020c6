import type { Example } from '../data/DataSet.ts'
import type { Agent } from '../engine/Agent.ts'
import { MarketSponsor } from '../mechanisms/market/MarketSponsor.ts'
import { marketOf } from '../mechanisms/market/marketOf.ts'
import { sponsorOf as publishedSponsorOf } from '../mechanisms/publishedMarket/sponsorOf.ts'

/** The sponsor of the world's blind market, when the agent is the one: whoever owns the model. */
export function marketSponsorOf(
  agent: Agent,
  labelOf?: (example: Example) => number,
): MarketSponsor | undefined {
  const market = marketOf(agent.world)
  if (market === undefined || agent.main.address !== agent.world.owner) return undefined
  return new MarketSponsor(agent, market, labelOf)
}

/** The sponsor of the world's market of either kind, who plays by the rules. */
export function sponsorOf(agent: Agent) {
  return marketSponsorOf(agent) ?? publishedSponsorOf(agent)
}
