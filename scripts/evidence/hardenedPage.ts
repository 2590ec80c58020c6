import type { JsonValue } from '@cotrain/simulator'
import { nameOfValue } from '@cotrain/simulator/analysis'
import { earned, losses, shareOfStakes, wonByStakes } from './figures.ts'
import { hardenedAttacks, hardenedShare } from './hardened.ts'
import { markdownTable, milli, percent, twoDigits } from './markdown.ts'
import { aboutSweep, type Cell as CellOf, cellsOf, headOf, type Page } from './page.ts'

const figures = {
  attacker: earned('attacker'),
  honest: earned('honest'),
  honestStakes: wonByStakes('honest', 'honest stakes'),
  lost: { ...losses.lost, title: 'mean' },
  lostAtEnd: { ...losses.lostAtEnd, title: 'end' },
  stakes: shareOfStakes('attacker', 'stakes of attackers'),
}

type Key = keyof typeof figures
type Cell = CellOf<Key>

/** Drop of accuracy that counts as none, in points. */
const allowed = 1

const attackIn = (attack: JsonValue) => hardenedAttacks.find(({ name }) => name === nameOfValue(attack))!

/** The plain mechanism and the one with bonds beside each other, attack by attack. */
export const hardenedPage: Page = (sweep, command) => {
  const cells = cellsOf(
    sweep,
    figures,
    (_, classifier, attack) => `${attackIn(attack!).title}, ${nameOfValue(classifier!)}`,
  )
  const isPlain = ({ axes }: Cell) => nameOfValue(axes[0]!) === 'deposits'
  const plain = cells.filter(isPlain)
  const bonded = cells.filter(cell => !isPlain(cell))
  /** These of both, then those of the mechanism with bonds alone. */
  const table = (both: readonly Key[], alone: readonly Key[] = []) =>
    markdownTable(
      [
        'attack, classifier',
        ...both.flatMap(key => [`${figures[key].title}, plain`, `${figures[key].title}, bonds`]),
        ...alone.map(key => `${figures[key].title}, bonds`),
      ],
      bonded.map((cell, i) => [
        cell.name,
        ...both.flatMap(key => [plain[i]!, cell].map(one => figures[key].text(one[key]))),
        ...alone.map(key => figures[key].text(cell[key])),
      ]),
    )
  const about = aboutSweep(sweep, ', and [bonded.md](../bonded.md) says how the hardened mechanism works')
  return `${headOf(sweep.name, about, command, findings(bonded))}

## Who earns?

Thousandths of an ether for each agent in 30 days, net of gas; deposits still open at the end count as lost. *Stakes* are what an honest agent won or lost of its own and others' stakes, gas left out. Where nobody attacks, an honest agent pays its gas: a mechanism without a sponsor has nothing to pay that back from.

${table(['attacker', 'honest', 'honestStakes'])}

## Does accuracy hold?

Points of accuracy below the same run without attackers, on the mean over the run and at its end; and what attackers staked of all that was staked under the mechanism with bonds, challenges included.

${table(['lost', 'lostAtEnd'], ['stakes'])}
`
}

function findings(bonded: readonly Cell[]): string[] {
  const attacks = bonded.filter(({ axes }) => attackIn(axes[2]!).listed)
  const gaining = attacks.filter(({ attacker }) => attacker.high > 0)
  const failing = attacks.filter(({ lost }) => lost.high > allowed)
  const worst = attacks.reduce((a, b) => (b.lost.mean > a.lost.mean ? b : a))
  const leastStakes = Math.min(...attacks.map(({ honestStakes }) => honestStakes.low))
  const classifiers = [...new Set(bonded.map(({ axes }) => nameOfValue(axes[1]!)))].join(' and ')
  return [
    `${tried} What longer purses and other rules do is in [limits-rounds](limits-rounds.md) and [limits-purse](limits-purse.md), what a drop is good for in [limits-drops](limits-drops.md). Attackers who choose their samples are not among these.`,
    gaining.length === 0
      ? `So tried, with bonds each of the ${attacks.length} attacks loses money: the whole interval is below 0.`
      : `So tried, with bonds ${attacks.length - gaining.length} of ${attacks.length} attacks lose money; not shown to lose: ${gaining.map(({ name }) => name).join('; ')}.`,
    failing.length === 0
      ? `So tried, with bonds mean accuracy stays within ${allowed} point of clean training under each of them; most is lost to ${worst.name}: ${twoDigits(worst.lost)} points. That is of ${classifiers}; the pages of each mechanism have other classifiers, and shares of attackers up to a half.`
      : `So tried, with bonds accuracy is not shown to stay within ${allowed} point under ${failing.map(({ name, lost }) => `${name} (${twoDigits(lost)})`).join('; ')}.`,
    `So tried, what an honest agent loses of its stakes with bonds is ${milli(Math.max(0, -leastStakes))} thousandths of an ether in a month at most (the lowest bound of all intervals).`,
  ]
}

/** The setting that all findings of the page hold for. */
const tried = `Tried with ${percent(hardenedShare)} of the agents attacking; each attacker owns 10 ether as each honest agent does, and wakes as often; contributions are dropped after three challenges; looking and labelling cost nothing, and gas 1 gwei.`
