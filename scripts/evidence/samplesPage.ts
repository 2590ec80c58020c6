import { nameOfValue } from '@cotrain/simulator/analysis'
import { earned, losses, noted, peacefulAccuracy } from './figures.ts'
import { milli, milliText, twoDigits } from './markdown.ts'
import { agentUnits, lossUnits, tablePage } from './page.ts'

const figures = { attacker: earned('attacker'), ...losses }
const units = `${agentUnits}. ${lossUnits}`

const highest = <cell>(cells: readonly cell[], of: (cell: cell) => number) =>
  cells.reduce((a, b) => (of(b) > of(a) ? b : a))

/** The cells with the same text of something, by it. */
function groups<cell>(cells: readonly cell[], by: (cell: cell) => string): [string, cell[]][] {
  return [...new Set(cells.map(by))].map(key => [key, cells.filter(cell => by(cell) === key)])
}

/** Right labels of padded samples: nobody contradicts them. */
export const dictionaryPage = tablePage({
  varied: 'classifier, padding',
  nameOf: (classifier, options) =>
    [
      nameOfValue(classifier!),
      ...Object.entries(options as Record<string, number>).map(([option, set]) => `${option} ${set}`),
    ].join(', '),
  figures,
  units: `${units} *Only*: the class whose known samples it contributes; otherwise whatever sample comes next.`,
  findings: cells => {
    const worst = groups(cells, ({ axes }) => nameOfValue(axes[0]!))
      .map(([, list]) => highest(list, ({ lostAtEnd }) => lostAtEnd.mean))
      .map(
        ({ name, lostAtEnd, attacker }) =>
          `${twoDigits(lostAtEnd)} points (${name}) for ${milli(-attacker.mean)} thousandths of an ether`,
      )
    return [
      `One attacker in ten costs at the end, at most: ${worst.join('; ')}. All labels are right, so nobody contradicts them and all deposits come back: this is gas.`,
    ]
  },
})

/** What the sample weight and the limit leave of that. */
export const weightPage = tablePage({
  varied: 'sample weight; limit; samples',
  nameOf: (weight, limit, options) =>
    [
      weight === 0 ? 'no weight' : 'weight',
      limit === 0 ? 'no limit' : 'limit',
      (options as { only?: number }).only === undefined ? 'all' : 'class 1',
    ].join('; '),
  figures: { attacker: figures.attacker, peaceful: peacefulAccuracy, ...losses },
  units: `${units.replace('*Only*', '*Samples*')} *Weight*: what a sample of the initial model has added on average. *Limit*: as many features as 99 in 100 training samples have.`,
  findings: cells =>
    groups(cells, ({ axes: [weight, limit] }) => `${weight} ${limit}`).map(([, list]) => {
      const worst = highest(list, ({ lostAtEnd }) => lostAtEnd.mean)
      return `With ${worst.name.split('; ').slice(0, 2).join(' and ')} one attacker in ten costs at the end, at most, ${twoDigits(worst.lostAtEnd)} points; without it, ${twoDigits(worst.peaceful)} % are right.`
    }),
})

const mechanismOf = (mechanism: Parameters<typeof nameOfValue>[0]) => nameOfValue(mechanism).split(' ')[0]!

/** A few rare words that decide. */
export const backdoorPage = tablePage({
  varied: 'mechanism; features of the trigger',
  nameOf: (mechanism, features) => `${mechanismOf(mechanism!)}; ${features}`,
  figures: {
    attacker: figures.attacker,
    before: noted('triggered at first, %', 'triggerSuccessAtFirst'),
    after: noted('triggered at the end, %', 'triggerSuccess'),
    lostAtEnd: losses.lostAtEnd,
  },
  units: `${units} *Triggered*: of the test samples of other classes, those to which the model gives the attacker's class with the trigger in them.`,
  findings: cells =>
    groups(cells, ({ axes }) => mechanismOf(axes[0]!)).map(([mechanism, here]) => {
      const best = highest(here, ({ after }) => after.mean)
      return `Under ${mechanism} the model gives ${twoDigits(best.after)} % of the test samples of other classes the attacker's class once a trigger of ${best.axes[1]} features is in them (at first ${twoDigits(best.before)} %). One attacker in ten earns ${milliText(best.attacker)} thousandths of an ether by it, and without the trigger the model ends ${twoDigits(best.lostAtEnd)} points lower.`
    }),
})
