import type { MechanismName } from '@cotrain/sdk'
import type { RunResult } from '@cotrain/simulator'
import { formatNumber, formatPercent } from '../../../ui/format.ts'
import { people } from './outlookScenario.ts'

/** What runs came to, on the mean. */
export interface OutlookResult {
  points: readonly OutlookPoint[]
  /** Ether that each has gained in the end, open deposits counted. */
  honest: number
  attacker: number
  /** Points of each honest and each attacking person; undefined where there are none. */
  honestPoints: number | undefined
  attackerPoints: number | undefined
  /** How often somebody did not teach because the deposit was too high, and how often somebody taught. */
  pricedOut: number
  contributions: number
}

/** At a moment of the run. */
export interface OutlookPoint {
  days: number
  accuracy: number
  /** Without attackers. */
  alone: number
  /** Ether that each has more in the wallet than at the start. */
  honest: number
  attacker: number
}

const day = 86_400
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Runs of one scenario as one, moment by moment. */
export function outlookOf(runs: readonly RunResult[]): OutlookResult {
  const length = Math.min(...runs.map(({ series }) => series.time.length))
  const points = Array.from({ length }, (_, i) => ({
    days: mean(runs.map(({ series }) => series.time[i]!)) / day,
    accuracy: mean(runs.map(({ series }) => series.accuracy[i]!)),
    alone: mean(runs.map(({ series }) => series.baselineAccuracy?.[i] ?? series.accuracy[i]!)),
    honest: mean(runs.map(run => gainAt(run, 'honest', i))),
    attacker: mean(runs.map(run => gainAt(run, 'malicious', i))),
  }))
  const perHead = (of: (run: RunResult) => number, count: number) => mean(runs.map(of)) / count
  const hasPoints = runs.some(({ metrics }) => metrics.honestPoints !== null)
  return {
    points,
    honest: perHead(({ metrics }) => metrics.honestProfit, people.honest),
    attacker: perHead(({ metrics }) => metrics.attackerProfit, people.attackers),
    honestPoints: hasPoints ? perHead(({ metrics }) => metrics.honestPoints ?? 0, people.honest) : undefined,
    attackerPoints: hasPoints
      ? perHead(({ metrics }) => metrics.attackerPoints ?? 0, people.attackers)
      : undefined,
    pricedOut: mean(runs.map(({ events }) => events.pricedOut)),
    contributions: mean(runs.map(({ events }) => events.contributions)),
  }
}

/** What each of a population has gained by a moment. */
function gainAt({ series, populations }: RunResult, population: string, i: number): number {
  const lines = series.balances.filter(line => line.population === population)
  const { count = lines.length } = populations.find(({ name }) => name === population) ?? {}
  const sum = (at: number) => lines.reduce((total, { balance }) => total + balance[at]!, 0)
  return count === 0 ? 0 : (sum(i) - sum(0)) / count
}

/** Ether gained or lost, with its sign. */
export function formatGain(ether: number, symbol: string): string {
  const size = Math.abs(ether)
  if (size < 1e-6) return `0 ${symbol}`
  return `${ether < 0 ? '−' : '+'}${formatNumber(Number(size.toPrecision(2)))} ${symbol}`
}

/** What it means, in a few sentences. */
export function outlookWords(
  { points, honest, attacker, honestPoints, attackerPoints, pricedOut, contributions }: OutlookResult,
  mechanism: MechanismName,
  symbol: string,
): string[] {
  const last = points.at(-1)!
  const money = `Each honest person ends at ${formatGain(honest, symbol)}, each attacker at ${formatGain(attacker, symbol)}, gas included.`
  return [
    `After ${formatNumber(Math.round(last.days))} days the model is right in ${formatPercent(last.accuracy)}; without the attackers it would be in ${formatPercent(last.alone)}.`,
    honestPoints === undefined || attackerPoints === undefined
      ? money
      : `${money} Each honest person has ${formatNumber(Math.round(honestPoints))} points, each attacker ${formatNumber(Math.round(attackerPoints))}.`,
    ...(pricedOut > 0.2 * contributions
      ? [
          `${formatNumber(Math.round(pricedOut))} times somebody did not teach because the deposit was too high for them: they have 10 ${symbol} each, and put down 1 ${symbol} at most.`,
        ]
      : []),
    ...(contributions < 1 && mechanism !== 'market' ? ['Nobody taught anything.'] : []),
  ]
}
