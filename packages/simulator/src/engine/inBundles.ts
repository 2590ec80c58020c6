import { Bundler } from '../mechanisms/market/Bundler.ts'
import { marketOf } from '../mechanisms/market/marketOf.ts'
import type { Agent } from './Agent.ts'
import type { Behaviour } from './Strategy.ts'

/** The behaviour of somebody who, in a blind market, puts into bundles what it would contribute elsewhere. */
export function inBundles(agent: Agent, behaviour: Behaviour): Behaviour {
  const market = marketOf(agent.world)
  const { lesson } = behaviour
  if (market === undefined || lesson === undefined) return behaviour
  const bundler = new Bundler(agent, market, { lesson: () => lesson.call(behaviour) })
  return { ...behaviour, begin: () => begun(agent, behaviour), wake: () => bundler.act() }
}

/** Seconds after which the sponsor has opened its first market. */
const openBy = 60

function begun({ world }: Agent, behaviour: Behaviour): number {
  behaviour.begin?.()
  return world.startTime + openBy
}
