import type { RunResult, SweepResult } from '@cotrain/simulator'
import {
  type Interval,
  meanInterval,
  metricInterval,
  nameOfValue,
  type PointRuns,
  pointsOfSweep,
} from '@cotrain/simulator/analysis'
import { draw, formatInterval, type Plot } from '@cotrain/simulator/report'
import { perAgent, pointsLostAtEnd, pointsOf } from './figures.ts'
import { markdownTable, milli, percent, twoDigits } from './markdown.ts'

type Measured = 'mean' | 'end'

/** A drop of accuracy that counts as none, in points. */
const allowed = 1

type Cell = {
  classifier: string
  strategy: string
  share: number
  /** Points of accuracy, as the mechanism is measured and at the end of the run. */
  lost: Interval
  lostAtEnd: Interval
  /** At the end, had nobody attacked. */
  clean: Interval
  /** Ether an agent. */
  honest: Interval
  attacker: Interval
  /** Ether for a point of accuracy; no runs when nothing is lost. */
  perPoint: Interval
  /** Of an honest and of an attacking agent. */
  points: [honest: Interval, attacker: Interval]
}

function cellOf({ values, runs }: PointRuns, measured: Measured): Cell {
  const [classifier, attack, share] = Object.values(values)
  const lostAtEnd = pointsLostAtEnd(runs)
  const lost = measured === 'end' ? lostAtEnd : metricInterval(runs, 'lostPoints')
  return {
    classifier: nameOfValue(classifier!),
    strategy: nameOfValue(attack!),
    share: Number(share),
    lost,
    lostAtEnd,
    clean: metricInterval(runs, 'baselineFinalAccuracy'),
    honest: perAgent(runs, 'honest'),
    attacker: perAgent(runs, 'attacker'),
    perPoint: costPerPoint(runs, lost),
    points: [pointsOf(runs, 'honest'), pointsOf(runs, 'attacker')],
  }
}

/** Of the means, which do not blow up as quotients of single runs do; without bounds. */
function costPerPoint(runs: readonly RunResult[], lost: Interval): Interval {
  return lost.low > 0 ? meanInterval([metricInterval(runs, 'attackCost').mean / lost.mean]) : meanInterval([])
}

/** Up to which share the upper bound of what is lost stays within what is allowed; 0 when it never does. */
function holdsUpTo(cells: readonly Cell[]): number {
  const failing = cells.findIndex(({ lost }) => lost.high > allowed)
  return failing < 0 ? cells.at(-1)!.share : (cells[failing - 1]?.share ?? 0)
}

/** The page of one mechanism on one data set: first what it finds, as a list. */
export async function attackPage(
  sweep: SweepResult,
  command: string,
  measured: Measured,
): Promise<{ text: string; plot: Plot }> {
  const cells = pointsOfSweep(sweep).map(point => cellOf(point, measured))
  const plot = await draw(plotOf(sweep.name, cells))
  const series = seriesOf(cells)
  const shares = [...new Set(cells.map(({ share }) => share))]
  const holds = series.map(({ classifier, strategy, list }) => [
    `${classifier}, ${strategy}`,
    ...list.map(
      ({ lost }) =>
        `${formatInterval(lost, twoDigits)}${lost.high <= allowed ? '' : lost.low > allowed ? ' ✗' : ' ?'}`,
    ),
    holdsUpTo(list) === 0 ? `< ${percent(shares[0]!)}` : `≥ ${percent(holdsUpTo(list))}`,
  ])
  const hasPoints = cells.some(({ points }) => points.some(({ mean }) => mean > 0))
  const money = cells.map(cell => [
    nameOf(cell),
    formatInterval(cell.lostAtEnd, twoDigits),
    formatInterval(cell.honest, milli),
    formatInterval(cell.attacker, milli),
    formatInterval(cell.perPoint, milli),
    ...(hasPoints ? cell.points.map(interval => formatInterval(interval, twoDigits)) : []),
  ])
  const text = `# ${sweep.name}

${sweep.description} ${sweep.seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${sweep.name}.json](${sweep.name}.json).

\`\`\`sh
${command}
\`\`\`

${findings(series, cells, measured)
  .map(line => `- ${line}`)
  .join('\n')}

![${plot.description}](${sweep.name}.svg)

## Does accuracy hold?

Points of accuracy lost ${measured === 'end' ? 'at the end of' : 'on the mean over'} the run, against the same run without attackers, in which the model ends at ${cleanOf(series)}. It holds where the interval stays within ${allowed} point; ✗: it is above; ?: the seeds do not tell.

${markdownTable(['classifier, strategy', ...shares.map(percent), 'holds at'], holds)}

## Does honesty pay, and what does damage cost?

Thousandths of an ether for each agent over the run, net of gas; deposits still open at the end count as lost. *A point costs* what attackers paid in all for each point of accuracy that was lost, where the interval of the loss is above 0; below zero they were paid for it. Each interval stands for itself: of twenty, one is expected to miss.

${markdownTable(
  [
    'classifier, strategy, share',
    'points lost at the end',
    'honest agent',
    'attacking agent',
    'a point costs',
    ...(hasPoints ? ['points, honest agent', 'points, attacking agent'] : []),
  ],
  money,
)}
`
  return { text, plot }
}

