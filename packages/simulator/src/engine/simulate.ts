import TinyQueue from 'tinyqueue'
import { mechanisms } from '../mechanisms/index.ts'
import { measure } from '../metrics/measure.ts'
import { Recorder } from '../metrics/Recorder.ts'
import type { JsonValue, RunResult } from '../results/types.ts'
import { populationCounts } from '../scenario/parseScenario.ts'
import type { Scenario } from '../scenario/schema.ts'
import type { Agent } from './Agent.ts'
import { strategyOf } from './createAgents.ts'
import { type Beginning, createWorld, type RunOptions } from './createWorld.ts'

/** Agents wake in the order of time; at the same time in the order of the scenario. */
type WakeUp = { time: number; order: number; agent: Agent }

/** Seconds from the creation of the model until it is uploaded and agents look at it, at least. */
const uploadTime = 60

/** The world as a run has left it. */
export type Outcome = Beginning & { recorder: Recorder }

/**
 * Runs one seed of a scenario, and without its attackers as well when it asks for a baseline.
 * The same scenario, data and seed give the same result on every machine, but for `wallSeconds`.
 * @param point The values of the sweep's axes, for the result.
 */
export function simulate(options: RunOptions, point: Readonly<Record<string, JsonValue>> = {}): RunResult {
  const began = performance.now()
  const { scenario, onProgress } = options
  const halves = scenario.baseline ? 2 : 1
  const part = (i: number) => (share: number) => onProgress?.((i + Math.min(1, share)) / halves)
  const outcome = runScenario({ ...options, onProgress: part(0) })
  const baseline = scenario.baseline
    ? runScenario({
        ...options,
        scenario: withoutAttackers(scenario),
        record: undefined,
        onProgress: part(1),
      })
    : undefined
  const result = measure({ ...outcome, baseline: baseline?.recorder, scenario })
  result.metrics.wallSeconds = (performance.now() - began) / 1_000
  return { ...result, seed: options.seed, point }
}

/** Runs a scenario to its end. */
export function runScenario(options: RunOptions): Outcome {
  const { scenario } = options
  const beginning = createWorld(options)
  const { world, agents } = beginning
  const recorder = new Recorder(world, agents)
  const queue = new TinyQueue<WakeUp>([], (a, b) => a.time - b.time || a.order - b.order)
  const acting = world.house === undefined ? agents : [...agents, world.house]
  for (const [order, agent] of acting.entries()) {
    queue.push({ time: agent.behaviour.begin?.() ?? nextWake(agent) + uploadTime, order, agent })
  }

  const end = endOf(scenario, world.startTime)
  const grace = mechanisms[scenario.mechanism.type].settledAfter(scenario.mechanism.options)
  let nextMeasure = world.startTime + scenario.evaluateEvery
  const measureUntil = (time: number) => {
    for (; nextMeasure <= time; nextMeasure += scenario.evaluateEvery) {
      world.time = Math.floor(nextMeasure)
      recorder.measure()
      options.onProgress?.(progressOf(beginning, end))
    }
    world.time = time
  }
  recorder.measure()
  for (let wakeUp = queue.pop(); wakeUp !== undefined && wakeUp.time <= end; wakeUp = queue.pop()) {
    measureUntil(wakeUp.time)
    const next = wake(wakeUp.agent, scenario.polling)
    if (scenario.duration === undefined && isOver(beginning, grace)) break
    queue.push({ ...wakeUp, time: next })
  }
  if (Number.isFinite(end)) measureUntil(end)
  recorder.measure()
  return { ...beginning, recorder }
}

/** One wake-up. @returns When the agent wakes next. */
function wake(agent: Agent, polling: boolean): number {
  const { world, settings } = agent
  const elapsed = world.time - world.startTime
  world.counts.wakeUps++
  if (elapsed < settings.from) return world.startTime + Math.ceil(settings.from)
  const { awakeAt } = agent
  if (awakeAt > world.time) return awakeAt
  const chosen = elapsed < settings.until ? agent.behaviour.wake() : undefined
  if (elapsed >= settings.until) agent.claimAll()
  // A poll of a claim that went through was counted as its transaction.
  if (polling) world.counts.requests += world.settlement.openCount
  const next = chosen ?? nextWake(agent)
  return Math.max(world.time + 1, next)
}

function nextWake({ world, random, settings }: Agent): number {
  return world.time + Math.max(1, Math.round(random.draw(settings.wakeInterval)))
}

function endOf({ duration }: Scenario, startTime: number): number {
  return duration === undefined ? Number.POSITIVE_INFINITY : startTime + Math.floor(duration)
}

/** Nobody contributes any more when nobody did for so long, however low the price. */
const patience = 30 * 86_400

/** Without a duration: when all samples are contributed and all deposits claimed, or nothing moves any more. */
function isOver({ world }: Beginning, grace: number): boolean {
  const { lastUsed } = world.stream
  const exhausted = world.stream.exhausted || world.settlement.phase === 'closed'
  if (exhausted && world.settlement.openCount === 0) return true
  return world.time > lastUsed + grace + (exhausted ? 86_400 : patience)
}

function progressOf({ world }: Beginning, end: number): number {
  if (!Number.isFinite(end)) return world.stream.progress
  return (world.time - world.startTime) / (end - world.startTime)
}

/** The others stay as many as they are. */
function withoutAttackers(scenario: Scenario): Scenario {
  const counts = populationCounts(scenario)
  const populations = Object.entries(scenario.populations)
    .filter(([, population]) => (population.role ?? strategyOf(population).role) !== 'attacker')
    .map(([name, { share: _, ...population }]) => [name, { ...population, count: counts.get(name)! }])
  return { ...scenario, populations: Object.fromEntries(populations) }
}
