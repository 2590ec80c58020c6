import { strategies } from '../agents/index.ts'
import { populationCounts } from '../scenario/parseScenario.ts'
import type { Population, Scenario } from '../scenario/schema.ts'
import { Agent } from './Agent.ts'
import type { Strategy } from './Strategy.ts'
import type { World } from './World.ts'

/** The agents of all populations, in the order of the scenario. */
export function createAgents(scenario: Scenario, world: World, seed: number): Agent[] {
  const counts = populationCounts(scenario)
  return Object.entries(scenario.populations).flatMap(([name, population]) => {
    const count = counts.get(name)!
    const agents = Array.from({ length: count }, (_, i) =>
      createAgent(scenario, world, seed, name, population, i, count),
    )
    if (population.pooled) for (const agent of agents) agent.crew = agents
    return agents
  })
}

/** The strategy that a population follows. */
export function strategyOf({ strategy }: Population): Strategy {
  return strategies[strategy]!
}

/** The name of an agent: the population's, with a number when there are several. */
export function agentName(population: string, i: number, count: number): string {
  return count === 1 ? population : `${population} ${i + 1}`
}

function createAgent(
  { polling }: Scenario,
  world: World,
  seed: number,
  name: string,
  population: Population,
  i: number,
  count: number,
): Agent {
  const strategy = strategyOf(population)
  const settings = {
    population: name,
    name: agentName(name, i, count),
    role: population.role ?? strategy.role,
    strategy,
    startBalance: population.startBalance,
    maxDeposit: population.maxDeposit,
    wakeInterval: population.wakeInterval,
    claimInterval: polling ? 0 : population.claimInterval,
    pointValue: population.pointValue,
    labelCost: population.labelCost,
    lookCost: population.lookCost,
    hours: population.hours,
    bundles: population.bundles,
    from: population.from,
    until: population.until ?? Number.POSITIVE_INFINITY,
    options: population.options,
  }
  return new Agent(settings, world, seed)
}
