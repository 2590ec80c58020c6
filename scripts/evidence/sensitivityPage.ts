import type { RunResult, SweepResult } from '@cotrain/simulator'
import {
  type Interval,
  meanInterval,
  metricInterval,
  nameOfValue,
  pointsOfSweep,
} from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd, stakesWon } from './figures.ts'
import { milli, percent, twoDigits } from './markdown.ts'
import { type Column, tablePage } from './tablePage.ts'

/** A point of the sweep: what was varied, and what came of it. */
export type Cell = {
  /** Of what is varied: a number, then what else in words. */
  value: number
  other: string
  attacker: Interval
  honest: Interval
  honestStakes: Interval
  /** No runs where there is no such agent. */
  copier: Interval
  lost: Interval
  lostAtEnd: Interval
  /** Of what attackers staked, the share that they had back. */
  kept: Interval
}

function cellsOf(sweep: SweepResult): Cell[] {
  return pointsOfSweep(sweep).map(({ values, runs }) => {
    const [value, ...others] = Object.values(values)
    const copies = runs[0]!.populations.some(({ name, count }) => name === 'copier' && count > 0)
    return {
      value: Number(value),
      other: others.map(nameOfValue).join('; '),
      attacker: perAgent(runs, 'attacker'),
      honest: perAgent(runs, 'honest'),
      honestStakes: stakesWon(runs, 'honest'),
      copier: copies ? perAgent(runs, 'copier') : meanInterval([]),
      lost: metricInterval(runs, 'lostPoints'),
      lostAtEnd: pointsLostAtEnd(runs),
      kept: keptByAttackers(runs),
    }
  })
}

function keptByAttackers(runs: readonly RunResult[]): Interval {
  return meanInterval(
    runs.map(({ populations }) => {
      const { refunded, deposited } = populations.find(({ name }) => name === 'attacker')!
      return refunded / deposited
    }),
  )
}

/** What a page says of its own sweep. */
export type About = {
  /** What is varied: the title of the first column. */
  varied: string
  /** A point in the words of that title. */
  nameOf?: (cell: Cell) => string
  findings: (cells: readonly Cell[]) => string[]
}

/** What a mechanism's answer depends on: a row for each value of what is varied. */
export function sensitivityPage(
  sweep: SweepResult,
  command: string,
  { varied, nameOf = ({ value, other }) => `${percent(value)}; ${other}`, findings }: About,
): string {
  const cells = cellsOf(sweep)
  const columns: Column<Cell>[] = [
    [varied, nameOf],
    ['attacker', ({ attacker }) => formatInterval(attacker, milli)],
    ['honest agent', ({ honest }) => formatInterval(honest, milli)],
    ['its stakes', ({ honestStakes }) => formatInterval(honestStakes, milli)],
    ['copier', ({ copier }) => formatInterval(copier, milli)],
    ['stakes that attackers had back', ({ kept }) => percent(kept.mean)],
    ['points lost, mean', ({ lost }) => formatInterval(lost, twoDigits)],
    ['points lost at the end', ({ lostAtEnd }) => formatInterval(lostAtEnd, twoDigits)],
  ]
  const shown = columns.filter(
    ([title]) => title !== 'copier' || cells.some(({ copier }) => copier.count > 0),
  )
  return tablePage(sweep, command, cells, {
    findings: findings(cells),
    units:
      "Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost; *its stakes* are what an honest agent won or lost of its own and others' stakes, gas left out. Points of accuracy are those below the same run without attackers.",
    columns: shown,
  })
}

/** What the two pages below have in common, so that nobody takes them further. */
const asTried =
  'Tried only with attackers who own as much as an honest agent, wake as often and give up on a contribution that was challenged once, against honest agents who give up at six and whom looking costs nothing; [limits-rounds](limits-rounds.md) has those who go on.'

/** The mechanism with bonds rests on somebody who looks. */
export function watchersPage(sweep: SweepResult, command: string): string {
  const findings = (cells: readonly Cell[]) => {
    const alone = cells.filter(({ copier }) => copier.count === 0)
    const holding = alone.filter(({ attacker, lost }) => attacker.high < 0 && lost.high <= 1)
    const least = percent(Math.min(...holding.map(({ value }) => value)))
    const blind = alone.at(-1)!
    const copied = cells.find(({ value, copier }) => value === 1 && copier.count > 0)!
    return [
      `These attackers lose money, and the model less than a point of mean accuracy, as long as each of seven honest agents looks at ${least} of what others contribute or more. ${asTried}`,
      `Where nobody looks, an attacker has ${percent(blind.kept.mean)} of its stakes back and the model loses ${formatInterval(blind.lost, twoDigits)} points.`,
      `What resists: who copies challenges before they are mined earns ${formatInterval(copied.copier, milli)} thousandths of an ether, and the seven watchers are left with ${milli(7 * copied.honest.mean)} of the ${milli(7 * alone[0]!.honest.mean)} that they earn without it. The model loses nothing by it here: ${formatInterval(copied.lost, twoDigits)} points. Looking is worth as much less.`,
    ]
  }
  return sensitivityPage(sweep, command, { varied: 'each honest agent looks at; copiers', findings })
}

/** Honest people are wrong now and then, and then their money is at stake too. */
export function mistakesPage(sweep: SweepResult, command: string): string {
  const findings = (cells: readonly Cell[]) => {
    const bonded = cells.filter(({ other }) => other !== 'deposit-refund-take')
    const within = (test: (cell: Cell) => boolean) => {
      const failing = bonded.findIndex(cell => !test(cell))
      return percent(bonded[failing < 0 ? bonded.length - 1 : Math.max(0, failing - 1)]!.value)
    }
    return [
      `With bonds less than a point of accuracy is lost to the attackers while honest agents are wrong about up to ${within(({ lost }) => lost.high <= 1)} of the samples. ${asTried}`,
      `With bonds honest agents win more stakes than they lose while they are wrong about up to ${within(({ honestStakes }) => honestStakes.low > 0)}, and attackers lose money up to ${within(({ attacker }) => attacker.high < 0)}.`,
      'A mistake here is a slip: who looks again has a fresh opinion, and mostly the right one. People who lastingly disagree about a sample are not in these figures.',
    ]
  }
  return sensitivityPage(sweep, command, { varied: 'honest agents are wrong about; mechanism', findings })
}
