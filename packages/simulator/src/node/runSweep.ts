import { availableParallelism } from 'node:os'
import type { JsonValue, RunResult, SweepHeader, SweepResult } from '../results/types.ts'
import { parseScenario } from '../scenario/parseScenario.ts'
import { pointsOf } from '../scenario/points.ts'
import type { ScenarioInput } from '../scenario/schema.ts'
import { keyOf, Lines, readLines } from './lines.ts'
import { Runner } from './Runner.ts'

export type SweepOptions = {
  scenario: ScenarioInput
  /** How many seeds, from the scenario's own on. @default 1 */
  seeds?: number | undefined
  /** A file to stream runs to, and to go on from when it exists; gone when all runs have ended, unless kept. */
  lines?: string | undefined
  /** Files of other machines whose runs are taken over; they are only read. @default none */
  from?: readonly string[] | undefined
  /** Which of `count` equal parts of all runs to run, from 1: the result has those only. @default all */
  shard?: Shard | undefined
  /** @default true */
  keepLines?: boolean | undefined
  /** @default all cores */
  threads?: number | undefined
  /** Called now and then with the runs that are done, parts of runs included. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** Part `index` of `count`, from 1. */
export type Shard = { index: number; count: number }

/**
 * Runs all seeds at all points of a scenario, on all cores. With `lines` each run is on disk as soon as it has ended,
 * and a sweep that was broken off goes on where it stopped; several machines can each run a `shard`, and one of them,
 * or another, puts them together `from` the files.
 * @throws ScenarioError; file errors.
 */
export async function runSweep(options: SweepOptions): Promise<SweepResult> {
  const { seeds: count = 1, onProgress } = options
  const scenario = parseScenario(options.scenario)
  const points = pointsOf(options.scenario)
  const seeds = Array.from({ length: count }, (_, i) => scenario.seed + i)
  const header: SweepHeader = {
    format: 'cotrain-sweep-1',
    scenario: JSON.parse(JSON.stringify(scenario)) as JsonValue,
    name: scenario.name,
    description: scenario.description,
    axes: scenario.axes as SweepHeader['axes'],
    seeds,
    points: points.length,
  }
  const lines = options.lines === undefined ? undefined : new Lines<RunResult>(options.lines, header)
  const others = (options.from ?? []).flatMap(path => readLines<RunResult>(path, header))
  const done = new Map([...(lines?.done ?? []), ...others].map(run => [keyOf(run), run]))
  const { index, count: shards } = options.shard ?? { index: 1, count: 1 }
  const wanted = points
    .flatMap(point => seeds.map(seed => ({ point, seed })))
    .filter((_, i) => i % shards === index - 1)
  const missing = wanted.filter(({ point, seed }) => !done.has(keyOf({ seed, point: point.values })))
  const runner = new Runner(Math.min(options.threads ?? availableParallelism(), missing.length))
  try {
    await runner.run(missing, {
      add: run => {
        lines?.add(run)
        done.set(keyOf(run), run)
      },
      onProgress: finished => onProgress?.(wanted.length - missing.length + finished, wanted.length),
    })
  } finally {
    await runner.close()
  }
  if (options.keepLines === false) lines?.remove()
  const { points: _, ...rest } = header
  return { ...rest, runs: wanted.map(({ point, seed }) => done.get(keyOf({ seed, point: point.values }))!) }
}
