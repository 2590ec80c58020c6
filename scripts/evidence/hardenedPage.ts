import type { SweepResult } from '@cotrain/simulator'
import {
  type Interval,
  metricInterval,
  nameOfValue,
  type PointRuns,
  pointsOfSweep,
} from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd, shareOfStakes, stakesWon } from './figures.ts'
import { type HardenedAttack, hardenedAttacks, hardenedShare } from './hardened.ts'
import { markdownTable, milli, percent, twoDigits } from './markdown.ts'

type Cell = {
  mechanism: string
  classifier: string
  attack: HardenedAttack
  attacker: Interval
  honest: Interval
  /** By stakes alone, without gas. */
  honestStakes: Interval
  lost: Interval
  lostAtEnd: Interval
  stakes: Interval
}

function cellOf({ values, runs }: PointRuns): Cell {
  const [mechanism, classifier, attack] = Object.values(values).map(value => nameOfValue(value))
  return {
    mechanism: mechanism!,
    classifier: classifier!,
    attack: hardenedAttacks.find(({ name }) => name === attack)!,
    attacker: perAgent(runs, 'attacker'),
    honest: perAgent(runs, 'honest'),
    honestStakes: stakesWon(runs, 'honest'),
    lost: metricInterval(runs, 'lostPoints'),
    lostAtEnd: pointsLostAtEnd(runs),
    stakes: shareOfStakes(runs, 'attacker'),
  }
}

/** Drop of accuracy that counts as none, in points. */
const allowed = 1

/** The plain mechanism and the one with bonds beside each other, attack by attack. */
export function hardenedPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(cellOf)
  const plain = cells.filter(({ mechanism }) => mechanism === 'deposit-refund-take')
  const bonded = cells.filter(({ mechanism }) => mechanism !== 'deposit-refund-take')
  const rows = bonded.map((cell, i) => [
    `${cell.attack.title}, ${cell.classifier}`,
    formatInterval(plain[i]!.attacker, milli),
    formatInterval(cell.attacker, milli),
    formatInterval(plain[i]!.honest, milli),
    formatInterval(cell.honest, milli),
    formatInterval(plain[i]!.honestStakes, milli),
    formatInterval(cell.honestStakes, milli),
  ])
  const accuracy = bonded.map((cell, i) => [
    `${cell.attack.title}, ${cell.classifier}`,
    formatInterval(plain[i]!.lost, twoDigits),
    formatInterval(cell.lost, twoDigits),
    formatInterval(plain[i]!.lostAtEnd, twoDigits),
    formatInterval(cell.lostAtEnd, twoDigits),
    shareOf(cell.stakes),
  ])
  return `# ${sweep.name}

${sweep.description} ${sweep.seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${sweep.name}.json](${sweep.name}.json), and [bonded.md](../bonded.md) says how the hardened mechanism works.

\`\`\`sh
${command}
\`\`\`

${findings(bonded)
  .map(line => `- ${line}`)
  .join('\n')}

## Who earns?

Thousandths of an ether for each agent in 30 days, net of gas; deposits still open at the end count as lost. *Stakes* are what an honest agent won or lost of its own and others' stakes, gas left out. Where nobody attacks, an honest agent pays its gas: a mechanism without a sponsor has nothing to pay that back from.

${markdownTable(
  [
    'attack, classifier',
    'attacker, plain',
    'attacker, bonds',
    'honest, plain',
    'honest, bonds',
    'honest stakes, plain',
    'honest stakes, bonds',
  ],
  rows,
)}

## Does accuracy hold?

Points of accuracy below the same run without attackers, on the mean over the run and at its end; and what attackers staked of all that was staked under the mechanism with bonds, challenges included.

${markdownTable(
  [
    'attack, classifier',
    'mean, plain',
    'mean, bonds',
    'end, plain',
    'end, bonds',
    'stakes of attackers, bonds',
  ],
  accuracy,
)}
`
}

const shareOf = ({ mean }: Interval) => percent(mean)

function findings(bonded: readonly Cell[]): string[] {
  const attacks = bonded.filter(({ attack }) => attack.listed)
  const gaining = attacks.filter(({ attacker }) => attacker.high > 0)
  const failing = attacks.filter(({ lost }) => lost.high > allowed)
  const worst = attacks.reduce((a, b) => (b.lost.mean > a.lost.mean ? b : a))
  const leastStakes = Math.min(...attacks.map(({ honestStakes }) => honestStakes.low))
  return [
    `${tried} Who goes on for longer than honest people, or has the longer purse, wins: [limits-rounds](limits-rounds.md), [limits-purse](limits-purse.md). Attackers who choose their samples are not among these.`,
    gaining.length === 0
      ? `So tried, with bonds each of the ${attacks.length} attacks loses money: the whole interval is below 0.`
      : `So tried, with bonds ${attacks.length - gaining.length} of ${attacks.length} attacks lose money; not shown to lose: ${gaining.map(nameOf).join('; ')}.`,
    failing.length === 0
      ? `So tried, with bonds mean accuracy stays within ${allowed} point of clean training under each of them; most is lost to ${nameOf(worst)}: ${formatInterval(worst.lost, twoDigits)} points. ${classifiersNote(bonded)}`
      : `So tried, with bonds accuracy is not shown to stay within ${allowed} point under ${failing.map(cell => `${nameOf(cell)} (${formatInterval(cell.lost, twoDigits)})`).join('; ')}.`,
    `So tried, what an honest agent loses of its stakes with bonds is ${milli(Math.max(0, -leastStakes))} thousandths of an ether in a month at most (the lowest bound of all intervals), by its own slips, one in 10,000 looks. Attackers who go on for one challenge more than it does take all that it has ([limits-rounds](limits-rounds.md)).`,
  ]
}

/** The setting that all findings of the page hold for. */
const tried = `Tried with ${percent(hardenedShare)} of the agents attacking; each attacker owns 10 ether as each honest agent does, wakes as often, and gives up on a contribution that was challenged five times, honest agents at six; looking and labelling cost nothing, and gas 1 gwei.`

function classifiersNote(bonded: readonly Cell[]): string {
  const names = [...new Set(bonded.map(({ classifier }) => classifier))]
  return `That is of ${names.join(' and ')}; the pages of each mechanism have other classifiers, and shares of attackers up to a half.`
}

function nameOf({ attack, classifier }: Cell): string {
  return `${attack.title}, ${classifier}`
}
