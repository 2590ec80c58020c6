import type { RunResult } from '@cotrain/simulator'
import { type Interval, meanInterval, metricInterval } from '@cotrain/simulator/analysis'
import { milliText, percent, twoDigits } from './markdown.ts'

type Runs = readonly RunResult[]
type Population = RunResult['populations'][number]

/** A figure over the seeds of a point of a sweep: what heads its column, what it is, and its words. */
export type Figure = {
  readonly title: string
  of(runs: Runs): Interval
  text(interval: Interval): string
}

const figure = (title: string, of: Figure['of'], text: Figure['text']): Figure => ({ title, of, text })

/** Over the runs; what is not a number in a run leaves that out. */
const meanOf = (of: (run: RunResult) => number) => (runs: Runs) =>
  meanInterval(runs.map(of).filter(value => !Number.isNaN(value)))

/** Of a population; not a number where nobody is in it. */
const inPopulation = (name: string, of: (population: Population) => number) =>
  meanOf(({ populations }) => {
    const population = populations.find(each => each.name === name)
    return population === undefined || population.count === 0 ? Number.NaN : of(population)
  })

/** Ether for each agent of a population, net of gas; deposits that are still open count as lost. */
export const earned = (name: string, title = name) =>
  figure(
    title,
    inPopulation(name, ({ profit, open, count }) => (profit - open) / count),
    milliText,
  )

/** Ether that each agent of a population won or lost by stakes, its own and others', gas left out. */
export const wonByStakes = (name: string, title: string) =>
  figure(
    title,
    inPopulation(name, ({ taken, lost, open, count }) => (taken - lost - open) / count),
    milliText,
  )

/** Points of each agent of a population, under *Points*. */
export const pointsOf = (name: string, title: string) =>
  figure(
    title,
    inPopulation(name, ({ points, count }) => points / count),
    twoDigits,
  )

/** Contributions of each agent of a population. */
export const contributionsOf = (name: string, title: string) =>
  figure(
    title,
    inPopulation(name, ({ contributions, count }) => contributions / count),
    twoDigits,
  )

/** Of what a population staked, the share that it had back. */
export const kept = (name: string, title: string) =>
  figure(
    title,
    inPopulation(name, ({ refunded, deposited }) => refunded / deposited),
    ({ mean }) => percent(mean),
  )

/** Of all that was staked, the share that a population staked. */
export const shareOfStakes = (name: string, title: string) =>
  figure(
    title,
    meanOf(({ populations }) => {
      const all = populations.reduce((sum, { deposited }) => sum + deposited, 0)
      return all === 0 ? 0 : populations.find(each => each.name === name)!.deposited / all
    }),
    ({ mean }) => percent(mean),
  )

/** Ether of the agent that earns most or least; deposits that are still open count as lost. */
export const extreme = (title: string, pick: (...profits: number[]) => number) =>
  figure(
    title,
    meanOf(({ agents }) => pick(...agents.map(({ profit, open }) => profit - open))),
    milliText,
  )

/** What attackers of a run noted, on their mean, as percentages. */
export const noted = (title: string, note: string) =>
  figure(
    title,
    meanOf(({ agents }) => {
      const notes = agents.flatMap(({ notes }) => notes?.[note] ?? [])
      return (100 * notes.reduce((sum, value) => sum + value, 0)) / notes.length
    }),
    twoDigits,
  )

/** Points of accuracy below the same run without attackers: on the mean over the run, and at its end. */
export const losses = {
  lost: figure('points lost, mean', runs => metricInterval(runs, 'lostPoints'), twoDigits),
  lostAtEnd: figure(
    'points lost at the end',
    meanOf(({ metrics }) => 100 * (metrics.baselineFinalAccuracy! - metrics.finalAccuracy)),
    twoDigits,
  ),
}

/** Points of accuracy by which the model ends above its start. */
export const gained = figure(
  'points gained',
  meanOf(({ metrics }) => 100 * (metrics.finalAccuracy - metrics.initialAccuracy)),
  twoDigits,
)

export const finalAccuracy = figure(
  'accuracy at the end, %',
  meanOf(({ metrics }) => 100 * metrics.finalAccuracy),
  twoDigits,
)
