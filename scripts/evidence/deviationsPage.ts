import type { JsonValue, RunResult, SweepResult } from '@cotrain/simulator'
import {
  type Interval,
  meanInterval,
  type PointRuns,
  pointsOfSweep,
  simultaneousIntervals,
} from '@cotrain/simulator/analysis'
import { attackNames, countedCost, deviationNames, honesty, unattacked } from './deviations.ts'
import { earned, gained } from './figures.ts'
import { markdownTable, milli, milliText, twoDigits } from './markdown.ts'
import { aboutSweep, headOf, tablePage } from './page.ts'

/** Ether that labelling a sample may be worth. */
const labourCosts = [0, 0.0001, 0.0002, 0.0005]

/** The population that a point is named after. */
const nameOf = (populations: JsonValue) => Object.keys(populations as object)[1]!

/** The runs of a row by its name. */
function rowsOf(sweep: SweepResult): Map<string, readonly RunResult[]> {
  return new Map(
    pointsOfSweep(sweep).map(({ values, runs }: PointRuns) => [nameOf(Object.values(values)[0]!), runs]),
  )
}

/** Ether of the agents of a population each, where a label costs so much. */
function earnedIn(runs: readonly RunResult[], population: string, labelCost: number): number[] {
  return runs.map(({ agents, populations }) => {
    const { profit, open, count } = populations.find(({ name }) => name === population)!
    const labour = agents
      .filter(agent => agent.population === population)
      .reduce((sum, { notes }) => sum + (notes?.labour ?? 0), 0)
    return count === 0 ? 0 : (profit - open + labour - (labour / countedCost) * labelCost) / count
  })
}

/** The same of all honest agents of a run in which nobody does anything else: they differ by luck alone. */
function earnedByHonesty(rows: Map<string, readonly RunResult[]>, labelCost: number): number[] {
  const runs = rows.get(honesty)!
  const [own, others] = [honesty, 'others'].map(name => earnedIn(runs, name, labelCost))
  return runs.map(({ populations }, i) => {
    const [first, second] = populations.map(({ count }) => count) as [number, number]
    return (first * others![i]! + second * own![i]!) / (first + second)
  })
}

const accuracies = (runs: readonly RunResult[]) => runs.map(({ metrics }) => 100 * metrics.finalAccuracy)
const differences = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!)
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** What each deviation gains over honesty, for all of them together. */
function gainsAt(rows: Map<string, readonly RunResult[]>, labelCost: number): Map<string, Interval> {
  const others = deviationNames.filter(name => name !== honesty && rows.has(name))
  const honest = earnedByHonesty(rows, labelCost)
  const gains = others.map(name => differences(earnedIn(rows.get(name)!, name, labelCost), honest))
  const intervals = simultaneousIntervals(gains)
  return new Map(others.map((name, i) => [name, intervals[i]!]))
}

/** Ether for a point of accuracy, of the means, and the points. */
function priceOf(runs: readonly RunResult[]): { perPoint: number; points: Interval } {
  const points = runs.map(({ metrics }) => 100 * (metrics.finalAccuracy - metrics.initialAccuracy))
  const paid = runs.map(({ market }) => market!.bountyPaid)
  return { perPoint: sumOf(paid) / sumOf(points), points: meanInterval(points) }
}

function findings(rows: Map<string, readonly RunResult[]>): string[] {
  const free = gainsAt(rows, 0)
  const honest = meanInterval(earnedByHonesty(rows, 0))
  const named = (list: readonly [string, Interval][]) =>
    list.map(([name, gain]) => `${name} (${milliText(gain)})`).join(', ')
  const all = [...free]
  const better = all.filter(([, { low }]) => low > 0)
  const unclear = all.filter(([, { low, high }]) => low <= 0 && high > 0)
  const { perPoint, points } = priceOf(rows.get(honesty)!)
  const lost = lostOf(rows)
  return [
    `Where all ten are honest, each earns ${milliText(honest)} thousandths of an ether for its bundle, and the sponsor pays ${milli(perPoint)} for each of ${twoDigits(points)} points of accuracy.`,
    better.length === 0
      ? 'No deviation that was tried is shown to pay better than honesty.'
      : `Pays better than honesty: ${named(better)}.`,
    ...(unclear.length === 0 ? [] : [`Not shown to be better or worse: ${named(unclear)}.`]),
    ...(lost.length === 0
      ? []
      : [
          `Three of ten who attack cost at most ${twoDigits(lost.reduce((a, b) => (b[1].mean > a[1].mean ? b : a))[1])} points of accuracy.`,
        ]),
  ]
}

