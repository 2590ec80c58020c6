import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { type DataSet, memory } from '../data/DataSet.ts'
import { loadData } from '../data/node/loadData.ts'
import type { JsonValue, RunResult, SweepHeader, SweepResult } from '../results/types.ts'
import { parseScenario } from '../scenario/parseScenario.ts'
import { type Point, pointsOf } from '../scenario/points.ts'
import type { DataSettings, ScenarioInput } from '../scenario/schema.ts'
import { keyOf, Lines } from './lines.ts'
import { runTask, type Task } from './runTask.ts'

export type SweepOptions = {
  scenario: ScenarioInput
  /** How many seeds, from the scenario's own on. @default 1 */
  seeds?: number | undefined
  /** A file to stream runs to, and to go on from when it exists; gone when all runs have ended, unless kept. */
  lines?: string | undefined
  /** @default true */
  keepLines?: boolean | undefined
  /** @default all cores */
  threads?: number | undefined
  /** Called now and then with the runs that are done, parts of runs included. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** Milliseconds between two reports of progress. */
const reportEvery = 250

/**
 * Runs all seeds at all points of a scenario, on all cores. With `lines` each run is on disk as soon as it has ended,
 * and a sweep that was broken off goes on where it stopped.
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
  const lines = options.lines === undefined ? undefined : new Lines(options.lines, header)
  const done = new Map((lines?.done ?? []).map(run => [keyOf(run), run]))
  const wanted = points.flatMap(point => seeds.map(seed => ({ point, seed })))
  const missing = wanted.filter(({ point, seed }) => !done.has(keyOf({ seed, point: point.values })))
  const tasks = await tasksOf(missing)
  const report = () => onProgress?.(wanted.length - tasks.length + finished(tasks), wanted.length)
  const add = (run: RunResult) => {
    lines?.add(run)
    done.set(keyOf(run), run)
  }
  await runAll(tasks, Math.min(options.threads ?? availableParallelism(), tasks.length), add, report)
  if (options.keepLines === false) lines?.remove()
  const { points: _, ...rest } = header
  return { ...rest, runs: wanted.map(({ point, seed }) => done.get(keyOf({ seed, point: point.values }))!) }
}

function finished(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { progress, position }) => sum + progress[position]!, 0)
}

/** Data sets are loaded once each, and shared. */
async function tasksOf(runs: readonly { point: Point; seed: number }[]): Promise<Task[]> {
  const progress = new Float64Array(memory(8 * runs.length))
  const sets = new Map<string, DataSet>()
  const tasks: Task[] = []
  for (const [position, { point, seed }] of runs.entries()) {
    const { scenario, values } = point
    const key = dataKey(scenario.data)
    const data = sets.get(key) ?? (await loadData(scenario.data))
    sets.set(key, data)
    tasks.push({ scenario, point: values, seed, data, progress, position })
  }
  return tasks
}

function dataKey({ initialShare, shuffle, repeat, ...source }: DataSettings): string {
  return JSON.stringify(source)
}

async function runAll(
  tasks: readonly Task[],
  threads: number,
  add: (run: RunResult) => void,
  report: () => void,
): Promise<void> {
  if (threads <= 1) {
    for (const task of tasks) {
      add(runTask(task, report))
      // So that signals are heard between two runs.
      await setImmediate()
    }
    report()
    return
  }
  const { runOnThreads } = await import('./runOnThreads.ts')
  const timer = setInterval(report, reportEvery)
  try {
    await runOnThreads(tasks, threads, add)
    report()
  } finally {
    clearInterval(timer)
  }
}
