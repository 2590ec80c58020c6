import { earned, losses, wonByStakes } from './figures.ts'
import { milli, milliText, twoDigits } from './markdown.ts'
import { agentUnits, lossUnits, tablePage } from './page.ts'
import { type Cell, othersIn, sensitivityPage, variedIn } from './sensitivityPage.ts'

/** What attackers, honest agents and the model come to at a point. */
function outcomeOf({ attacker, honest, lostAtEnd }: Cell): string {
  return `an attacker earns ${milliText(attacker)}, an honest agent ${milliText(honest)}, and the model ends ${twoDigits(lostAtEnd)} points lower`
}

/** The first point from which on attacking is shown to pay, in words. */
function turnOf(cells: readonly Cell[], wordsOf: (value: number) => string): string {
  const turn = cells.findIndex(({ attacker }) => attacker.low > 0)
  const loses = `${wordsOf(variedIn(cells[0]!))} ${outcomeOf(cells[0]!)}`
  if (turn < 0) return `attacking is not shown to pay; ${loses}`
  if (turn === 0) return `attacking pays throughout: ${loses}`
  const [before, after] = [cells[turn - 1]!, cells[turn]!]
  return `attacking pays ${wordsOf(variedIn(after))}: ${outcomeOf(after)}. Not so ${wordsOf(variedIn(before))}: ${outcomeOf(before)}`
}

/** Whoever goes on for longer has it all. */
export const roundsPage = sensitivityPage({
  varied: 'attackers give up at; honest agents at; attackers',
  nameOf: (...axes) => axes.join('; '),
  findings: cells =>
    [...new Set(cells.map(othersIn))].map(others => {
      const [honest, attackers] = others.split('; ')
      const turn = turnOf(
        cells.filter(cell => othersIn(cell) === others),
        value => `where attackers give up at ${value}`,
      )
      return `Honest agents who give up at ${honest} challenges, attackers: ${attackers}. Here ${turn}.`
    }),
})

/** A bond is paid from one purse, so the longest one decides. */
export const pursePage = sensitivityPage({
  varied: 'ether of the attacker',
  nameOf: String,
  findings: cells => [
    `A bond is paid from one purse, and seven of 10 ether do not add up to one of 70: ${turnOf(cells, value => `with ${value} ether`)}.`,
  ],
})

const rungs = "challenges of itself; ether of an honest agent; an attacker's contributions at a wake-up"

/** All of an attacker's stakes come back where nobody answers the last of them. */
export const ladderPage = tablePage({
  varied: rungs,
  nameOf: (...axes) => axes.join('; '),
  figures: {
    attacker: earned('attacker'),
    stakes: wonByStakes('attacker', 'its stakes'),
    honest: earned('honest', 'honest agent'),
    ...losses,
  },
  units: `${agentUnits}; *its stakes* are what the attacker won or lost by stakes, gas left out. ${lossUnits}`,
  findings: cells => {
    const unanswered = cells.filter(({ stakes }) => stakes.low >= 0)
    const worst = [...unanswered].sort((a, b) => b.lostAtEnd.mean - a.lostAtEnd.mean)[0]
    return [
      worst === undefined
        ? 'In no case has the attacker all of its stakes back.'
        : `In ${unanswered.length} of ${cells.length} cases the attacker has all of its stakes back, for nobody answers: the next bond is more than an honest purse holds, or honest agents have given up by then, at six challenges. The model loses most at ${worst.name} (${rungs}): ${twoDigits(worst.lostAtEnd)} points at the end, for ${milliText(worst.attacker)} thousandths of an ether, its gas.`,
      `Where somebody answers, it loses up to ${milli(Math.max(...cells.map(({ stakes }) => -stakes.mean)))}.`,
    ]
  },
})
