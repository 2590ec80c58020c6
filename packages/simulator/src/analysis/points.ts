import type { JsonValue, RunMetrics, RunResult, SweepResult } from '../results/types.ts'
import { type Interval, meanInterval } from './interval.ts'

/** Figures of a run that are numbers, or null where they mean nothing. */
export type MetricName = {
  [key in keyof RunMetrics]: RunMetrics[key] extends number | null ? key : never
}[keyof RunMetrics]

/** All seeds at one point of a sweep. */
export type PointRuns = { values: Readonly<Record<string, JsonValue>>; name: string; runs: RunResult[] }

/** The runs of a sweep by their points, in the sweep's order. */
export function pointsOfSweep(sweep: SweepResult): PointRuns[] {
  const points = new Map<string, PointRuns>()
  for (const run of sweep.runs) {
    const key = JSON.stringify(run.point)
    const point = points.get(key) ?? { values: run.point, name: nameOfPoint(run.point), runs: [] }
    point.runs.push(run)
    points.set(key, point)
  }
  return [...points.values()]
}

/** The values of a point's axes in words. */
export function nameOfPoint(values: Readonly<Record<string, JsonValue>>): string {
  return Object.values(values).map(nameOfValue).join(', ')
}

/** A value of an axis in words: an object that has a `type` or a `set` is called by it. */
export function nameOfValue(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { type, set } = value as { type?: JsonValue; set?: JsonValue }
    const name = type ?? set
    if (typeof name === 'string') return name
  }
  return JSON.stringify(value)
}

/** A figure over the seeds; runs where it is null are left out. */
export function metricInterval(runs: readonly RunResult[], name: MetricName): Interval {
  return meanInterval(runs.map(({ metrics }) => metrics[name]).filter(value => value !== null))
}
