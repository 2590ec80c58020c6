import {
  chosenReporters,
  type Figure,
  figuresOf,
  type MarketResult,
  type PopulationResult,
  type RunResult,
  type SweepResult,
} from '@cotrain/simulator'
import { type Interval, metricInterval, type PointRuns, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatCount, formatDuration, formatPercent } from '../format.ts'
import { columns } from '../output.ts'

/**
 * What a terminal shows of a sweep: a line for each point, and of a single run its populations.
 * @param width Characters of a line; a table that needs more is cut into several.
 */
export function summary(result: SweepResult, width = Number.POSITIVE_INFINITY): string {
  const [first] = result.runs
  if (first === undefined) return 'There were no runs.'
  const points = pointsOfSweep(result)
  const table = (shown: readonly Figure[]) =>
    columns(
      [header(first, shown), ...points.map(point => line(point, shown))],
      shown.map((_, i) => i + 2),
    )
  return [
    `${result.name}: ${result.description}`,
    ...fitting(figures(result), table, width),
    ...(result.runs.length === 1 ? [...populations(first, width), facts(first)] : []),
  ].join('\n\n')
}

/** As few tables as have all items in lines of `width` characters. */
function fitting<item>(
  items: readonly item[],
  table: (items: readonly item[]) => string,
  width: number,
): string[] {
  const groups: item[][] = [[]]
  for (const item of items) {
    const group = groups.at(-1)!
    const isTooWide = table([...group, item])
      .split('\n')
      .some(line => line.length > width)
    if (isTooWide && group.length > 0) groups.push([item])
    else group.push(item)
  }
  return groups.map(table)
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

type Column = { head: string; cell: (population: PopulationResult) => string }

function populations({ populations: list, metrics }: RunResult, width: number): string[] {
  const hasPoints = metrics.honestPoints !== null
  const columnsOf: Column[] = [
    { head: 'agents', cell: ({ count }) => formatCount(count) },
    { head: 'contributions', cell: ({ contributions }) => formatCount(contributions) },
    { head: 'verified', cell: ({ verified }) => formatCount(verified) },
    ...(hasPoints
      ? [
          { head: 'reports', cell: ({ reports }: PopulationResult) => formatCount(reports) },
          { head: 'points', cell: ({ points }: PopulationResult) => formatCount(points) },
        ]
      : []),
    { head: 'gas', cell: ({ gas }) => ether(gas) },
    { head: 'profit', cell: ({ profit }) => ether(profit) },
    {
      head: 'ends with',
      cell: ({ profit, startBalance }) =>
        startBalance === 0 ? '–' : formatPercent(1 + profit / startBalance),
    },
  ]
  const table = (shown: readonly Column[]) =>
    columns(
      [
        ['population', 'strategy', ...shown.map(({ head }) => head)],
        ...list.map(each => [each.name, each.strategy, ...shown.map(({ cell }) => cell(each))]),
      ],
      shown.map((_, i) => i + 2),
    )
  return fitting(columnsOf, table, width)
}

function marketLine(market: MarketResult, mechanism: string): string {
  const { phase, bounty, bountyPaid, tried, kept, contributions, firstLoss, lastLoss, hiddenSamples } = market
  const loss =
    firstLoss === null || lastLoss === null
      ? 'the test set was not revealed'
      : `mean loss ${firstLoss.toFixed(3)}, then ${lastLoss.toFixed(3)} on ${formatCount(hiddenSamples)} hidden samples`
  const tries = `${formatCount(tried)} tried and ${formatCount(kept)} kept`
  // what is tried is a bundle here, and a contribution in the market of the paper
  const what = `contributions${mechanism === 'market' ? ' in bundles' : ''}, of which ${tries}`
  return `${phase}; ${ether(bountyPaid)} of a bounty of ${ether(bounty)} paid; ${formatCount(contributions)} ${what}; ${loss}`
}

function facts({ events, metrics, setup, populations: list, market }: RunResult): string {
  const hadDeposits = list.some(({ deposited }) => deposited > 0)
  return columns([
    ...(market === undefined ? [] : [['market', marketLine(market, setup.mechanism)]]),
    ['model', `${setup.classifier} under ${setup.mechanism}`],
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
    ['dropped', events.dropped],
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
