import type { Figure } from './figures.ts'
import { isCounted } from './reference.ts'

const number = (value: number | null) => value?.toLocaleString('en-US') ?? '–'
const ratio = (value: number | null, other: number | null) =>
  value === null || other === null ? '–' : (value / other).toFixed(3)
const what = ({ sample, action }: Figure) => `${sample === null ? '' : `${sample}: `}${action}`

/** Lines of the figures on the present fork, with what they are of the older project's gas and of the floor. */
export function formatTable(figures: readonly Figure[]): string {
  return columns(
    ['sample: action', 'ours', '0xDeCA10B', 'ratio', 'floor', 'ratio'],
    figures.map(figure => {
      const { osaka, reference, floor } = figure
      return [
        what(figure),
        number(osaka),
        number(reference),
        ratio(osaka, reference),
        number(floor),
        ratio(osaka, floor),
      ]
    }),
  )
}

/** Lines of the figures on both forks, with their ratio, and what is charged for growth of the state. */
export function formatForks(figures: readonly Figure[]): string {
  return columns(
    ['sample: action', 'Osaka', 'Amsterdam', 'ratio', 'of it state'],
    figures.map(figure => {
      const { osaka, amsterdam, stateGas } = figure
      return [what(figure), number(osaka), number(amsterdam), ratio(amsterdam, osaka), number(stateGas)]
    }),
  )
}

/** Geometric means of the ratios, over all rows that count and over those of each sort. */
export function formatMeans(figures: readonly Figure[]): string {
  const rows = figures.filter(isCounted)
  const isBatch = ({ action }: Figure) => action.startsWith('add-batch')
  const isDeploy = ({ action }: Figure) => action === 'deploy'
  const groups: [name: string, rows: Figure[]][] = [
    ['all rows', rows],
    ['deploy', rows.filter(isDeploy)],
    ['add, refund, take', rows.filter(row => !isDeploy(row) && !isBatch(row))],
    ['batches of ten', rows.filter(isBatch)],
  ]
  return columns(
    ['Geometric means', '0xDeCA10B', 'highest', 'floor', 'Amsterdam'],
    groups.map(([name, group]) => {
      const compared = ratiosOf(group, 'osaka', 'reference')
      return [
        name,
        geometricMean(compared),
        most(compared),
        geometricMean(ratiosOf(group, 'osaka', 'floor')),
        geometricMean(ratiosOf(group, 'amsterdam', 'osaka')),
      ]
    }),
  )
}

type Number = 'osaka' | 'amsterdam' | 'reference' | 'floor'

/** Ratios of two figures, of the rows that have both. */
export function ratiosOf(figures: readonly Figure[], above: Number, below: Number): number[] {
  return figures.flatMap(({ [above]: a, [below]: b }) => (a === null || b === null ? [] : [a / b]))
}

/** The geometric mean in three digits. */
export function geometricMean(ratios: readonly number[]): string {
  if (ratios.length === 0) return '–'
  return Math.exp(ratios.reduce((sum, one) => sum + Math.log(one), 0) / ratios.length).toFixed(3)
}

function most(ratios: readonly number[]): string {
  return ratios.length === 0 ? '–' : Math.max(...ratios).toFixed(3)
}

function columns(header: readonly string[], lines: readonly string[][]): string {
  return [header, ...lines]
    .map(([first = '', ...cells]) => first.padEnd(34) + cells.map(cell => cell.padStart(12)).join(''))
    .join('\n')
}
