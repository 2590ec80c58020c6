import type { Agent } from '../engine/Agent.ts'
import { strategyOf } from '../engine/createAgents.ts'
import type { Beginning } from '../engine/createWorld.ts'
import { toEther } from '../engine/money.ts'
import type {
  AgentResult,
  Earnings,
  PopulationResult,
  Role,
  RunMetrics,
  RunResult,
} from '../results/types.ts'
import type { Scenario } from '../scenario/schema.ts'
import { gini } from './gini.ts'
import type { Recorder } from './Recorder.ts'

type Measured = Beginning & {
  scenario: Scenario
  recorder: Recorder
  /** Of the same run without attackers. */
  baseline: Recorder | undefined
}

/** The results of a run that has ended. */
export function measure(measured: Measured): Omit<RunResult, 'seed' | 'point'> {
  const { scenario, world, agents, setup, recorder, baseline } = measured
  const series = recorder.series()
  const results = agents.map(agentResult)
  const populations = Object.entries(scenario.populations).map(([name, population]) =>
    populationResult(
      name,
      population.strategy,
      population.role ?? strategyOf(population).role,
      results.filter(agent => agent.population === name),
    ),
  )
  return {
    format: 'cotrain-run-1',
    scenario: scenario.name,
    setup,
    series:
      baseline === undefined ? series : { ...series, baselineAccuracy: resampled(series.time, baseline) },
    events: { ...world.counts },
    agents: results,
    populations,
    metrics: metricsOf(measured, populations, results),
    ...(world.settlement.market === undefined ? {} : { market: world.settlement.market() }),
  }
}

function agentResult(agent: Agent): AgentResult {
  const { settings, book, behaviour } = agent
  const open = toEther(agent.locked)
  const [start, final] = [toEther(agent.start), toEther(agent.own)]
  const labour = toEther(agent.labour)
  const noted = behaviour.notes?.()
  const notes = labour === 0 ? noted : { ...noted, labour }
  return {
    name: settings.name,
    population: settings.population,
    strategy: settings.strategy.name,
    startBalance: start,
    finalBalance: final,
    gas: toEther(agent.accounts.reduce((sum, { gas }) => sum + gas, 0n)),
    deposited: toEther(book.deposited),
    refunded: toEther(book.refunded),
    taken: toEther(book.taken),
    lost: toEther(book.lost),
    open,
    profit: final + open - start - labour,
    contributions: book.contributions,
    honestContributions: book.honestContributions,
    verified: agent.accounts.reduce((sum, { verified }) => sum + verified, 0),
    points: agent.accounts.reduce((sum, { points }) => sum + points, 0),
    reports: agent.accounts.reduce((sum, { reports }) => sum + reports, 0),
    accounts: agent.accounts.map(({ address, gas, verified, points, reports }) => ({
      address,
      receivedWei: String(agent.world.twin.received(address)),
      gasWei: String(gas),
      verified,
      points,
      reports,
    })),
    ...(notes === undefined ? {} : { notes }),
  }
}

const sums = [
  'startBalance',
  'finalBalance',
  'gas',
  'deposited',
  'refunded',
  'taken',
  'lost',
  'open',
  'profit',
  'contributions',
  'honestContributions',
  'verified',
  'points',
  'reports',
] as const satisfies readonly (keyof Earnings)[]

function populationResult(
  name: string,
  strategy: string,
  role: Role,
  agents: readonly AgentResult[],
): PopulationResult {
  const total = (key: keyof Earnings) => agents.reduce((sum, agent) => sum + agent[key], 0)
  const earnings = Object.fromEntries(sums.map(key => [key, total(key)])) as Earnings
  return { name, strategy, role, count: agents.length, gini: gini(agents.map(wealth)), ...earnings }
}

function wealth({ finalBalance, open }: Earnings): number {
  return finalBalance + open
}

function metricsOf(
  { world, recorder, baseline }: Measured,
  populations: readonly PopulationResult[],
  agents: readonly AgentResult[],
): RunMetrics {
  const { accuracy } = recorder
  const of = (role: Role, key: keyof Earnings) =>
    populations.reduce((sum, population) => sum + (population.role === role ? population[key] : 0), 0)
  const initial = accuracy[0]!
  const mean = meanOf(accuracy)
  const baselineMean = baseline === undefined ? null : meanOf(resampled(recorder.time, baseline))
  const lostPoints = 100 * ((baselineMean ?? initial) - mean)
  const attackCost = 0 - of('attacker', 'profit')
  const deposited = of('honest', 'deposited')
  const hasPoints = world.settlement.worth !== undefined
  return {
    duration: recorder.time.at(-1)!,
    initialAccuracy: initial,
    finalAccuracy: accuracy.at(-1)!,
    meanAccuracy: mean,
    minAccuracy: accuracy.reduce((a, b) => Math.min(a, b)),
    baselineMeanAccuracy: baselineMean,
    baselineFinalAccuracy: baseline?.accuracy.at(-1) ?? null,
    lostPoints,
    attackCost,
    attackCostPerPoint: lostPoints > leastPoints ? attackCost / lostPoints : null,
    ...recoveryOf(recorder),
    honestProfit: of('honest', 'profit'),
    attackerProfit: of('attacker', 'profit'),
    honestVerified: of('honest', 'verified'),
    attackerVerified: of('attacker', 'verified'),
    honestPoints: hasPoints ? of('honest', 'points') : null,
    attackerPoints: hasPoints ? of('attacker', 'points') : null,
    honestDepositsLost: deposited === 0 ? 0 : of('honest', 'lost') / deposited,
    attackerContributions:
      world.counts.contributions === 0 ? 0 : of('attacker', 'contributions') / world.counts.contributions,
    gini: gini(agents.map(wealth)),
    locked: toEther(world.twin.balance()),
    wallSeconds: 0,
  }
}

/** Less than this is noise, and nothing to divide by. */
const leastPoints = 0.01

/** A fall of more than a point, and the way back to within a point of the start. */
function recoveryOf({ time, accuracy }: Recorder): Pick<RunMetrics, 'secondsToRecover' | 'recovery'> {
  const enough = accuracy[0]! - 0.01
  const fall = accuracy.findIndex(value => value < enough)
  if (fall < 0) return { secondsToRecover: null, recovery: 'never fell' }
  const lowest = accuracy.indexOf(accuracy.reduce((a, b) => Math.min(a, b)))
  const back = accuracy.findIndex((value, i) => i > lowest && value >= enough)
  if (back < 0) return { secondsToRecover: null, recovery: 'not recovered' }
  return { secondsToRecover: time[back]! - time[fall]!, recovery: 'recovered' }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The accuracy of another run at these times: the last one measured by then. */
function resampled(times: readonly number[], other: Recorder): number[] {
  let i = 0
  return times.map(time => {
    while (i + 1 < other.time.length && other.time[i + 1]! <= time) i++
    return other.accuracy[i]!
  })
}
