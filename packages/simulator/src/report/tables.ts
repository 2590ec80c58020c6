import {
  type Interval,
  type MetricName,
  metricInterval,
  nameOfValue,
  type PointRuns,
} from '../analysis/index.ts'
import type { JsonValue, RunResult } from '../results/types.ts'

/** Text in rows, and which columns hold numbers. */
export type Table = { name: string; title: string; head: string[]; rows: string[][] }

const percent = (value: number) => `${(100 * value).toFixed(2)} %`
const points = (value: number) => value.toFixed(2)
/** Ether, with four digits that tell something. */
export const ether = (value: number) => String(Number(value.toPrecision(4)))
const daysOf = (seconds: number) => (seconds / 86_400).toFixed(1)

/** Figures of a report: title and format. */
const figures: readonly [MetricName, string, (value: number) => string][] = [
  ['initialAccuracy', 'accuracy at first', percent],
  ['meanAccuracy', 'mean accuracy', percent],
  ['finalAccuracy', 'accuracy at the end', percent],
  ['baselineMeanAccuracy', 'mean accuracy without attackers', percent],
  ['lostPoints', 'points of accuracy lost', points],
  ['attackCost', 'cost of the attack, ether', ether],
  ['attackCostPerPoint', 'cost of a point, ether', ether],
  ['honestProfit', 'honest profit, ether', ether],
  ['attackerProfit', 'profit of attackers, ether', ether],
  ['honestDepositsLost', 'honest deposits lost', percent],
  ['attackerContributions', 'contributions by attackers', percent],
  ['secondsToRecover', 'days to recover', daysOf],
  ['gini', 'Gini', points],
]

/** `mean ± half of the interval`. */
export function formatInterval({ mean, high, count }: Interval, format: (value: number) => string): string {
  if (count === 0) return '–'
  return count === 1 ? format(mean) : `${format(mean)} ± ${format(high - mean)}`
}

/** A figure over the seeds as the table writes it. */
export function figureText(runs: readonly RunResult[], metric: MetricName): string {
  const [, , format] = figures.find(([name]) => name === metric) ?? [metric, metric, ether]
  return formatInterval(metricInterval(runs, metric), format)
}

/** A line for each point of the sweep. */
export function figuresTable(list: readonly PointRuns[]): Table {
  const shown = figures.filter(([metric]) => list.some(({ runs }) => metricInterval(runs, metric).count > 0))
  return {
    name: 'figures',
    title: 'Figures: means over the seeds ± half of their 95 % intervals',
    head: [...axesOf(list), 'seeds', ...shown.map(([, title]) => title)],
    rows: list.map(({ values, runs }) => [
      ...Object.values(values).map(nameOfValue),
      String(runs.length),
      ...shown.map(([metric, , format]) => formatInterval(metricInterval(runs, metric), format)),
    ]),
  }
}

/** Every run and every figure, unrounded, for other programs. */
export function runsTable(list: readonly PointRuns[]): Table {
  const runs = list.flatMap(point => point.runs)
  const names = Object.keys(runs[0]?.metrics ?? {}) as (keyof RunResult['metrics'])[]
  return {
    name: 'runs',
    title: 'Runs',
    head: [...axesOf(list), 'seed', ...names],
    rows: runs.map(({ point, seed, metrics }) => [
      ...Object.values(point).map(nameOfValue),
      String(seed),
      ...names.map(name => String(metrics[name] ?? '')),
    ]),
  }
}

/** What the populations did and got: sums, seed by seed. */
export function populationsTable(list: readonly PointRuns[]): Table {
  const columns = [
    'contributions',
    'verified',
    'gas',
    'deposited',
    'refunded',
    'taken',
    'lost',
    'open',
    'profit',
  ]
  const runs = list.flatMap(point => point.runs)
  return {
    name: 'populations',
    title: 'Populations',
    head: [...axesOf(list), 'seed', 'population', 'strategy', 'role', 'agents', ...columns],
    rows: runs.flatMap(({ point, seed, populations }) =>
      populations.map(population => [
        ...Object.values(point).map(nameOfValue),
        String(seed),
        population.name,
        population.strategy,
        population.role,
        String(population.count),
        ...columns.map(column => String(population[column as 'gas'])),
      ]),
    ),
  }
}

/** Accuracy of every run at every time. */
export function seriesTable(list: readonly PointRuns[]): Table {
  return {
    name: 'series',
    title: 'Accuracy over time',
    head: [...axesOf(list), 'seed', 'seconds', 'accuracy', 'accuracy without attackers', 'contributions'],
    rows: list.flatMap(({ runs }) =>
      runs.flatMap(({ point, seed, series }) =>
        series.time.map((time, i) => [
          ...Object.values(point).map(nameOfValue),
          String(seed),
          String(time),
          String(series.accuracy[i]),
          String(series.baselineAccuracy?.[i] ?? ''),
          String(series.contributions[i]),
        ]),
      ),
    ),
  }
}

/** Comma-separated values after RFC 4180. */
export function toCsv({ head, rows }: Table): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('')
}

function axesOf(list: readonly PointRuns[]): string[] {
  const values: Readonly<Record<string, JsonValue>> = list[0]?.values ?? {}
  return Object.keys(values)
}