/** Points of accuracy below what seven honest agents reach alone. */
function lostOf(rows: Map<string, readonly RunResult[]>): [string, Interval][] {
  const alone = rows.get(unattacked)
  const names = attackNames.filter(name => rows.has(name))
  if (alone === undefined || names.length === 0) return []
  const clean = accuracies(alone)
  const intervals = simultaneousIntervals(names.map(name => differences(clean, accuracies(rows.get(name)!))))
  return names.map((name, i) => [name, intervals[i]!])
}

/** The page of one data set and classifier: first what it finds, as a list. */
export function deviationsPage(sweep: SweepResult, command: string): string {
  const rows = rowsOf(sweep)
  const gains = labourCosts.map(cost => gainsAt(rows, cost))
  const honest = labourCosts.map(cost => milliText(meanInterval(earnedByHonesty(rows, cost))))
  const table = markdownTable(
    ['instead of being honest', ...labourCosts.map(cost => `a label costs ${milli(cost)}`)],
    [
      ['(honest agents earn)', ...honest],
      ...[...gains[0]!.keys()].map(name => [name, ...gains.map(of => milliText(of.get(name)!))]),
    ],
  )
  const attacked = markdownTable(
    ['attack', 'points lost', 'attacker earns', 'honest agent earns'],
    lostOf(rows).map(([name, lost]) => {
      const runs = rows.get(name)!
      const earnedBy = (population: string) => milliText(meanInterval(earnedIn(runs, population, 0)))
      return [name, twoDigits(lost), earnedBy(name), earnedBy('others')]
    }),
  )
  return `${headOf(sweep.name, aboutSweep(sweep), command, findings(rows))}

## Leaving honesty

Thousandths of an ether by which one agent of ten earns more than an honest agent does where all ten are honest, net of gas and fees; negative: honesty pays better. Gains are paired by seed, and the intervals of a column hold for all of its rows together (95 %, by the largest studentised deviation). Labels cost those who look at samples; who lies, repeats the model or a known sample has them for nothing.

${table}

## Three of ten

Points of accuracy at the end below those of the seven honest agents alone, with intervals that hold for all rows together; thousandths of an ether for each agent.

${attacked}
`
}

/** What a point of accuracy costs the sponsor: of the means, without bounds. */
const perPoint = {
  title: 'a point costs',
  of: (runs: readonly RunResult[]) => meanInterval([priceOf(runs).perPoint]),
  text: ({ mean }: Interval) => milli(mean),
}

const typeOf = (value: JsonValue) => (value as { type: string }).type

/** Both markets side by side. */
export const marketCostsPage = tablePage({
  varied: 'classifier; market',
  nameOf: (classifier, mechanism) =>
    `${typeOf(classifier!)}; ${typeOf(mechanism!) === 'market' ? 'blind' : 'published'}`,
  figures: { gained, perPoint, honest: earned('honest', 'an honest agent earns') },
  units:
    'Points of accuracy by which the model ends above its start; thousandths of an ether that the sponsor pays for each, and that an agent earns net of gas.',
  findings: cells =>
    cells.map(
      ({ name, gained: points, perPoint: price }) =>
        `${name}: ${twoDigits(points)} points for ${milli(price.mean)} thousandths of an ether each.`,
    ),
})

/** What was revealed before, committed again. */
export const marketRoundsPage = tablePage({
  varied: 'classifier; one of five',
  nameOf: (classifier, populations) => `${typeOf(classifier!)}; ${nameOf(populations!)}`,
  figures: {
    own: {
      title: 'earns',
      of: runs => {
        const name = runs[0]!.populations[1]!.name
        return meanInterval(earnedIn(runs, name, 0))
      },
      text: milliText,
    },
    others: earned('others', 'an honest agent earns'),
    gained,
  },
  units: 'Thousandths of an ether for each agent over all three markets, net of gas; points of accuracy.',
  findings: cells =>
    cells
      .filter(({ name }) => !name.endsWith('honest'))
      .map(
        ({ name, own, others }) =>
          `${name}: earns ${milliText(own)} thousandths of an ether, an honest agent beside it ${milliText(others)}.`,
      ),
})
