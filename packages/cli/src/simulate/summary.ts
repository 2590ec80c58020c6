import { chosenReporters, type Figure, figuresOf, type RunResult, type SweepResult } from '@cotrain/simulator'
import { type Interval, metricInterval, type PointRuns, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatCount, formatDuration, formatPercent } from '../format.ts'
import { columns } from '../output.ts'

/** What a terminal shows of a sweep: a line for each point, and of a single run its populations. */
export function summary(result: SweepResult): string {
  const [first] = result.runs
  if (first === undefined) return 'There were no runs.'
  const head = `${result.name}: ${result.description}`
  const shown = figures(result)
  const rows = [header(first, shown), ...pointsOfSweep(result).map(point => line(point, shown))]
  const table = columns(
    rows,
    shown.map((_, i) => i + 2),
  )
  return [
    head,
    '',
    table,
    ...(result.runs.length === 1 ? ['', populations(first), '', facts(first)] : []),
  ].join('\n')
}

/** Those of the reporters that the scenario names, else the usual ones; without those that no run has. */
function figures({ scenario, runs }: SweepResult): readonly Figure[] {
  const chosen = chosenReporters(scenario)
  return figuresOf(chosen).filter(
    ({ metric, usual }) =>
      (usual || chosen !== undefined) && runs.some(({ metrics }) => metrics[metric] !== null),
  )
}

function header({ point }: RunResult, shown: readonly Figure[]): string[] {
  const axes = Object.keys(point).map(path => path.split('.').slice(-2).join('.'))
  return [axes.join(', ') || 'all', 'seeds', ...shown.map(({ short }) => short)]
}

function line({ name, runs }: PointRuns, shown: readonly Figure[]): string[] {
  return [
    name || '·',
    String(runs.length),
    ...shown.map(({ metric, unit }) => interval(metricInterval(runs, metric), formats[unit])),
  ]
}

const formats: Readonly<Record<Figure['unit'], (value: number) => string>> = {
  share: value => (100 * value).toFixed(2),
  number: value => value.toFixed(2),
  count: value => formatCount(Math.round(value)),
  ether,
  time: seconds => (seconds / 86_400).toFixed(1),
}

/** Mean and half of its 95 % confidence interval. */
function interval({ mean, high, count }: Interval, format: (value: number) => string): string {
  if (count === 0) return '–'
  return count === 1 ? format(mean) : `${format(mean)} ± ${format(high - mean)}`
}

function populations({ populations: list, metrics }: RunResult): string {
  const hasPoints = metrics.honestPoints !== null
  const rows = list.map(population => {
    const { name, strategy, count, contributions, verified, gas, profit, startBalance } = population
    return [
      name,
      strategy,
      formatCount(count),
      formatCount(contributions),
      formatCount(verified),
      ...(hasPoints ? [formatCount(population.reports), formatCount(population.points)] : []),
      ether(gas),
      ether(profit),
      startBalance === 0 ? '–' : formatPercent(1 + profit / startBalance),
    ]
  })
  const head = [
    'population',
    'strategy',
    'agents',
    'contributions',
    'verified',
    ...(hasPoints ? ['reports', 'points'] : []),
    'gas',
    'profit',
    'ends with',
  ]
  return columns([head, ...rows], [2, 3, 4, 5, 6, 7, 8, 9])
}

function facts({ events, metrics, setup, populations: list }: RunResult): string {
  const hadDeposits = list.some(({ deposited }) => deposited > 0)
  return columns([
    ['model', `${setup.kind} under ${setup.mechanism}`],
    [
      'data',
      `${setup.data.name}: ${formatCount(setup.data.initial)} samples at first, ${formatCount(setup.data.stream)} to contribute, ${formatCount(setup.data.test)} hidden`,
    ],
    ['time', `${formatDuration(metrics.duration)} simulated in ${metrics.wallSeconds.toFixed(2)} s`],
    ['contributions', formatCount(events.contributions)],
    ['claims', claims(events)],
    ['requests', formatCount(events.requests)],
    ...(hadDeposits
      ? [['lost to others', `${formatPercent(metrics.honestDepositsLost)} of honest deposits`]]
      : []),
    ['lost accuracy', `${metrics.lostPoints.toFixed(2)} points on the mean; ${metrics.recovery}`],
  ])
}

/** What was claimed, of what happened at all. */
function claims(events: RunResult['events']): string {
  const kinds = [
    ['refunds', events.refunds],
    ['takes', events.takes],
    ['late', events.lateTakes],
    ['challenges', events.challenges],
    ['verified', events.verified],
    ['reported', events.reported],
    ['reports confirmed', events.confirmed],
  ] as const
  const happened = kinds.filter(([, count]) => count > 0)
  return happened.map(([name, count]) => `${formatCount(count)} ${name}`).join(', ') || 'none'
}

/** Ether, with as many digits as tell something. */
function ether(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 1 : 4)
}
