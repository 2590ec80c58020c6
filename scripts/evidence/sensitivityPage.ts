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
import { markdownTable, milli, percent, twoDigits } from './markdown.ts'

type Cell = {
  /** Of what is varied: a share, then what else. */
  share: number
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
    const [share, other] = Object.values(values)
    const copies = runs[0]!.populations.some(({ name, count }) => name === 'copier' && count > 0)
    return {
      share: Number(share),
      other: nameOfValue(other!),
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

/** What a mechanism's answer depends on: a row for each value of what is varied. */
function sensitivityPage(
  sweep: SweepResult,
  command: string,
  varied: string,
  findings: (cells: readonly Cell[]) => string[],
): string {
  const cells = cellsOf(sweep)
  const columns: [title: string, text: (cell: Cell) => string][] = [
    [varied, ({ share, other }) => `${percent(share)}; ${other}`],
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
  return `# ${sweep.name}

${sweep.description} ${sweep.seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${sweep.name}.json](${sweep.name}.json).

\`\`\`sh
${command}
\`\`\`

${findings(cells)
  .map(line => `- ${line}`)
  .join('\n')}

Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost; *its stakes* are what an honest agent won or lost of its own and others' stakes, gas left out. Points of accuracy are those below the same run without attackers.

${markdownTable(
  shown.map(([title]) => title),
  cells.map(cell => shown.map(([, text]) => text(cell))),
)}
`
}

/** The mechanism with bonds rests on somebody who looks. */
export function watchersPage(sweep: SweepResult, command: string): string {
  return sensitivityPage(sweep, command, 'each honest agent looks at; copiers', cells => {
    const alone = cells.filter(({ copier }) => copier.count === 0)
    const holding = alone.filter(({ attacker, lost }) => attacker.high < 0 && lost.high <= 1)
    const least = percent(Math.min(...holding.map(({ share }) => share)))
    const blind = alone.at(-1)!
    const copied = cells.find(({ share, copier }) => share === 1 && copier.count > 0)!
    return [
      `Poisoning loses money, and less than a point of accuracy is lost, as long as each of seven honest agents looks at ${least} of what others contribute or more.`,
      `Where nobody looks, an attacker has ${percent(blind.kept.mean)} of its stakes back and the model loses ${formatInterval(blind.lost, twoDigits)} points.`,
      `What resists: who copies challenges before they are mined earns ${formatInterval(copied.copier, milli)} thousandths of an ether, and the seven watchers are left with ${milli(7 * copied.honest.mean)} of the ${milli(7 * alone[0]!.honest.mean)} that they earn without it. The model loses nothing by it: ${formatInterval(copied.lost, twoDigits)} points. A private mempool takes it from the copier.`,
    ]
  })
}

/** Honest people are wrong now and then, and then their money is at stake too. */
export function mistakesPage(sweep: SweepResult, command: string): string {
  return sensitivityPage(sweep, command, 'honest agents are wrong about; mechanism', cells => {
    const bonded = cells.filter(({ other }) => other !== 'deposit-refund-take')
    const within = (test: (cell: Cell) => boolean) => {
      const failing = bonded.findIndex(cell => !test(cell))
      return percent(bonded[failing < 0 ? bonded.length - 1 : Math.max(0, failing - 1)]!.share)
    }
    return [
      `With bonds less than a point of accuracy is lost to the attackers while honest agents are wrong about up to ${within(({ lost }) => lost.high <= 1)} of the samples.`,
      `With bonds honest agents win more stakes than they lose while they are wrong about up to ${within(({ honestStakes }) => honestStakes.low > 0)}, and attackers lose money up to ${within(({ attacker }) => attacker.high < 0)}.`,
    ]
  })
}
