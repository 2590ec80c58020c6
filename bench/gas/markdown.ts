import { readFileSync, writeFileSync } from 'node:fs'
import type { Measurement } from './measure.ts'
import { geometricMean } from './table.ts'

/** The measurements of one model, and what its samples are counted in. */
export type Measured = { name: string; unit: 'words' | 'numbers'; measurements: readonly Measurement[] }

const columns = [
  'deploy',
  'add-agree',
  'add-disagree',
  'refund',
  'take',
  'take a share',
  'add-batch-10',
] as const
const titles = [
  'classifier, sample',
  'deploy',
  'contribute, agrees',
  'contribute, disagrees',
  'refund',
  'take',
  'take a share',
  'ten at once, each',
]
const marks = ['<!-- all -->', '<!-- /all -->'] as const

/** A table in Markdown, a line for each sample: gas and, in brackets, the ratio to the older project's. */
export function formatMarkdown(models: readonly Measured[]): string {
  const lines = models.flatMap(({ name, unit, measurements }) => {
    const deploy = measurements.filter(({ action }) => action === 'deploy')
    const samples = [...new Set(measurements.flatMap(({ sample }) => sample ?? []))]
    return samples.map((sample, i) => {
      const own = [...(i === 0 ? deploy : []), ...measurements.filter(each => each.sample === sample)]
      return [
        `${name}, ${sample} ${unit}`,
        ...columns.map(column => cell(own.find(({ action }) => action === column))),
      ]
    })
  })
  return [titles, ['---', ...columns.map(() => '---:')], ...lines]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function cell(measurement: Measurement | undefined): string {
  if (measurement === undefined) return ''
  const { gas, reference } = measurement
  return gas.toLocaleString('en-US') + (reference === null ? '' : ` (${(gas / reference).toFixed(2)})`)
}

/** One line: the geometric means of both ratios. */
export function formatMeansLine(rows: readonly Measurement[]): string {
  const compared = rows.flatMap(({ gas, reference }) => (reference === null ? [] : [gas / reference]))
  const floors = rows.map(({ gas, floor }) => gas / floor)
  return `Geometric mean of the ratios: ${geometricMean(compared)}; beside the floor: ${geometricMean(floors)} (${compared.length} and ${floors.length} rows).`
}

/**
 * Puts `text` between the marks in a page.
 * @throws Error when the page does not have both marks
 */
export function fillIn(page: URL, text: string): void {
  const old = readFileSync(page, 'utf8')
  const [start, end] = marks.map(mark => old.indexOf(mark)) as [number, number]
  if (start < 0 || end < start) throw new Error(`${page.pathname} does not have ${marks.join(' and ')}.`)
  writeFileSync(page, `${old.slice(0, start)}${marks[0]}\n${text}\n${old.slice(end)}`)
}
