import type { JsonValue, RunMetrics, RunResult, SweepResult } from '../results/types.ts'
import { type Interval, meanInterval } from './interval.ts'

/** Figures of a run that are numbers, or null where they mean nothing. */
export type MetricName = {
  [key in keyof RunMetrics]: RunMetrics[key] extends number | null ? key : never
}[keyof RunMetrics]

/** All of them that are the same on every computer: what a search can look for. */
export const goalMetrics = Object.keys({
  duration: true,
  initialAccuracy: true,
  finalAccuracy: true,
  meanAccuracy: true,
  minAccuracy: true,
  baselineMeanAccuracy: true,
  baselineFinalAccuracy: true,
  lostPoints: true,
  attackCost: true,
  attackCostPerPoint: true,
  secondsToRecover: true,
  honestProfit: true,
  attackerProfit: true,
  honestVerified: true,
  attackerVerified: true,
  honestPoints: true,
  attackerPoints: true,
  honestDepositsLost: true,
  attackerContributions: true,
  gini: true,
  locked: true,
} satisfies Record<Exclude<MetricName, 'wallSeconds'>, true>) as readonly MetricName[]

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

/** A value of an axis in words: an object that has a `type`, a `set` or a `strategy` is called by it and its options. */
export function nameOfValue(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (isObject(value)) {
    const name = value.type ?? value.set ?? value.strategy
    const options = isObject(value.options) ? Object.entries(value.options) : []
    if (typeof name === 'string') {
      return [name, ...options.map(([option, set]) => `${option} ${nameOfValue(set)}`)].join(' ')
    }
  }
  return JSON.stringify(value)
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A figure over the seeds; runs where it is null are left out. */
export function metricInterval(runs: readonly RunResult[], name: MetricName): Interval {
  return meanInterval(runs.map(({ metrics }) => metrics[name]).filter(value => value !== null))
}