function cleanOf(series: readonly Series[]): string {
  const clean = new Map(series.map(({ classifier, list }) => [classifier, list[0]!.clean]))
  return [...clean].map(([classifier, { mean }]) => `${(100 * mean).toFixed(1)} % (${classifier})`).join(', ')
}

function findings(series: readonly Series[], cells: readonly Cell[], measured: Measured): string[] {
  const failing = series.filter(({ list }) => list.some(({ lost }) => lost.low > allowed))
  const gaining = cells.filter(({ attacker }) => attacker.low > 0)
  const losing = cells.filter(({ honest }) => honest.high < 0)
  const worst = cells.reduce((a, b) => (b.lost.mean > a.lost.mean ? b : a))
  const worstAtEnd = cells.reduce((a, b) => (b.lostAtEnd.mean > a.lostAtEnd.mean ? b : a))
  return [
    `${measured === 'mean' ? 'Mean accuracy' : 'Accuracy at the end'} falls by more than a point in ${failing.length} of ${series.length} pairs of classifier and strategy; most by ${formatInterval(worst.lost, twoDigits)} points (${nameOf(worst)})${measured === 'mean' ? `, and at the end by ${formatInterval(worstAtEnd.lostAtEnd, twoDigits)} (${nameOf(worstAtEnd)})` : ''}.`,
    `Honest agents lose money (the whole interval is below 0) in ${losing.length} of ${cells.length} cases.`,
    gaining.length === 0
      ? 'No attacking agent of those tried is shown to gain.'
      : `Attacking agents gain (the whole interval is above 0) in ${gaining.length} of ${cells.length} cases; most ${formatInterval(mostGaining(gaining).attacker, milli)} thousandths of an ether (${nameOf(mostGaining(gaining))}).`,
  ]
}

function mostGaining(cells: readonly Cell[]): Cell {
  return cells.reduce((a, b) => (b.attacker.mean > a.attacker.mean ? b : a))
}

/** A cell in words. */
function nameOf({ classifier, strategy, share }: Cell): string {
  return `${classifier}, ${strategy}, ${percent(share)}`
}

type Series = { classifier: string; strategy: string; list: Cell[] }

function seriesOf(cells: readonly Cell[]): Series[] {
  const series = new Map<string, Series>()
  for (const cell of cells) {
    const { classifier, strategy } = cell
    const key = `${classifier}, ${strategy}`
    series.set(key, { classifier, strategy, list: [...(series.get(key)?.list ?? []), cell] })
  }
  return [...series.values()]
}

function plotOf(name: string, cells: readonly Cell[]) {
  const rows = cells.map(({ classifier, strategy, share, lost }) => ({
    classifier,
    strategy,
    share,
    ...lost,
  }))
  const classifiers = [...new Set(rows.map(({ classifier }) => classifier))]
  const x = { field: 'share', type: 'quantitative', title: 'share of attackers', axis: { format: '%' } }
  const y = { type: 'quantitative', title: 'points lost' }
  const color = { field: 'strategy', type: 'nominal', title: null, sort: null }
  return {
    name,
    title: `${name}: points of accuracy lost`,
    description: `${name}: points of mean accuracy lost by share of attackers, for each classifier and strategy, with 95 % intervals.`,
    spec: {
      data: { values: rows },
      facet: { field: 'classifier', type: 'nominal', title: null, sort: classifiers },
      columns: 3,
      spec: {
        width: 210,
        height: 170,
        layer: [
          { mark: 'line', encoding: { x, y: { ...y, field: 'mean' }, color } },
          { mark: 'rule', encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color } },
        ],
      },
    },
  }
}
