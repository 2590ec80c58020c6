import { type Interval, meanInterval, nameOfPoint, type PointRuns } from '../analysis/index.ts'
import type { RunResult } from '../results/types.ts'

/** A value over the seeds at a time (seconds). */
export type Moment = { time: number } & Interval

/** Moments in a series that is drawn; with more, lines would only be thicker. */
const mostMoments = 160

/**
 * Means over seeds of something that runs measure in time. Runs of other lengths are brought to the same times: the
 * last value measured by then counts.
 * @param read The values of a run, one for each of its times; undefined where it has none.
 */
export function averaged(
  runs: readonly RunResult[],
  read: (run: RunResult) => readonly number[] | undefined,
): Moment[] {
  const series = runs.flatMap(run => {
    const values = read(run)
    return values === undefined ? [] : [{ times: run.series.time, values }]
  })
  const longest = series.reduce<readonly number[]>(
    (a, { times }) => (lastOf(times) > lastOf(a) ? times : a),
    [],
  )
  const step = Math.max(1, Math.ceil(longest.length / mostMoments))
  const times = longest.filter((_, i) => i % step === 0 || i === longest.length - 1)
  return times.map(time => ({
    time,
    ...meanInterval(series.map(({ times, values }) => values[positionAt(times, time)]!)),
  }))
}

/** The last position whose time is not after `time`. */
function positionAt(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (times[middle]! <= time) low = middle
    else high = middle - 1
  }
  return low
}

function lastOf(times: readonly number[]): number {
  return times.at(-1) ?? -1
}

/** Where a point stands in a plot: a panel for all axes but the last, a colour for the last. */
export function placeOf({ values }: PointRuns): { panel: string; series: string } {
  const entries = Object.entries(values)
  return {
    panel: nameOfPoint(Object.fromEntries(entries.slice(0, -1))),
    series: nameOfPoint(Object.fromEntries(entries.slice(-1))),
  }
}
