import type { MarketResult, RunMetrics, RunResult, SweepResult } from '@cotrain/simulator'
import { meanInterval } from '@cotrain/simulator/analysis'
import { formatCount, formatDuration, formatPercent } from '../format.ts'
import { columns } from '../output.ts'

/** What a terminal shows of a sweep: a line for each point, and of a single run its populations. */
export function summary(result: SweepResult): string {
  const [first] = result.runs
  if (first === undefined) return 'There were no runs.'
  const head = `${result.name}: ${result.description}`
  const points = new Map<string, RunResult[]>()
  for (const run of result.runs) {
    const key = JSON.stringify(run.point)
    points.set(key, [...(points.get(key) ?? []), run])
  }
  const table = columns([header(first), ...[...points.values()].map(line)], [2, 3, 4, 5, 6, 7, 8])
  return [
    head,
    '',
    table,
    ...(result.runs.length === 1 ? ['', populations(first), '', facts(first)] : []),
  ].join('\n')
}

function header({ point }: RunResult): string[] {
  const axes = Object.keys(point).map(path => path.split('.').slice(-2).join('.'))
  const figures = [
    'start',
    'mean',
    'end',
    'without attackers',
    'honest profit',
    'attack profit',
    'ETH a point',
  ]
  return [axes.join(', ') || 'all', 'seeds', ...figures]
}

function line(runs: readonly RunResult[]): string[] {
  const values = Object.values(runs[0]!.point).map(value =>
    typeof value === 'string' ? value : JSON.stringify(value),
  )
  const of = (key: keyof RunMetrics) =>
    runs.map(({ metrics }) => metrics[key]).filter(value => typeof value === 'number')
  return [
    values.join(', ') || '·',
    String(runs.length),
    ...(['initialAccuracy', 'meanAccuracy', 'finalAccuracy', 'baselineMeanAccuracy'] as const).map(key =>
      interval(of(key), value => (100 * value).toFixed(2)),
    ),
    ...(['honestProfit', 'attackerProfit', 'attackCostPerPoint'] as const).map(key =>
      interval(of(key), ether),
    ),
  ]
}

/** Mean and half of its 95 % confidence interval. */
function interval(values: readonly number[], format: (value: number) => string): string {
  const { mean, high, count } = meanInterval(values)
  if (count === 0) return '–'
  return count === 1 ? format(mean) : `${format(mean)} ± ${format(high - mean)}`
}

function populations({ populations: list }: RunResult): string {
  const rows = list.map(({ name, strategy, count, contributions, verified, gas, profit, startBalance }) => [
    name,
    strategy,
    formatCount(count),
    formatCount(contributions),
    formatCount(verified),
    ether(gas),
    ether(profit),
    startBalance === 0 ? '–' : formatPercent(1 + profit / startBalance),
  ])
  const head = ['population', 'strategy', 'agents', 'contributions', 'verified', 'gas', 'profit', 'ends with']
  return columns([head, ...rows], [2, 3, 4, 5, 6, 7])
}

function marketLine(market: MarketResult): string {
  const { phase, bounty, bountyPaid, tried, kept, contributions, firstLoss, lastLoss, hiddenSamples } = market
  const loss =
    firstLoss === null || lastLoss === null
      ? 'the test set was not revealed'
      : `mean loss ${firstLoss.toFixed(3)}, then ${lastLoss.toFixed(3)} on ${formatCount(hiddenSamples)} hidden samples`
  return (
    `${phase}; ${ether(bountyPaid)} of a bounty of ${ether(bounty)} paid; of ${formatCount(contributions)} contributions ` +
    `${formatCount(tried)} tried and ${formatCount(kept)} kept; ${loss}`
  )
}

function facts({ events, metrics, setup, market }: RunResult): string {
  return columns([
    ...(market === undefined ? [] : [['market', marketLine(market)]]),
    ['model', `${setup.kind} under ${setup.mechanism}`],
    [
      'data',
      `${setup.data.name}: ${formatCount(setup.data.initial)} samples at first, ${formatCount(setup.data.stream)} to contribute, ${formatCount(setup.data.test)} hidden`,
    ],
    ['time', `${formatDuration(metrics.duration)} simulated in ${metrics.wallSeconds.toFixed(2)} s`],
    ['contributions', formatCount(events.contributions)],
    [
      'claims',
      `${formatCount(events.refunds)} refunds, ${formatCount(events.takes)} takes, ${formatCount(events.lateTakes)} late`,
    ],
    ['requests', formatCount(events.requests)],
    ['lost to others', `${formatPercent(metrics.honestDepositsLost)} of honest deposits`],
    ['lost accuracy', `${metrics.lostPoints.toFixed(2)} points on the mean; ${metrics.recovery}`],
  ])
}

/** Ether, with as many digits as tell something. */
function ether(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 1 : 4)
}
