import type { DataSet } from '../data/DataSet.ts'
import { simulate } from '../engine/simulate.ts'
import type { JsonValue, RunResult } from '../results/types.ts'
import type { Scenario } from '../scenario/schema.ts'

/** One run of a sweep, as it is sent to a thread. */
export type Task = {
  scenario: Scenario
  point: Readonly<Record<string, JsonValue>>
  seed: number
  data: DataSet
  /** Shares of all runs that are done, in memory that threads share; this run writes at `position`. */
  progress: Float64Array
  position: number
}

/**
 * Runs a task in the thread that calls it.
 * @param report Called whenever there is progress.
 */
export function runTask(
  { scenario, point, seed, data, progress, position }: Task,
  report?: () => void,
): RunResult {
  const onProgress = (share: number) => {
    progress[position] = Math.min(1, share)
    report?.()
  }
  const result = simulate({ scenario, data, seed, onProgress }, point)
  progress[position] = 1
  return result
}
