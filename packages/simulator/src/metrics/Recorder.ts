import type { Agent } from '../engine/Agent.ts'
import { toEther } from '../engine/money.ts'
import type { World } from '../engine/World.ts'
import type { BalanceSeries, RunSeries } from '../results/types.ts'

/** Above this many agents each population has one line. */
const maxLines = 32

type Line = { population: string; agent?: string; agents: readonly Agent[]; balance: number[] }

/** Measures the world from time to time. */
export class Recorder {
  readonly time: number[] = []
  readonly accuracy: number[] = []
  readonly contributions: number[] = []
  readonly locked: number[] = []
  readonly #world: World
  readonly #lines: readonly Line[]

  constructor(world: World, agents: readonly Agent[]) {
    this.#world = world
    this.#lines = agents.length <= maxLines ? agents.map(lineOfAgent) : linesOfPopulations(agents)
  }

  measure(): void {
    const { world, time } = { world: this.#world, time: this.#world.time - this.#world.startTime }
    if (this.time.at(-1) === time) return
    this.time.push(time)
    this.accuracy.push(world.evaluate())
    this.contributions.push(world.counts.contributions)
    this.locked.push(toEther(world.twin.balance()))
    for (const { agents, balance } of this.#lines) {
      balance.push(agents.reduce((sum, agent) => sum + toEther(agent.own), 0))
    }
  }

  series(): RunSeries {
    const { time, accuracy, contributions, locked } = this
    const balances = this.#lines.map(({ agents: _, ...line }): BalanceSeries => line)
    return { time, accuracy, contributions, locked, balances }
  }
}

function lineOfAgent(agent: Agent): Line {
  const { population, name } = agent.settings
  return { population, agent: name, agents: [agent], balance: [] }
}

function linesOfPopulations(agents: readonly Agent[]): Line[] {
  const populations = new Map<string, Agent[]>()
  for (const agent of agents) {
    const { population } = agent.settings
    populations.set(population, [...(populations.get(population) ?? []), agent])
  }
  return [...populations].map(([population, members]) => ({ population, agents: members, balance: [] }))
}
