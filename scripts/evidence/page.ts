import type { JsonValue, RunResult, SweepResult } from '@cotrain/simulator'
import { type Interval, pointsOfSweep } from '@cotrain/simulator/analysis'
import type { Figure } from './figures.ts'
import { listOf, markdownTable } from './markdown.ts'

/** A page of a sweep, which names the command that makes it. */
export type Page = (sweep: SweepResult, command: string) => string

type Figures<key extends string> = Readonly<Record<key, Figure>>
/** A point of a sweep: the values of its axes, its name by them, and its figures. */
export type Cell<key extends string> = {
  readonly axes: readonly JsonValue[]
  readonly name: string
  readonly runs: readonly RunResult[]
} & Readonly<Record<key, Interval>>

/** The points of a sweep with their figures. */
export function cellsOf<key extends string>(
  sweep: SweepResult,
  figures: Figures<key>,
  nameOf?: (...axes: JsonValue[]) => string,
): Cell<key>[] {
  return pointsOfSweep(sweep).map(({ values, name, runs }) => {
    const axes = Object.values(values)
    const intervals = Object.entries<Figure>(figures).map(([key, { of }]) => [key, of(runs)])
    return { axes, name: nameOf?.(...axes) ?? name, runs, ...Object.fromEntries(intervals) }
  })
}

/** The part of a page that all pages begin with: what it is about, how to make it, and what it finds. */
export function headOf(name: string, about: string, command: string, findings: readonly string[]): string {
  return [`# ${name}`, about, `\`\`\`sh\n${command}\n\`\`\``, listOf(findings)].join('\n\n')
}

/** What a sweep is about. */
export function aboutSweep({ name, description, seeds }: SweepResult, more = ''): string {
  return `${description} ${seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${name}.json](${name}.json)${more}.`
}

/** A table of figures of points, a row for each. */
export function figuresTable<key extends string>(
  first: string,
  cells: readonly Cell<key>[],
  figures: Partial<Figures<key>>,
): string {
  const shown = Object.entries(figures) as [key, Figure][]
  return markdownTable(
    [first, ...shown.map(([, { title }]) => title)],
    cells.map(cell => [cell.name, ...shown.map(([key, { text }]) => text(cell[key]))]),
  )
}

/**
 * A page of one table, with a row for each point of a sweep: first what it finds, as a list, then the units. A figure that
 * no point has is left out.
 */
export function tablePage<key extends string>(about: {
  /** What is varied: the title of the first column, and a point in its words. */
  varied: string
  nameOf(...axes: JsonValue[]): string
  /** Which points have a row; all when missing. */
  isShown?(...axes: JsonValue[]): boolean
  figures: Figures<key>
  units: string
  findings(cells: readonly Cell<key>[]): readonly string[]
}): Page {
  return (sweep, command) => {
    const { isShown = () => true } = about
    const cells = cellsOf(sweep, about.figures, about.nameOf).filter(({ axes }) => isShown(...axes))
    const head = headOf(sweep.name, aboutSweep(sweep), command, about.findings(cells))
    const shown = Object.fromEntries(
      Object.entries<Figure>(about.figures).filter(([key]) => cells.some(cell => cell[key as key].count > 0)),
    ) as Partial<Figures<key>>
    return `${[head, about.units, figuresTable(about.varied, cells, shown)].join('\n\n')}\n`
  }
}

/** Units of most pages. */
export const agentUnits =
  'Thousandths of an ether for each agent, net of gas, deposits still open at the end counted as lost'
export const lossUnits = 'Points of accuracy are those below the same run without attackers.'
