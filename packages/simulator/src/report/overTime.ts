import type { PointRuns } from '../analysis/index.ts'
import type { RunResult } from '../results/types.ts'
import { bandAndLine, days, type Layout, panels, secondsOfDay } from './layout.ts'
import type { PlotSpec } from './plot.ts'
import { averaged, type Moment, placeOf } from './series.ts'

const band = 'the band is the 95 % confidence interval of the mean over the seeds'

/** Accuracy on the hidden test set as time passes, and the same without attackers where it was run. */
export function accuracyPlot(points: readonly PointRuns[], layout: Layout): PlotSpec {
  const rows = points.flatMap(point => {
    const { panel, series } = placeOf(point)
    return rowsOf(
      panel,
      series || 'this run',
      averaged(point.runs, run => run.series.accuracy),
    )
  })
  const baselines = lastOfPanels(points).flatMap(point => {
    const { panel, series } = placeOf(point)
    const name = series === '' ? 'without attackers' : `${series}, without attackers`
    return rowsOf(
      panel,
      name,
      averaged(point.runs, run => run.series.baselineAccuracy),
    )
  })
  const all = [...rows, ...baselines]
  const y = { type: 'quantitative', title: 'accuracy', axis: { format: '.1%' }, scale: { zero: false } }
  return {
    name: 'accuracy',
    title: 'Accuracy over time',
    description: `Accuracy of the model on the hidden test set by day; ${band}.`,
    spec: panels(all, bandAndLine(days, y, colorOf(all)), layout),
  }
}

/** What an agent of each population has in its wallet. */
export function balancesPlot(points: readonly PointRuns[], layout: Layout): PlotSpec {
  const rows = points.flatMap(point =>
    (point.runs[0]?.populations ?? [])
      .filter(({ count }) => count > 0)
      .flatMap(({ name }) =>
        rowsOf(
          point.name,
          titleOf(points, name),
          averaged(point.runs, run => perAgent(run, name)),
        ),
      ),
  )
  const y = { type: 'quantitative', title: 'ether an agent', scale: { zero: false } }
  return {
    name: 'balances',
    title: 'Balances by strategy',
    description: `Ether in the wallet of an agent of each population by day, net of gas, without what is locked in open deposits; ${band}.`,
    spec: panels(rows, bandAndLine(days, y, colorOf(rows)), layout, { y: 'independent' }),
  }
}

/** A population with its strategy, unless the sweep changes that: it has one colour in all panels. */
function titleOf(points: readonly PointRuns[], name: string): string {
  const strategies = new Set(
    points.flatMap(({ runs }) =>
      (runs[0]?.populations ?? [])
        .filter(population => population.name === name)
        .map(({ strategy }) => strategy),
    ),
  )
  const [strategy] = strategies
  return strategies.size > 1 || strategy === name ? name : `${name} (${strategy})`
}

function perAgent({ series, populations }: RunResult, name: string): number[] {
  const count = populations.find(population => population.name === name)!.count
  const lines = series.balances.filter(({ population }) => population === name)
  return series.time.map((_, i) => lines.reduce((sum, { balance }) => sum + balance[i]!, 0) / count)
}

/** One point of each panel, since the baselines of a panel lie close together. */
function lastOfPanels(points: readonly PointRuns[]): PointRuns[] {
  return [...new Map(points.map(point => [placeOf(point).panel, point])).values()]
}

function rowsOf(panel: string, series: string, moments: readonly Moment[]) {
  return moments.map(({ time, mean, low, high }) => ({
    panel,
    series,
    day: round(time / secondsOfDay),
    mean: round(mean),
    low: round(low),
    high: round(high),
  }))
}

/** Six digits are more than a plot shows. */
function round(value: number): number {
  return Number(value.toPrecision(6))
}

function colorOf(rows: readonly { series: string }[]): object {
  const sort = [...new Set(rows.map(({ series }) => series))]
  return { field: 'series', type: 'nominal', title: null, sort, scale: { domain: sort } }
}
