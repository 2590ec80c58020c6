import { nameOfValue } from '@cotrain/simulator/analysis'
import { contributionsOf, earned, gained } from './figures.ts'
import { milli, milliText, twoDigits } from './markdown.ts'
import { tablePage } from './page.ts'

const gainUnits =
  'Thousandths of an ether for each agent, net of gas; points of accuracy by which the model ends above its start.'

/** One account that takes all places of a market. */
export const fillerPage = tablePage({
  varied: 'places; fillers',
  nameOf: (...axes) => axes.join('; '),
  figures: {
    filler: earned('filler'),
    honest: earned('honest', 'honest agent'),
    contributions: contributionsOf('honest', 'contributions of an honest agent'),
    gained,
  },
  units: `${gainUnits} Labelling costs the filler nothing here, as it costs nobody.`,
  findings: cells =>
    cells
      .filter(({ filler }) => filler.count > 0)
      .map(
        ({ axes: [places], filler, honest, contributions }) =>
          `Of a market of ${places} places the filler leaves each honest agent ${twoDigits(contributions)}; it earns ${milliText(filler)} thousandths of an ether, an honest agent ${milliText(honest)}.`,
      ),
})

/** What a sponsor's honesty is worth to the sponsor, and to those who contribute. */
export const sponsorsPage = tablePage({
  varied: 'sponsor',
  nameOf: nameOfValue,
  figures: { sponsor: earned('sponsor', 'earns'), honest: earned('honest', 'honest contributor'), gained },
  units: gainUnits,
  findings: ([fair, ...cheating]) => [
    `A sponsor who plays by the rules pays ${milli(-fair!.sponsor.mean)} thousandths of an ether for ${twoDigits(fair!.gained)} points of accuracy; each honest contributor earns ${milliText(fair!.honest)}.`,
    ...cheating.map(
      ({ name, sponsor, honest }) =>
        `\`${name}\`: the sponsor is ${sponsor.mean > fair!.sponsor.mean ? 'better' : 'worse'} off (${milliText(sponsor)}) than with an honest market, and an honest contributor ${honest.low > 0 ? 'still earns' : honest.high < 0 ? 'loses' : 'is not shown to earn or lose'} (${milliText(honest)}).`,
    ),
  ],
})
