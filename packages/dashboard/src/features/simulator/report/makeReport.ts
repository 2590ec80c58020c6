import type { SweepResult } from '@cotrain/simulator'
import {
  figureText,
  makeReport,
  middle,
  narrow,
  type Report,
  readSweep,
  toCsv,
  wide,
} from '@cotrain/simulator/report'
import { summaryOf } from './summary.ts'

/** What a report is made of: results, or a file that holds them. */
export interface ReportRequest {
  from: { sweep: SweepResult } | { file: Blob }
  layout: keyof typeof layouts
}

const layouts = { wide, middle, narrow }

/** What one wants to know first. */
const keyFigures = [
  ['Points of accuracy lost', 'lostPoints'],
  ['Honest profit, ETH', 'honestProfit'],
  ["Attackers' profit, ETH", 'attackerProfit'],
  ['Cost of a point, ETH', 'attackCostPerPoint'],
] as const

/** A report with what there is to say of it. */
export interface MadeReport extends Omit<Report, 'tables'> {
  /** The first figures of all runs together. */
  key: readonly { label: string; text: string }[]
  /** What came of it, in sentences; none where settings differ between the runs. */
  summary: readonly string[]
  /** All tables, to be saved. */
  files: readonly { name: string; text: string }[]
  name: string
  description: string
  scenario: unknown
  seeds: readonly number[]
  runs: number
  /** How many runs the sweep has when it is over. */
  expected: number
}

/**
 * Makes a report.
 * @throws ResultsError when the file holds no results
 */
export async function makeReportOf({ from, layout }: ReportRequest): Promise<MadeReport> {
  const sweep = 'sweep' in from ? from.sweep : readSweep(await from.file.text())
  const { name, description, scenario, seeds, runs, axes } = sweep
  const points = axes.reduce((product, { values }) => product * values.length, 1)
  const { plots, figures, tables } = await makeReport(sweep, layouts[layout])
  const files = tables.map(table => ({ name: `${table.name}.csv`, text: toCsv(table) }))
  const key = keyFigures.map(([label, metric]) => ({ label, text: figureText(runs, metric) }))
  return {
    key,
    summary: points === 1 ? summaryOf(runs) : [],
    plots,
    figures,
    files,
    name,
    description,
    scenario,
    seeds,
    runs: runs.length,
    expected: points * seeds.length,
  }
}
