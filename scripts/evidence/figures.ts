import type { RunResult } from '@cotrain/simulator'
import { type Interval, meanInterval } from '@cotrain/simulator/analysis'

/** Ether for each agent of a population, net of gas; deposits that are still open count as lost. */
export function perAgent(runs: readonly RunResult[], name: string): Interval {
  return meanInterval(
    runs.map(({ populations }) => {
      const { profit, open, count } = populations.find(population => population.name === name)!
      return (profit - open) / count
    }),
  )
}

/** Points of accuracy that the model ends below the same run without attackers. */
export function pointsLostAtEnd(runs: readonly RunResult[]): Interval {
  return meanInterval(
    runs.map(({ metrics }) => 100 * (metrics.baselineFinalAccuracy! - metrics.finalAccuracy)),
  )
}

/** Of all that was staked, the share that a population staked. */
export function shareOfStakes(runs: readonly RunResult[], name: string): Interval {
  return meanInterval(
    runs.map(({ populations }) => {
      const all = populations.reduce((sum, { deposited }) => sum + deposited, 0)
      return all === 0 ? 0 : populations.find(population => population.name === name)!.deposited / all
    }),
  )
}

/** Ether that each agent of a population won or lost by stakes, its own and others', gas left out. */
export function stakesWon(runs: readonly RunResult[], name: string): Interval {
  return meanInterval(
    runs.map(({ populations }) => {
      const { taken, lost, open, count } = populations.find(population => population.name === name)!
      return (taken - lost - open) / count
    }),
  )
}
