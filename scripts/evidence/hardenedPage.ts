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
    gaining.length === 0
      ? `With bonds each of the ${attacks.length} attacks loses money: the whole interval is below 0.`
      : `With bonds ${attacks.length - gaining.length} of ${attacks.length} attacks lose money; not shown to lose: ${gaining.map(nameOf).join('; ')}.`,
    failing.length === 0
      ? `With bonds accuracy stays within ${allowed} point of clean training under each of them, while ${percent(hardenedShare)} of the agents attack; most is lost to ${nameOf(worst)}: ${formatInterval(worst.lost, twoDigits)} points.`
      : `With bonds accuracy is not shown to stay within ${allowed} point under ${failing.map(cell => `${nameOf(cell)} (${formatInterval(cell.lost, twoDigits)})`).join('; ')}.`,
    `With bonds an honest agent's stakes are safe: what it loses, ${milli(Math.max(0, -leastStakes))} thousandths of an ether in a month at most (the lowest bound of all intervals), it loses by its own mistakes, one in 10,000 looks. Under poison it gains.`,
  ]
}

function nameOf({ attack, classifier }: Cell): string {
  return `${attack.title}, ${classifier}`
}
