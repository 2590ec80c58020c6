import { nameOfValue } from '@cotrain/simulator/analysis'
import { earned, kept, losses, wonByStakes } from './figures.ts'
import { milli, milliText, percent, twoDigits } from './markdown.ts'
import { agentUnits, type Cell as CellOf, lossUnits, type Page, tablePage } from './page.ts'

const figures = {
  attacker: earned('attacker'),
  honest: earned('honest', 'honest agent'),
  honestStakes: wonByStakes('honest', 'its stakes'),
  copier: earned('copier'),
  kept: kept('attacker', 'stakes that attackers had back'),
  ...losses,
}

type Cell = CellOf<keyof typeof figures>

/** What a page says of its own sweep. */
type About = {
  varied: string
  findings(cells: readonly Cell[]): readonly string[]
}

/** The number that is varied first, and what else is varied, in words. */
const variedIn = ({ axes }: Pick<Cell, 'axes'>) => Number(axes[0])
const othersIn = ({ axes }: Pick<Cell, 'axes'>) => axes.slice(1).map(nameOfValue).join('; ')

/** What a mechanism's answer depends on: a row for each value of what is varied. */
const sensitivityPage = (about: About): Page =>
  tablePage({
    nameOf: (...axes) => `${percent(variedIn({ axes }))}; ${othersIn({ axes })}`,
    figures,
    units: `${agentUnits}; *its stakes* are what an honest agent won or lost of its own and others' stakes, gas left out. ${lossUnits}`,
    ...about,
  })

/** What the two pages below have in common, so that nobody takes them further. */
const asTried =
  'Tried only with attackers who own as much as an honest agent, wake as often and give up on a contribution that was challenged once, against honest agents whom looking costs nothing; [limits-rounds](limits-rounds.md) has those who go on until it is dropped.'

/** The mechanism with bonds rests on somebody who looks. */
export const watchersPage = sensitivityPage({
  varied: 'each honest agent looks at; copiers',
  findings: cells => {
    const alone = cells.filter(({ copier }) => copier.count === 0)
    const holding = alone.filter(({ attacker, lost }) => attacker.high < 0 && lost.high <= 1)
    const blind = alone.at(-1)!
    const copied = cells.find(cell => variedIn(cell) === 1 && cell.copier.count > 0)!
    return [
      holding.length === 0
        ? `These attackers are not shown to lose money and the model less than a point of mean accuracy, however closely each of seven honest agents looks. ${asTried}`
        : `These attackers lose money, and the model less than a point of mean accuracy, as long as each of seven honest agents looks at ${percent(Math.min(...holding.map(variedIn)))} of what others contribute or more. ${asTried}`,
      `Where nobody looks, an attacker has ${percent(blind.kept.mean)} of its stakes back and the model loses ${twoDigits(blind.lost)} points.`,
      `What resists: who copies challenges before they are mined earns ${milliText(copied.copier)} thousandths of an ether, and the seven watchers are left with ${milli(7 * copied.honest.mean)} of the ${milli(7 * alone[0]!.honest.mean)} that they earn without it. The model loses nothing by it here: ${twoDigits(copied.lost)} points. Looking is worth as much less.`,
    ]
  },
})

/** Honest people are wrong now and then, and then their money is at stake too. */
export const mistakesPage = sensitivityPage({
  varied: 'honest agents are wrong about; mechanism',
  findings: cells => {
    const bonded = cells.filter(cell => othersIn(cell) !== 'deposits')
    const within = (test: (cell: Cell) => boolean) => {
      const failing = bonded.findIndex(cell => !test(cell))
      return percent(variedIn(bonded[failing < 0 ? bonded.length - 1 : Math.max(0, failing - 1)]!))
    }
    return [
      `With bonds less than a point of accuracy is lost to the attackers while honest agents are wrong about up to ${within(({ lost }) => lost.high <= 1)} of the samples. ${asTried}`,
      `With bonds honest agents win more stakes than they lose while they are wrong about up to ${within(({ honestStakes }) => honestStakes.low > 0)}, and attackers lose money up to ${within(({ attacker }) => attacker.high < 0)}.`,
      'A mistake here is a slip: who looks again has a fresh opinion, and mostly the right one. People who lastingly disagree about a sample are not in these figures.',
    ]
  },
})
