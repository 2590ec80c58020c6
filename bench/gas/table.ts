import type { Measurement } from './measure.ts'

/** Lines of the measurements, with what they are of the older project's gas and of the floor. */
export function formatTable(measurements: readonly Measurement[]): string {
  const number = (value: number | null) => value?.toLocaleString('en-US') ?? '–'
  const ratio = (value: number | null) => value?.toFixed(3) ?? '–'
  const lines = measurements.map(({ action, sample, gas, reference, floor }) => [
    `${sample === null ? '' : `${sample}: `}${action}`,
    number(gas),
    number(reference),
    ratio(reference && gas / reference),
    number(floor),
    ratio(gas / floor),
  ])
  const header = ['sample: action', 'ours', '0xDeCA10B', 'ratio', 'floor', 'ratio']
  return [header, ...lines]
    .map(([what = '', ...cells]) => what.padEnd(34) + cells.map(cell => cell.padStart(12)).join(''))
    .join('\n')
}

/** Geometric means of the two ratios, over all rows and over those of each sort. */
export function formatMeans(rows: readonly Measurement[]): string {
  const isBatch = ({ action }: Measurement) => action.startsWith('add-batch')
  const isDeploy = ({ action }: Measurement) => action === 'deploy'
  const groups: [name: string, rows: Measurement[]][] = [
    ['all rows', [...rows]],
    ['deploy', rows.filter(isDeploy)],
    ['add, refund, take', rows.filter(row => !isDeploy(row) && !isBatch(row))],
    ['batches of ten', rows.filter(isBatch)],
  ]
  const lines = groups.map(([name, group]) => {
    const compared = group.flatMap(({ gas, reference }) => (reference === null ? [] : [gas / reference]))
    return [
      name,
      geometricMean(compared),
      most(compared),
      geometricMean(group.map(({ gas, floor }) => gas / floor)),
    ]
  })
  return [['Geometric means', '0xDeCA10B', 'highest', 'floor'], ...lines]
    .map(([what = '', ...cells]) => what.padEnd(34) + cells.map(cell => cell.padStart(12)).join(''))
    .join('\n')
}

/** The geometric mean in three digits. */
export function geometricMean(ratios: readonly number[]): string {
  if (ratios.length === 0) return '–'
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length).toFixed(3)
}

function most(ratios: readonly number[]): string {
  return ratios.length === 0 ? '–' : Math.max(...ratios).toFixed(3)
}
