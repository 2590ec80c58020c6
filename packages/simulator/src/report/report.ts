import { pointsOfSweep } from '../analysis/index.ts'
import { chosenReporters, figuresOf } from '../metrics/reporters.ts'
import type { SweepResult } from '../results/types.ts'
import { type Layout, wide } from './layout.ts'
import { axisPlots, heatMaps } from './overAxis.ts'
import { accuracyPlot, balancesPlot } from './overTime.ts'
import { draw, type Plot } from './plot.ts'
import { agentsTable, figuresTable, populationsTable, runsTable, seriesTable, type Table } from './tables.ts'

/** What a sweep found, for people. */
export type Report = {
  plots: Plot[]
  /** A line for each point of the sweep. */
  figures: Table
  /** All tables, the one of the figures first. */
  tables: Table[]
}

/**
 * All plots and tables of a sweep.
 * @param layout For a wide page or a narrow one.
 * @throws RangeError when there are no runs.
 */
export async function makeReport(sweep: SweepResult, layout: Layout = wide): Promise<Report> {
  if (sweep.runs.length === 0) throw new RangeError('runs: there are none to report')
  const points = pointsOfSweep(sweep)
  const figures = figuresTable(points, chosenReporters(sweep.scenario))
  const shown = plotsShown(sweep)
  const specs = [
    accuracyPlot(points, layout),
    balancesPlot(points, layout),
    ...axisPlots(sweep, points, layout),
    ...heatMaps(sweep, points, layout),
  ]
  return {
    plots: await Promise.all(specs.filter(({ name }) => shown(name)).map(spec => draw(spec, layout))),
    figures,
    tables: [figures, runsTable(points), populationsTable(points), agentsTable(points), seriesTable(points)],
  }
}

/** Whether a scenario's reporters have a plot: one that shows one of their figures. */
function plotsShown({ scenario }: SweepResult): (name: string) => boolean {
  const metrics = new Set<string>(figuresOf(chosenReporters(scenario)).map(({ metric }) => metric))
  const of: Record<string, string> = { accuracy: 'meanAccuracy', balances: 'honestProfit' }
  return name => metrics.has(of[name] ?? name.replace(/^map-/, ''))
}
