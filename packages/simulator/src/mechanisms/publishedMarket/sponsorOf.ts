import type { Example } from '../../data/DataSet.ts'
import type { Agent } from '../../engine/Agent.ts'
import type { World } from '../../engine/World.ts'
import { MarketClaims } from './MarketClaims.ts'
import { piecesOf } from './pieces.ts'
import { Sponsor } from './Sponsor.ts'

/** The published market that a world is about, if it is. */
export function publishedMarketOf({ settlement }: World): MarketClaims | undefined {
  return settlement instanceof MarketClaims ? settlement : undefined
}

/**
 * The sponsor of the world's published market, when the agent is the one: whoever owns the model.
 * @param labelOf The label that it gives a sample of a piece. @default the right one
 * @throws ScenarioError when it cannot pay, or when the test samples do not fit into the pieces.
 */
export function sponsorOf(
  agent: Agent,
  labelOf?: (example: Example, piece: number) => number,
): Sponsor | undefined {
  const { world, random, main } = agent
  const market = publishedMarketOf(world)
  if (market === undefined || main.address !== world.owner) return undefined
  return new Sponsor(agent, market, piecesOf(world.hidden, market.terms.pieces, random, labelOf))
}
