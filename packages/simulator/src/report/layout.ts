type Size = { width: number; height: number }

/** Where plots are looked at. */
export type Layout = {
  /** Panels side by side. */
  columns: number
  /** One of several panels, and one that is alone, in pixels. */
  small: Size
  large: Size
  /** Beside the plot, or below it in lines or one below the other. */
  legend: 'right' | 'below' | 'list'
}

/** For pages, and for files. */
export const wide: Layout = {
  columns: 3,
  small: { width: 210, height: 150 },
  large: { width: 640, height: 280 },
  legend: 'right',
}

/** Beside something else. */
export const middle: Layout = {
  columns: 2,
  small: { width: 210, height: 150 },
  large: { width: 520, height: 270 },
  legend: 'below',
}

/** For the width of a phone. */
export const narrow: Layout = {
  columns: 1,
  small: { width: 220, height: 140 },
  large: { width: 220, height: 190 },
  legend: 'list',
}

/**
 * One panel for each value of `panel`, or a single large one.
 * @param rows The data.
 * @param layers Vega-Lite layers, which share the data.
 * @param layout Their sizes.
 * @param scale Which scales are each panel's own.
 */
export function panels(
  rows: readonly { panel: string }[],
  layers: readonly object[],
  { columns, small, large }: Layout,
  scale = {},
): object {
  const names = [...new Set(rows.map(({ panel }) => panel))]
  const data = { values: rows }
  if (names.length < 2) return { data, ...large, layer: layers }
  return {
    data,
    facet: { field: 'panel', type: 'nominal', title: null, sort: names },
    columns: Math.min(columns, names.length),
    spec: { ...small, layer: layers },
    resolve: { scale },
  }
}

/** A line with the band of its confidence interval; fields `mean`, `low` and `high`. */
export function bandAndLine(x: object, y: object, color: object): object[] {
  return [
    {
      mark: { type: 'area', opacity: 0.2 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    },
    { mark: { type: 'line', strokeWidth: 1.6 }, encoding: { x, y: { ...y, field: 'mean' }, color } },
  ]
}

/** Days on the horizontal axis, from `time` in seconds. */
export const days = { field: 'day', type: 'quantitative', title: 'days' }

export const secondsOfDay = 86_400
