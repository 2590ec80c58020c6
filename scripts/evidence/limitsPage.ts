import type { SweepResult } from '@cotrain/simulator'
import { formatInterval } from '@cotrain/simulator/report'
import { milli, twoDigits } from './markdown.ts'
import { type Cell, sensitivityPage } from './sensitivityPage.ts'

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
