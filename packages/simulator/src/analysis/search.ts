import type { JsonValue, RunMetrics, RunResult } from '../results/types.ts'
import type { Trial } from './evolve.ts'
import { type Interval, meanInterval } from './interval.ts'
import type { MetricName } from './points.ts'

/** A figure of the runs, and whether more or less of it is wanted. */
export type Goal = { metric: MetricName; direction: 'max' | 'min' }

/** What some values came to on the seeds of the report. */
export type SearchOutcome = {
  values: Readonly<Record<string, JsonValue>>
  /** The goal's metric; runs where it is null are left out. */
  goal: Interval
  /** Seed by seed. */
  metrics: readonly RunMetrics[]
}

/** The document that `cotrain simulate --search --json OUT` writes. */
export type SearchResult = {
  format: 'cotrain-search-1'
  /** The scenario as it was read, with all defaults filled in. */
  scenario: JsonValue
  name: string
  description: string
  /** Paths of the fields that were searched, and their ranges. */
  search: JsonValue
  goal: Goal
  trainingSeeds: readonly number[]
  /** Seeds of the report, none of which the search has seen. */
  seeds: readonly number[]
  /** All that was tried, in this order; values by the order of `search`, scores negative where less is wanted. */
  trials: readonly Trial[]
  /** The scenario's own values, and the best of the trials. */
  own: SearchOutcome
  best: SearchOutcome
  /** The best less the scenario's own, seed by seed. */
  difference: Interval
}

/** What a search makes the most of: null when a run has no such figure, so that no luck of the others counts. */
export function scoreOf(runs: readonly RunResult[], { metric, direction }: Goal): number | null {
  const values = runs.map(({ metrics }) => metrics[metric])
  if (values.includes(null)) return null
  const { mean } = meanInterval(values.filter(value => value !== null))
  // Not -0, which JSON does not know.
  return direction === 'max' ? mean : 0 - mean
}

/** Of two outcomes on the same seeds; seeds where one of them has no figure are left out. */
export function differenceOf(best: SearchOutcome, own: SearchOutcome, { metric }: Goal): Interval {
  const differences = best.metrics.flatMap((metrics, i) => {
    const [of, from] = [metrics[metric], own.metrics[i]![metric]]
    return of === null || from === null ? [] : [of - from]
  })
  return meanInterval(differences)
}
