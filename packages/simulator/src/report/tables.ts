import {
  type Interval,
  type MetricName,
  metricInterval,
  nameOfValue,
  type PointRuns,
} from '../analysis/index.ts'
import { figuresOf, type ReporterName } from '../metrics/reporters.ts'
import type { Earnings, JsonValue, RunResult } from '../results/types.ts'

/** Text in rows, and which columns hold numbers. */
export type Table = { name: string; title: string; head: string[]; rows: string[][] }

const percent = (value: number) => `${(100 * value).toFixed(2)} %`
const points = (value: number) => value.toFixed(2)
/** Ether, with four digits that tell something. */
export const ether = (value: number) => String(Number(value.toPrecision(4)))
const daysOf = (seconds: number) => (seconds / 86_400).toFixed(1)

const formats = {
  share: percent,
  number: points,
  count: (value: number) => String(Math.round(value)),
  ether,
  time: daysOf,
} as const

/** `mean ± half of the interval`. */
export function formatInterval({ mean, high, count }: Interval, format: (value: number) => string): string {
  if (count === 0) return '–'
  return count === 1 ? format(mean) : `${format(mean)} ± ${format(high - mean)}`
}

/** A figure over the seeds as the table writes it. */
export function figureText(runs: readonly RunResult[], metric: MetricName): string {
  const figure = figuresOf().find(each => each.metric === metric)
  return formatInterval(metricInterval(runs, metric), formats[figure?.unit ?? 'number'])
}

/**
 * A line for each point of the sweep.
 * @param chosen Whose figures; all when undefined.
 */
export function figuresTable(list: readonly PointRuns[], chosen?: readonly ReporterName[]): Table {
  const shown = figuresOf(chosen).filter(({ metric }) =>
    list.some(({ runs }) => metricInterval(runs, metric).count > 0),
  )
  return {
    name: 'figures',
    title: 'Figures: means over the seeds ± half of their 95 % intervals',
    head: [...axesOf(list), 'seeds', ...shown.map(({ title }) => title)],
    rows: list.map(({ values, runs }) => [
      ...Object.values(values).map(nameOfValue),
      String(runs.length),
      ...shown.map(({ metric, unit }) => formatInterval(metricInterval(runs, metric), formats[unit])),
    ]),
  }
}

/** Every run and every figure, unrounded, for other programs. */
export function runsTable(list: readonly PointRuns[]): Table {
  const runs = runsOf(list)
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

const earnings = [
  'contributions',
  'verified',
  'gas',
  'deposited',
  'refunded',
  'taken',
  'lost',
  'open',
  'profit',
  'points',
  'reports',
] as const satisfies readonly (keyof Earnings)[]

/** What the populations did and got: sums, seed by seed. */
export function populationsTable(list: readonly PointRuns[]): Table {
  return {
    name: 'populations',
    title: 'Populations',
    head: [...axesOf(list), 'seed', 'population', 'strategy', 'role', 'agents', ...earnings],
    rows: runsOf(list).flatMap(({ point, seed, populations }) =>
      populations.map(population => [
        ...Object.values(point).map(nameOfValue),
        String(seed),
        population.name,
        population.strategy,
        population.role,
        String(population.count),
        ...earnings.map(column => String(population[column])),
      ]),
    ),
  }
}

/** The same of every agent. */
export function agentsTable(list: readonly PointRuns[]): Table {
  return {
    name: 'agents',
    title: 'Agents',
    head: [...axesOf(list), 'seed', 'agent', 'population', 'strategy', ...earnings],
    rows: runsOf(list).flatMap(({ point, seed, agents }) =>
      agents.map(agent => [
        ...Object.values(point).map(nameOfValue),
        String(seed),
        agent.name,
        agent.population,
        agent.strategy,
        ...earnings.map(column => String(agent[column])),
      ]),
    ),
  }
}

function runsOf(list: readonly PointRuns[]): RunResult[] {
  return list.flatMap(point => point.runs)
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
