import type { RunResult } from '@cotrain/simulator'
import { type Interval, meanInterval, metricInterval } from '@cotrain/simulator/analysis'
import { deposit, depositsText, milliText, percent, twoDigits } from './markdown.ts'

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

/** The same in deposits. */
export const stakesIn = (name: string, title: string) => ({ ...wonByStakes(name, title), text: depositsText })

/** What each agent of a population earns, in deposits, net of gas; what is still open counts as lost. */
export const earnedIn = (name: string, title = name) => ({ ...earned(name, title), text: depositsText })

/** Stakes of the agent of a population that wins least, or loses most, in deposits, gas left out. */
export const worstOf = (name: string, title: string) =>
  figure(
    title,
    meanOf(({ agents }) =>
      Math.min(
        ...agents
          .filter(({ population }) => population === name)
          .map(({ taken, lost, open }) => taken - lost - open),
      ),
    ),
    depositsText,
  )

/**
 * What all attackers lose of their stakes for each that honest people lose, by the means, which do not blow up as
 * quotients of single runs do; without bounds. None where honest people are not shown to lose half a deposit.
 */
export const griefing = figure(
  'attackers lose, for 1 of honest people',
  runs => {
    const lostBy = (name: string) =>
      meanOf(({ populations }) => {
        const { taken, lost, open } = populations.find(each => each.name === name)!
        return lost + open - taken
      })(runs)
    const [honest, attackers] = [lostBy('honest'), lostBy('attacker')]
    return meanInterval(honest.low > deposit / 2 ? [attackers.mean / honest.mean] : [])
  },
  twoDigits,
)

/** Of all contributions, the share that nobody learned. */
export const droppedShare = figure(
  'dropped',
  meanOf(({ events }) => events.dropped / events.contributions),
  ({ mean }) => percent(mean),
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

export const peacefulAccuracy = figure(
  'accuracy without attackers, %',
  meanOf(({ metrics }) => 100 * metrics.baselineFinalAccuracy!),
  twoDigits,
)

export const finalAccuracy = figure(
  'accuracy at the end, %',
  meanOf(({ metrics }) => 100 * metrics.finalAccuracy),
  twoDigits,
)
