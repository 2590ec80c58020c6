import type { RunResult } from '@cotrain/simulator'
import { type Interval, type MetricName, metricInterval } from '@cotrain/simulator/analysis'
import { ether, formatInterval } from '@cotrain/simulator/report'

/** What the runs of one setting found, in sentences: what is not certain is said to be so. */
export function summaryOf(runs: readonly RunResult[]): string[] {
  const [first] = runs
  if (!first) return []
  const attackers = first.populations
    .filter(({ role }) => role === 'attacker')
    .reduce((sum, { count }) => sum + count, 0)
  const seeds = runs.length === 1 ? 'One seed' : `${runs.length} seeds`
  const days = Math.round(first.metrics.duration / 86_400)
  const over = `${seeds} of ${days === 1 ? 'a day' : `${days} days`}`
  const of = (metric: MetricName) => metricInterval(runs, metric)
  if (attackers === 0) return [`${over}, in which nobody attacks.`, accuracyWords(of('meanAccuracy'))]
  return [
    `${over}, in which ${attackers === 1 ? 'one agent attacks' : `${attackers} agents attack`}.`,
    lostWords(of('lostPoints')),
    profitWords('The attackers', of('attackerProfit')),
    profitWords('The honest agents', of('honestProfit')),
  ]
}

const points = (value: number) => value.toFixed(2)

const accuracyWords = (interval: Interval) =>
  `The model gets ${formatInterval(interval, share => `${(100 * share).toFixed(1)} %`)} right on average.`

function lostWords(interval: Interval): string {
  const lost = formatInterval(interval, points)
  if (interval.count < 2)
    return `The model loses ${lost} points of accuracy; one seed cannot tell whether that is chance.`
  if (interval.low > 0) return `The model loses ${lost} points of accuracy by it.`
  if (interval.high < 0)
    return `The model is better by ${formatInterval(turned(interval), points)} points than without them.`
  return `Whether the model loses accuracy by it cannot be told from these seeds: ${lost} points.`
}

function profitWords(who: string, interval: Interval): string {
  const text = formatInterval(interval, ether)
  if (interval.count < 2)
    return `${who} come to ${text} ether together; one seed cannot tell whether that is chance.`
  if (interval.low > 0) return `${who} gain ${text} ether together.`
  if (interval.high < 0) return `${who} lose ${formatInterval(turned(interval), ether)} ether together.`
  return `Whether ${who.charAt(0).toLowerCase()}${who.slice(1)} gain or lose cannot be told: ${text} ether together.`
}

/** The same interval of what is lost instead of gained. */
const turned = ({ mean, low, high, count }: Interval): Interval => ({
  mean: 0 - mean,
  low: 0 - high,
  high: 0 - low,
  count,
})
