import type { SweepResult } from '@cotrain/simulator'
import { metricInterval, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd, stakesWon } from './figures.ts'
import { milli, twoDigits } from './markdown.ts'
import { type Cell, sensitivityPage } from './sensitivityPage.ts'
import { tablePage } from './tablePage.ts'

/** What attackers, honest agents and the model come to at a point. */
function outcomeOf({ attacker, honest, lostAtEnd }: Cell): string {
  return `an attacker earns ${formatInterval(attacker, milli)}, an honest agent ${formatInterval(honest, milli)}, and the model ends ${formatInterval(lostAtEnd, twoDigits)} points lower`
}

/** The first point from which on attacking is shown to pay, in words. */
function turnOf(cells: readonly Cell[], wordsOf: (value: number) => string): string {
  const turn = cells.findIndex(({ attacker }) => attacker.low > 0)
  const loses = `${wordsOf(cells[0]!.value)} ${outcomeOf(cells[0]!)}`
  if (turn < 0) return `attacking is not shown to pay; ${loses}`
  if (turn === 0) return `attacking pays throughout: ${loses}`
  return `attacking pays ${wordsOf(cells[turn]!.value)}: ${outcomeOf(cells[turn]!)}. Not so ${wordsOf(cells[turn - 1]!.value)}: ${outcomeOf(cells[turn - 1]!)}`
}

/** Whoever goes on for longer has it all. */
export function roundsPage(sweep: SweepResult, command: string): string {
  const findings = (cells: readonly Cell[]) =>
    [...new Set(cells.map(({ other }) => other))].map(other => {
      const [honest, attackers] = other.split('; ')
      const turn = turnOf(
        cells.filter(cell => cell.other === other),
        value => `where attackers give up at ${value}`,
      )
      return `Honest agents who give up at ${honest} challenges, attackers: ${attackers}. Here ${turn}.`
    })
  return sensitivityPage(sweep, command, {
    varied: 'attackers give up at; honest agents at; attackers',
    nameOf: ({ value, other }) => `${value}; ${other}`,
    findings,
  })
}

/** A bond is paid from one purse, so the longest one decides. */
export function pursePage(sweep: SweepResult, command: string): string {
  return sensitivityPage(sweep, command, {
    varied: 'ether of the attacker',
    nameOf: ({ value }) => String(value),
    findings: cells => [
      `A bond is paid from one purse, and seven of 10 ether do not add up to one of 70: ${turnOf(cells, value => `with ${value} ether`)}.`,
    ],
  })
}

/** All of an attacker's stakes come back where nobody answers the last of them. */
export function ladderPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(({ name, runs }) => ({
    name: name.replaceAll(', ', '; '),
    attacker: perAgent(runs, 'attacker'),
    stakes: stakesWon(runs, 'attacker'),
    honest: perAgent(runs, 'honest'),
    lost: metricInterval(runs, 'lostPoints'),
    lostAtEnd: pointsLostAtEnd(runs),
  }))
  const varied = "challenges of itself; ether of an honest agent; an attacker's contributions at a wake-up"
  const unanswered = cells.filter(({ stakes }) => stakes.low >= 0)
  const worst = [...unanswered].sort((a, b) => b.lostAtEnd.mean - a.lostAtEnd.mean)[0]
  return tablePage(sweep, command, cells, {
    findings: [
      worst === undefined
        ? 'In no case has the attacker all of its stakes back.'
        : `In ${unanswered.length} of ${cells.length} cases the attacker has all of its stakes back, for nobody answers: the next bond is more than an honest purse holds, or honest agents have given up by then, at six challenges. The model loses most at ${worst.name} (${varied}): ${formatInterval(worst.lostAtEnd, twoDigits)} points at the end, for ${formatInterval(worst.attacker, milli)} thousandths of an ether, its gas.`,
      `Where somebody answers, it loses up to ${milli(Math.max(...cells.map(({ stakes }) => -stakes.mean)))}.`,
    ],
    units:
      'Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost; *its stakes* are what the attacker won or lost by stakes, gas left out. Points of accuracy are those below the same run without attackers.',
    columns: [
      [varied, ({ name }) => name],
      ['attacker', ({ attacker }) => formatInterval(attacker, milli)],
      ['its stakes', ({ stakes }) => formatInterval(stakes, milli)],
      ['honest agent', ({ honest }) => formatInterval(honest, milli)],
      ['points lost, mean', ({ lost }) => formatInterval(lost, twoDigits)],
      ['points lost at the end', ({ lostAtEnd }) => formatInterval(lostAtEnd, twoDigits)],
    ],
  })
}
