import { type MetricName, metricInterval, nameOfValue, type PointRuns } from '../analysis/index.ts'
import type { SweepAxis, SweepResult } from '../results/types.ts'
import { type Layout, panels } from './layout.ts'
import type { PlotSpec } from './plot.ts'
import { placeOf } from './series.ts'

/** A figure that is plotted over the values of an axis. */
type Curve = { metric: MetricName; title: string; unit: string; description: string }

const curves: readonly Curve[] = [
  {
    metric: 'lostPoints',
    title: 'Accuracy lost',
    unit: 'points lost',
    description: 'Points of mean accuracy lost to the attackers',
  },
  {
    metric: 'attackCost',
    title: 'What the attack costs',
    unit: 'ether',
    description: 'Ether that the attackers lost, net of gas; below zero they gained',
  },
  {
    metric: 'attackCostPerPoint',
    title: 'What a point of damage costs',
    unit: 'ether a point',
    description: 'Ether that the attackers paid for each point of mean accuracy that was lost',
  },
  {
    metric: 'honestProfit',
    title: 'What honest agents earn',
    unit: 'ether',
    description: 'Profit of all honest agents net of gas',
  },
]

/** Attack-cost curves: figures over the last axis of a sweep; none without axes. */
export function axisPlots({ axes }: SweepResult, points: readonly PointRuns[], layout: Layout): PlotSpec[] {
  const axis = axes.at(-1)
  if (axis === undefined) return []
  return curves.flatMap(({ metric, title, unit, description }) => {
    const rows = rowsOf(points, axis, metric)
    if (rows.length === 0) return []
    return {
      name: metric,
      title,
      description: `${description}, by ${titleOf(axis)}; bars are 95 % confidence intervals of the mean over the seeds.`,
      spec: panels(rows, layersOf(axis, unit), layout, { y: 'independent' }),
    }
  })
}

/** Heat maps over the last two axes of a sweep; none with fewer. */
export function heatMaps({ axes }: SweepResult, points: readonly PointRuns[], layout: Layout): PlotSpec[] {
  const [down, across] = axes.slice(-2)
  if (down === undefined || across === undefined) return []
  return curves.slice(0, 2).map(({ metric, title, description }) => {
    const rows = points.map(({ values, runs }) => ({
      panel: Object.entries(values)
        .slice(0, -2)
        .map(([, value]) => nameOfValue(value))
        .join(', '),
      across: nameOfValue(values[across.path]!),
      down: nameOfValue(values[down.path]!),
      value: metricInterval(runs, metric).mean,
    }))
    return {
      name: `map-${metric}`,
      title: `${title}: map`,
      description: `${description}, by ${titleOf(down)} (down) and ${titleOf(across)} (across); means over the seeds.`,
      spec: panels(rows, cells(down, across, middleOf(rows)), layout),
    }
  })
}

function rowsOf(points: readonly PointRuns[], { path }: SweepAxis, metric: MetricName) {
  return points.flatMap(point => {
    const { mean, low, high, count } = metricInterval(point.runs, metric)
    if (count === 0) return []
    const value = point.values[path]!
    const x = typeof value === 'number' ? value : nameOfValue(value)
    return { panel: placeOf(point).panel, x, mean, low, high }
  })
}

function layersOf(axis: SweepAxis, unit: string): object[] {
  const numeric = axis.values.every(value => typeof value === 'number')
  const x = { field: 'x', type: numeric ? 'quantitative' : 'nominal', title: titleOf(axis), sort: null }
  const y = { type: 'quantitative', title: unit }
  const zero = {
    data: { values: [{ zero: 0 }] },
    mark: { type: 'rule', color: 'currentColor', opacity: 0.5 },
    encoding: { y: { ...y, field: 'zero' } },
  }
  const bars = {
    mark: { type: 'rule', color: '#0072b2' },
    encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
  }
  const dots = {
    mark: { type: 'point', filled: true, size: 45, color: '#0072b2', opacity: 1 },
    encoding: { x, y: { ...y, field: 'mean' } },
  }
  const line = { mark: { type: 'line', color: '#0072b2' }, encoding: { x, y: { ...y, field: 'mean' } } }
  return [zero, ...(numeric ? [line] : []), bars, dots]
}

function cells(down: SweepAxis, across: SweepAxis, middle: number): object[] {
  const order = ({ values }: SweepAxis) => values.map(nameOfValue)
  const x = {
    field: 'across',
    type: 'ordinal',
    title: titleOf(across),
    sort: order(across),
    axis: { labelAngle: 0 },
  }
  const y = { field: 'down', type: 'ordinal', title: titleOf(down), sort: order(down) }
  return [
    {
      mark: 'rect',
      encoding: { x, y, color: { field: 'value', type: 'quantitative', title: null } },
    },
    {
      mark: { type: 'text', fontSize: 10 },
      encoding: {
        x,
        y,
        text: { field: 'value', type: 'quantitative', format: '.3~g' },
        color: { condition: { test: `datum.value > ${middle}`, value: '#111' }, value: '#fff' },
      },
    },
  ]
}

/** Above it the colours are light. */
function middleOf(rows: readonly { value: number }[]): number {
  const values = rows.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least + 0.6 * (most - least)
}

function titleOf({ title, path }: SweepAxis): string {
  return title ?? path
}
