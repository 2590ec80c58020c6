import type { RunResult, SweepResult } from '@cotrain/simulator'
import { type Interval, meanInterval, metricInterval, nameOfValue } from '@cotrain/simulator/analysis'
import { draw, type Plot } from '@cotrain/simulator/report'
import { earned, losses, pointsOf } from './figures.ts'
import { markdownTable, milliText, percent, twoDigits } from './markdown.ts'
import { aboutSweep, type Cell as CellOf, cellsOf, figuresTable, headOf } from './page.ts'

/** Where accuracy is measured: on the mean over the run, or at its end where the model learns then only. */
type Measured = 'mean' | 'end'

/** A drop of accuracy that counts as none, in points. */
const allowed = 1

const lossAt = { mean: losses.lost, end: losses.lostAtEnd }

/** In ether and points; `lost` as the mechanism is measured. */
const figuresFor = (measured: Measured) => ({
  lost: lossAt[measured],
  lostAtEnd: losses.lostAtEnd,
  honest: earned('honest', 'honest agent'),
  attacker: earned('attacker', 'attacking agent'),
  perPoint: {
    title: 'a point costs',
    of: (runs: readonly RunResult[]) => costPerPoint(runs, lossAt[measured].of(runs)),
    text: milliText,
  },
  honestPoints: pointsOf('honest', 'points, honest agent'),
  attackerPoints: pointsOf('attacker', 'points, attacking agent'),
})

type Cell = CellOf<keyof ReturnType<typeof figuresFor>>

const classifierOf = ({ axes }: Cell) => nameOfValue(axes[0]!)
const strategyOf = ({ axes }: Cell) => nameOfValue(axes[1]!)
const shareOf = ({ axes }: Cell) => Number(axes[2])

/** Of the means, which do not blow up as quotients of single runs do; without bounds. No runs when nothing is lost. */
function costPerPoint(runs: readonly RunResult[], lost: Interval): Interval {
  return lost.low > 0 ? meanInterval([metricInterval(runs, 'attackCost').mean / lost.mean]) : meanInterval([])
}

/** Up to which share the upper bound of what is lost stays within what is allowed; 0 when it never does. */
function holdsUpTo(cells: readonly Cell[]): number {
  const failing = cells.findIndex(({ lost }) => lost.high > allowed)
  return failing < 0 ? shareOf(cells.at(-1)!) : failing === 0 ? 0 : shareOf(cells[failing - 1]!)
}

/** The page of one mechanism on one data set: first what it finds, as a list. */
export async function attackPage(
  sweep: SweepResult,
  command: string,
  measured: Measured,
): Promise<{ text: string; plot: Plot }> {
  const { honestPoints, attackerPoints, lost, ...money } = figuresFor(measured)
  const points = { honestPoints, attackerPoints }
  const cells = cellsOf(
    sweep,
    { lost, ...money, ...points },
    (classifier, attack, share) =>
      `${nameOfValue(classifier!)}, ${nameOfValue(attack!)}, ${percent(Number(share))}`,
  )
  const plot = await draw(plotOf(sweep.name, cells))
  const series = seriesOf(cells)
  const shares = [...new Set(cells.map(shareOf))]
  const holds = [...series].map(([name, list]) => [
    name,
    ...list.map(
      ({ lost }) => `${twoDigits(lost)}${lost.high <= allowed ? '' : lost.low > allowed ? ' ✗' : ' ?'}`,
    ),
    holdsUpTo(list) === 0 ? `< ${percent(shares[0]!)}` : `≥ ${percent(holdsUpTo(list))}`,
  ])
  const hasPoints = cells.some(cell => cell.honestPoints.mean > 0 || cell.attackerPoints.mean > 0)
  const text = `${headOf(sweep.name, aboutSweep(sweep), command, findings(series, cells, measured))}

![${plot.description}](${sweep.name}.svg)

## Does accuracy hold?

Points of accuracy lost ${measured === 'end' ? 'at the end of' : 'on the mean over'} the run, against the same run without attackers, in which the model ends at ${cleanOf(cells)}. It holds where the interval stays within ${allowed} point; ✗: it is above; ?: the seeds do not tell.

${markdownTable(['classifier, strategy', ...shares.map(percent), 'holds at'], holds)}

## Does honesty pay, and what does damage cost?

Thousandths of an ether for each agent over the run, net of gas; deposits still open at the end count as lost. *A point costs* what attackers paid in all for each point of accuracy that was lost, where the interval of the loss is above 0; below zero they were paid for it. Each interval stands for itself: of twenty, one is expected to miss.

${figuresTable('classifier, strategy, share', cells, { ...money, ...(hasPoints ? points : {}) })}
`
  return { text, plot }
}

/** Where the model ends without attackers, by classifier. */
function cleanOf(cells: readonly Cell[]): string {
  return [...new Set(cells.map(classifierOf))]
    .map(classifier => {
      const { runs } = cells.find(cell => classifierOf(cell) === classifier)!
      return `${(100 * metricInterval(runs, 'baselineFinalAccuracy').mean).toFixed(1)} % (${classifier})`
    })
    .join(', ')
}

const highest = (cells: readonly Cell[], key: 'lost' | 'lostAtEnd' | 'attacker') =>
  cells.reduce((a, b) => (b[key].mean > a[key].mean ? b : a))

function findings(
  series: ReadonlyMap<string, readonly Cell[]>,
  cells: readonly Cell[],
  measured: Measured,
): string[] {
  const failing = [...series.values()].filter(list => list.some(({ lost }) => lost.low > allowed))
  const gaining = cells.filter(({ attacker }) => attacker.low > 0)
  const losing = cells.filter(({ honest }) => honest.high < 0)
  const [worst, worstAtEnd] = [highest(cells, 'lost'), highest(cells, 'lostAtEnd')]
  return [
    `${measured === 'mean' ? 'Mean accuracy' : 'Accuracy at the end'} falls by more than a point in ${failing.length} of ${series.size} pairs of classifier and strategy; most by ${twoDigits(worst.lost)} points (${worst.name})${measured === 'mean' ? `, and at the end by ${twoDigits(worstAtEnd.lostAtEnd)} (${worstAtEnd.name})` : ''}.`,
    `Honest agents lose money (the whole interval is below 0) in ${losing.length} of ${cells.length} cases.`,
    gaining.length === 0
      ? 'No attacking agent of those tried is shown to gain.'
      : `Attacking agents gain (the whole interval is above 0) in ${gaining.length} of ${cells.length} cases; most ${milliText(highest(gaining, 'attacker').attacker)} thousandths of an ether (${highest(gaining, 'attacker').name}).`,
  ]
}

/** The cells of each classifier and strategy, by their names. */
function seriesOf(cells: readonly Cell[]): ReadonlyMap<string, readonly Cell[]> {
  const series = new Map<string, Cell[]>()
  for (const cell of cells) {
    const name = `${classifierOf(cell)}, ${strategyOf(cell)}`
    series.set(name, [...(series.get(name) ?? []), cell])
  }
  return series
}

function plotOf(name: string, cells: readonly Cell[]) {
  const rows = cells.map(cell => ({
    classifier: classifierOf(cell),
    strategy: strategyOf(cell),
    share: shareOf(cell),
    ...cell.lost,
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
