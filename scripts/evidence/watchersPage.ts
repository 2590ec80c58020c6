import type { RunResult, SweepResult } from '@cotrain/simulator'
import { meanInterval, metricInterval, pointsOfSweep } from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd } from './figures.ts'
import { markdownTable, milli, percent, twoDigits } from './markdown.ts'

/** Of what attackers staked, the share that they had back. */
const keptByAttackers = (runs: readonly RunResult[]) =>
  meanInterval(
    runs.map(({ populations }) => {
      const { refunded, deposited } = populations.find(({ name }) => name === 'attacker')!
      return refunded / deposited
    }),
  )

/** What the mechanism with bonds rests on: that somebody looks. */
export function watchersPage(sweep: SweepResult, command: string): string {
  const cells = pointsOfSweep(sweep).map(({ values, runs }) => {
    const [watches, copiers] = Object.values(values).map(Number) as [number, number]
    return {
      watches,
      copiers,
      attacker: perAgent(runs, 'attacker'),
      honest: perAgent(runs, 'honest'),
      copier: copiers === 0 ? meanInterval([]) : perAgent(runs, 'copier'),
      lost: metricInterval(runs, 'lostPoints'),
      lostAtEnd: pointsLostAtEnd(runs),
      kept: keptByAttackers(runs),
    }
  })
  const alone = cells.filter(({ copiers }) => copiers === 0)
  const holding = alone.filter(({ attacker, lost }) => attacker.high < 0 && lost.high <= 1)
  const copied = cells.filter(({ copiers, watches }) => copiers > 0 && watches === 1)[0]!
  const watched = alone.find(({ watches }) => watches === 1)!
  const lines = [
    `Poisoning loses money, and less than a point of accuracy is lost, as long as each of seven honest agents looks at ${percent(Math.min(...holding.map(({ watches }) => watches)))} of what others contribute or more.`,
    `Where nobody looks, an attacker has ${percent(alone.at(-1)!.kept.mean)} of its stakes back and the model loses ${formatInterval(alone.at(-1)!.lost, twoDigits)} points.`,
    `What resists: who copies challenges before they are mined earns ${formatInterval(copied.copier, milli)} thousandths of an ether, out of the ${milli(7 * watched.honest.mean)} that the seven watchers earn without it; they are left with ${milli(7 * copied.honest.mean)}. The model loses nothing by it: ${formatInterval(copied.lost, twoDigits)} points. A private mempool, or a contributor's own challenge in the same block, takes it from the copier.`,
  ]
  return `# ${sweep.name}

${sweep.description} ${sweep.seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${sweep.name}.json](${sweep.name}.json).

\`\`\`sh
${command}
\`\`\`

${lines.map(line => `- ${line}`).join('\n')}

## How closely must people look?

Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost; points of accuracy below the same run without attackers.

${markdownTable(
  [
    'each honest agent looks at; copiers',
    'attacker',
    'honest agent',
    'copier',
    'stakes that attackers had back',
    'points lost, mean',
    'points lost at the end',
  ],
  cells.map(({ watches, copiers, attacker, honest, copier, kept, lost, lostAtEnd }) => [
    `${percent(watches)}; ${copiers}`,
    formatInterval(attacker, milli),
    formatInterval(honest, milli),
    formatInterval(copier, milli),
    percent(kept.mean),
    formatInterval(lost, twoDigits),
    formatInterval(lostAtEnd, twoDigits),
  ]),
)}
`
}
