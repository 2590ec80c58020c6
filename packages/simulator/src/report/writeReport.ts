import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pointsOfSweep } from '../analysis/index.ts'
import { chosenReporters, figuresOf } from '../metrics/reporters.ts'
import type { SweepResult } from '../results/types.ts'
import { reportPage } from './html.ts'
import { axisPlots, heatMaps } from './overAxis.ts'
import { accuracyPlot, balancesPlot } from './overTime.ts'
import { draw, type Plot, standAlone } from './plot.ts'
import { agentsTable, figuresTable, populationsTable, runsTable, seriesTable, toCsv } from './tables.ts'

/** All plots of a sweep. */
export async function plotsOf(sweep: SweepResult): Promise<Plot[]> {
  const points = pointsOfSweep(sweep)
  const shown = plotsShown(sweep)
  const specs = [
    accuracyPlot(points),
    balancesPlot(points),
    ...axisPlots(sweep, points),
    ...heatMaps(sweep, points),
  ]
  return Promise.all(specs.filter(({ name }) => shown(name)).map(draw))
}

/** Whether a scenario's reporters have a plot: one that shows one of their figures. */
function plotsShown({ scenario }: SweepResult): (name: string) => boolean {
  const metrics = new Set<string>(figuresOf(chosenReporters(scenario)).map(({ metric }) => metric))
  const of: Record<string, string> = { accuracy: 'meanAccuracy', balances: 'honestProfit' }
  return name => metrics.has(of[name] ?? name.replace(/^map-/, ''))
}

/**
 * Writes a report into a folder, which is made when it is missing: `index.html`, which needs nothing else, the plots as
 * SVG and the numbers as CSV.
 * @returns The names of the files.
 * @throws RangeError when there are no runs; file errors.
 */
export async function writeReport(sweep: SweepResult, folder: string): Promise<string[]> {
  if (sweep.runs.length === 0) throw new RangeError('runs: there are none to report')
  const points = pointsOfSweep(sweep)
  const plots = await plotsOf(sweep)
  const figures = figuresTable(points, chosenReporters(sweep.scenario))
  const tables = [
    figures,
    runsTable(points),
    populationsTable(points),
    agentsTable(points),
    seriesTable(points),
  ]
  const files = [
    ['index.html', reportPage(sweep, plots, [figures])] as const,
    ...plots.map(plot => [`${plot.name}.svg`, standAlone(plot)] as const),
    ...tables.map(table => [`${table.name}.csv`, toCsv(table)] as const),
  ]
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  return files.map(([name]) => name)
}
