import type { SweepResult } from '@cotrain/simulator'
import { meanInterval, nameOfValue, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent } from './figures.ts'
import { milli, twoDigits } from './markdown.ts'
import { tablePage } from './tablePage.ts'

/** What a sponsor's honesty is worth to the sponsor, and to those who contribute. */
export function sponsorsPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(({ values, runs }) => ({
    name: nameOfValue(Object.values(values)[0]!),
    sponsor: perAgent(runs, 'sponsor'),
    honest: perAgent(runs, 'honest'),
    gained: meanInterval(runs.map(({ metrics }) => 100 * (metrics.finalAccuracy - metrics.initialAccuracy))),
  }))
  const [fair, ...cheating] = cells as [(typeof cells)[0], ...typeof cells]
  const lines = [
    `A sponsor who plays by the rules pays ${milli(-fair.sponsor.mean)} thousandths of an ether for ${formatInterval(fair.gained, twoDigits)} points of accuracy; each honest contributor earns ${formatInterval(fair.honest, milli)}.`,
    ...cheating.map(
      ({ name, sponsor, honest }) =>
        `\`${name}\`: the sponsor is ${sponsor.mean > fair.sponsor.mean ? 'better' : 'worse'} off (${formatInterval(sponsor, milli)}) than with an honest market, and an honest contributor ${honest.low > 0 ? 'still earns' : honest.high < 0 ? 'loses' : 'is not shown to earn or lose'} (${formatInterval(honest, milli)}).`,
    ),
  ]
  return tablePage(sweep, command, cells, {
    findings: lines,
    units:
      'Thousandths of an ether for each agent, net of gas; points of accuracy by which the model ends above its start.',
    columns: [
      ['sponsor', ({ name }) => name],
      ['earns', ({ sponsor }) => formatInterval(sponsor, milli)],
      ['honest contributor', ({ honest }) => formatInterval(honest, milli)],
      ['points gained', ({ gained }) => formatInterval(gained, twoDigits)],
    ],
  })
}
