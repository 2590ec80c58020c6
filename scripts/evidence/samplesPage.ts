import type { RunResult, SweepResult } from '@cotrain/simulator'
import {
  type Interval,
  meanInterval,
  metricInterval,
  nameOfValue,
  type PointRuns,
  pointsOfSweep,
} from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd } from './figures.ts'
import { milli, twoDigits } from './markdown.ts'
import { tablePage } from './tablePage.ts'

type Cell = { name: string; attacker: Interval; lost: Interval; lostAtEnd: Interval }

const units =
  'Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost. Points of accuracy are those below the same run without attackers.'

/** What an axis that sets several options says. */
function optionsIn(value: Parameters<typeof nameOfValue>[0]): string {
  return Object.entries(value as Record<string, number>)
    .map(([option, set]) => `${option} ${set}`)
    .join(', ')
}

function lossesOf({ runs }: PointRuns, name: string): Cell {
  return {
    name,
    attacker: perAgent(runs, 'attacker'),
    lost: metricInterval(runs, 'lostPoints'),
    lostAtEnd: pointsLostAtEnd(runs),
  }
}

/** Right labels of padded samples: nobody contradicts them. */
export function dictionaryPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(point => {
    const [classifier, options] = Object.values(point.values)
    return lossesOf(point, `${nameOfValue(classifier!)}, ${optionsIn(options!)}`)
  })
  const classifiers = new Map<string, Cell>()
  for (const cell of cells) {
    const classifier = cell.name.split(', ')[0]!
    const worst = classifiers.get(classifier)
    if (worst === undefined || cell.lostAtEnd.mean > worst.lostAtEnd.mean) classifiers.set(classifier, cell)
  }
  return tablePage(sweep, command, cells, {
    findings: [
      `One attacker in ten costs at the end, at most: ${[...classifiers.values()]
        .map(({ name, lostAtEnd, attacker }) => {
          return `${formatInterval(lostAtEnd, twoDigits)} points (${name}) for ${milli(-attacker.mean)} thousandths of an ether`
        })
        .join(
          '; ',
        )}. All labels are right, so nobody contradicts them and all deposits come back: this is gas.`,
    ],
    units: `${units} *Only*: the class whose known samples it contributes; otherwise whatever sample comes next.`,
    columns: [
      ['classifier, padding', ({ name }) => name],
      ['attacker', ({ attacker }) => formatInterval(attacker, milli)],
      ['points lost, mean', ({ lost }) => formatInterval(lost, twoDigits)],
      ['points lost at the end', ({ lostAtEnd }) => formatInterval(lostAtEnd, twoDigits)],
    ],
  })
}

/** What attackers of a run noted, on their mean, as percentages. */
function noted(runs: readonly RunResult[], note: string): Interval {
  return meanInterval(
    runs.map(({ agents }) => {
      const notes = agents.flatMap(({ notes }) => notes?.[note] ?? [])
      return (100 * notes.reduce((sum, value) => sum + value, 0)) / notes.length
    }),
  )
}

/** A few rare words that decide. */
export function backdoorPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(point => {
    const [mechanism, features] = Object.values(point.values)
    const type = nameOfValue(mechanism!).split(' ')[0]!
    return {
      ...lossesOf(point, `${type}; ${features}`),
      mechanism: type,
      features: Number(features),
      before: noted(point.runs, 'triggerSuccessAtFirst'),
      after: noted(point.runs, 'triggerSuccess'),
    }
  })
  const mechanisms = [...new Set(cells.map(({ mechanism }) => mechanism))]
  return tablePage(sweep, command, cells, {
    findings: mechanisms.map(mechanism => {
      const here = cells.filter(cell => cell.mechanism === mechanism)
      const best = here.reduce((a, b) => (b.after.mean > a.after.mean ? b : a))
      return `Under ${mechanism} the model gives ${formatInterval(best.after, twoDigits)} % of the test samples of other classes the attacker's class once a trigger of ${best.features} features is in them (at first ${formatInterval(best.before, twoDigits)} %). One attacker in ten earns ${formatInterval(best.attacker, milli)} thousandths of an ether by it, and without the trigger the model ends ${formatInterval(best.lostAtEnd, twoDigits)} points lower.`
    }),
    units: `${units} *Triggered*: of the test samples of other classes, those to which the model gives the attacker's class with the trigger in them.`,
    columns: [
      ['mechanism; features of the trigger', ({ name }) => name],
      ['attacker', ({ attacker }) => formatInterval(attacker, milli)],
      ['triggered at first, %', ({ before }) => formatInterval(before, twoDigits)],
      ['triggered at the end, %', ({ after }) => formatInterval(after, twoDigits)],
      ['points lost at the end', ({ lostAtEnd }) => formatInterval(lostAtEnd, twoDigits)],
    ],
  })
}
