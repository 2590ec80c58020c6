import type { RunResult, SweepResult } from '@cotrain/simulator'
import { type Interval, meanInterval, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent } from './figures.ts'
import { milli, percent, twoDigits } from './markdown.ts'
import { tablePage } from './tablePage.ts'

/** Ether of the agent that earns most or least; deposits that are still open count as lost. */
function extreme(runs: readonly RunResult[], pick: (...profits: number[]) => number): Interval {
  return meanInterval(runs.map(({ agents }) => pick(...agents.map(({ profit, open }) => profit - open))))
}

const finalAccuracy = (runs: readonly RunResult[]) =>
  meanInterval(runs.map(({ metrics }) => 100 * metrics.finalAccuracy))

/** Honest people who lastingly differ. */
export function disagreementPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(({ values, runs }) => ({
    share: Number(Object.values(values)[0]),
    honest: perAgent(runs, 'honest'),
    worst: extreme(runs, Math.min),
    best: extreme(runs, Math.max),
    accuracy: finalAccuracy(runs),
  }))
  return tablePage(sweep, command, cells, {
    findings: cells.map(
      ({ share, worst, best }) =>
        `Where people differ about ${percent(share)} of the samples, and nobody attacks, the worst of ten honest agents earns ${formatInterval(worst, milli)} thousandths of an ether, and the best ${formatInterval(best, milli)}.`,
    ),
    units:
      'Thousandths of an ether for an agent, net of gas, deposits still open at the end counted as lost.',
    columns: [
      ['samples that people differ about', ({ share }) => percent(share)],
      ['honest agent', ({ honest }) => formatInterval(honest, milli)],
      ['the worst of ten', ({ worst }) => formatInterval(worst, milli)],
      ['the best of ten', ({ best }) => formatInterval(best, milli)],
      ['accuracy at the end, %', ({ accuracy }) => formatInterval(accuracy, twoDigits)],
    ],
  })
}

/** Contributions of each agent of a population. */
const contributionsOf = (runs: readonly RunResult[], name: string) =>
  meanInterval(
    runs.map(({ populations }) => {
      const { contributions, count } = populations.find(population => population.name === name)!
      return contributions / count
    }),
  )

/** One account that takes all places of a market. */
export function fillerPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(({ values, runs }) => {
    const [places, fillers] = Object.values(values).map(Number)
    return {
      places: places!,
      fillers: fillers!,
      filler: fillers === 0 ? meanInterval([]) : perAgent(runs, 'filler'),
      honest: perAgent(runs, 'honest'),
      contributions: contributionsOf(runs, 'honest'),
      gained: meanInterval(
        runs.map(({ metrics }) => 100 * (metrics.finalAccuracy - metrics.initialAccuracy)),
      ),
    }
  })
  return tablePage(sweep, command, cells, {
    findings: cells
      .filter(({ fillers }) => fillers > 0)
      .map(
        ({ places, filler, honest, contributions }) =>
          `Of a market of ${places} places the filler leaves each honest agent ${formatInterval(contributions, twoDigits)}; it earns ${formatInterval(filler, milli)} thousandths of an ether, an honest agent ${formatInterval(honest, milli)}.`,
      ),
    units:
      'Thousandths of an ether for each agent, net of gas; points of accuracy by which the model ends above its start. Labelling costs the filler nothing here, as it costs nobody.',
    columns: [
      ['places; fillers', ({ places, fillers }) => `${places}; ${fillers}`],
      ['filler', ({ filler }) => formatInterval(filler, milli)],
      ['honest agent', ({ honest }) => formatInterval(honest, milli)],
      ['contributions of an honest agent', ({ contributions }) => formatInterval(contributions, twoDigits)],
      ['points gained', ({ gained }) => formatInterval(gained, twoDigits)],
    ],
  })
}
