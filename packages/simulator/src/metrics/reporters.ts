import type { MetricName } from '../analysis/points.ts'
import type { JsonValue } from '../results/types.ts'

/** What a scenario can choose to have reported, by the names that its `reporters` take, and the figures of each. */
export const reporters = {
  accuracy: ['initialAccuracy', 'meanAccuracy', 'finalAccuracy', 'baselineMeanAccuracy'],
  profit: ['honestProfit', 'attackerProfit'],
  verified: ['honestVerified', 'attackerVerified'],
  points: ['honestPoints', 'attackerPoints'],
  attack: ['lostPoints', 'attackCost', 'attackCostPerPoint'],
  recovery: ['secondsToRecover'],
  deposits: ['honestDepositsLost'],
  contributions: ['attackerContributions'],
  gini: ['gini'],
} as const satisfies Record<string, readonly MetricName[]>

export type ReporterName = keyof typeof reporters

export const reporterNames = Object.keys(reporters) as ReporterName[]

/** How a figure is written. */
type Unit = 'share' | 'number' | 'count' | 'ether' | 'time'

/** A figure of a run, with what it is called in reports, and in fewer words in the terminal. */
export type Figure = {
  metric: MetricName
  title: string
  short: string
  unit: Unit
  /** Whether the terminal shows it of a scenario that does not choose. */
  usual?: true
}

const figures: readonly Figure[] = [
  { metric: 'initialAccuracy', title: 'accuracy at first', short: 'start', unit: 'share', usual: true },
  { metric: 'meanAccuracy', title: 'mean', short: 'mean', unit: 'share', usual: true },
  { metric: 'finalAccuracy', title: 'at the end', short: 'end', unit: 'share', usual: true },
  {
    metric: 'baselineMeanAccuracy',
    title: 'mean without attackers',
    short: 'without attackers',
    unit: 'share',
    usual: true,
  },
  { metric: 'lostPoints', title: 'points lost', short: 'lost', unit: 'number' },
  { metric: 'attackCost', title: 'cost of the attack, ether', short: 'attack cost', unit: 'ether' },
  { metric: 'attackCostPerPoint', title: 'ether a point', short: 'ETH a point', unit: 'ether', usual: true },
  {
    metric: 'honestProfit',
    title: 'honest profit, ether',
    short: 'honest profit',
    unit: 'ether',
    usual: true,
  },
  {
    metric: 'attackerProfit',
    title: 'profit of attackers, ether',
    short: 'attack profit',
    unit: 'ether',
    usual: true,
  },
  { metric: 'honestVerified', title: 'honest verified', short: 'honest verified', unit: 'count' },
  {
    metric: 'attackerVerified',
    title: 'verified of attackers',
    short: 'attack verified',
    unit: 'count',
  },
  { metric: 'honestPoints', title: 'honest points', short: 'honest points', unit: 'count', usual: true },
  {
    metric: 'attackerPoints',
    title: 'points of attackers',
    short: 'attack points',
    unit: 'count',
    usual: true,
  },
  { metric: 'honestDepositsLost', title: 'honest deposits lost', short: 'deposits lost', unit: 'share' },
  {
    metric: 'attackerContributions',
    title: 'contributions by attackers',
    short: 'by attackers',
    unit: 'share',
  },
  { metric: 'secondsToRecover', title: 'days to recover', short: 'days to recover', unit: 'time' },
  { metric: 'gini', title: 'Gini', short: 'Gini', unit: 'number' },
]

/** The reporters that a scenario has chosen, as results hold it, in a file too; undefined when it has not. */
export function chosenReporters(scenario: JsonValue): readonly ReporterName[] | undefined {
  const { reporters: chosen } = (scenario ?? {}) as { reporters?: unknown }
  return Array.isArray(chosen) ? reporterNames.filter(name => chosen.includes(name)) : undefined
}

/** The figures to show; all of them when nothing was chosen. */
export function figuresOf(chosen: readonly ReporterName[] = reporterNames): readonly Figure[] {
  const metrics = new Set<MetricName>(chosen.flatMap(name => reporters[name]))
  return figures.filter(({ metric }) => metrics.has(metric))
}
