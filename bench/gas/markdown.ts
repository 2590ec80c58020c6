import { readFileSync, writeFileSync } from 'node:fs'
import { assumed, blobShare, costOn, type Life, largeChains } from '@cotrain/cli/costs'
import { mechanisms } from '@cotrain/sdk'
import type { Figure } from './figures.ts'
import { livesOf } from './lives.ts'
import { isCounted } from './reference.ts'
import { geometricMean, ratiosOf } from './table.ts'

const columns = {
  deploy: 'deploy',
  'add-agree': 'contribute, agrees',
  'add-disagree': 'contribute, disagrees',
  refund: 'refund',
  take: 'take',
  'take a share': 'take a share',
  'add-batch-10': 'ten at once, each',
} as const

const counted = (gas: number) => gas.toLocaleString('en-US')
const times = ({ osaka, amsterdam }: { osaka: number; amsterdam: number | null }) =>
  amsterdam === null ? '' : (amsterdam / osaka).toFixed(2)

/** Gas on the present fork and, in brackets, its ratio to the older project's, a line for each sample. */
export function formatOsaka(figures: readonly Figure[]): string {
  return classifiersTable(
    figures,
    ({ osaka, reference }) =>
      counted(osaka) + (reference === null ? '' : ` (${(osaka / reference).toFixed(2)})`),
  )
}

/** Gas on the coming fork and, in brackets, its ratio to that on the present one. */
export function formatAmsterdam(figures: readonly Figure[]): string {
  return classifiersTable(figures, figure => `${counted(figure.amsterdam!)} (${times(figure)})`)
}

function classifiersTable(figures: readonly Figure[], cell: (figure: Figure) => string): string {
  const rows = figures.filter(({ mechanism }) => mechanism === 'deposits')
  const lines = [...new Set(rows.map(({ model }) => model))].flatMap(model => {
    const own = rows.filter(each => each.model === model)
    const samples = [...new Set(own.flatMap(({ sample }) => sample ?? []))]
    return samples.map((sample, i) => [
      `${model}, ${sample} ${own[0]!.unit}`,
      ...Object.keys(columns).map(column => {
        const found = own.find(
          each => each.action === column && (each.sample === sample || (i === 0 && each.sample === null)),
        )
        return found === undefined ? '' : cell(found)
      }),
    ])
  })
  return table(['classifier, sample', ...Object.values(columns)], lines)
}

/** All actions of the models that are measured under every mechanism, on both forks. */
export function formatActions(figures: readonly Figure[]): string {
  const all = figures.filter(({ mechanism }) => mechanism !== 'deposits').map(({ model }) => model)
  const rows = figures.filter(({ model, sample }) => all.includes(model) && (sample ?? '20') === '20')
  return table(
    ['mechanism', 'action', 'Osaka', 'Amsterdam', '×', 'of it state'],
    rows.map(row => [
      mechanisms[row.mechanism].title,
      row.action,
      counted(row.osaka),
      counted(row.amsterdam!),
      times(row),
      counted(row.stateGas!),
    ]),
  )
}

/** A contribution and its claim, by mechanism: gas on both forks, and dollars on each chain before and after. */
export function formatLives(figures: readonly Figure[]): string {
  const price = (value: number) => ({ value, source: 'assumed' as const })
  const prices = { gas: price(assumed.gasPrice), blob: price(assumed.gasPrice * blobShare) }
  const chains = largeChains(prices)
  const dollars = (life: Life, chain: (typeof chains)[number], gas: number) => {
    const cost = costOn(chain, prices, { gas, bytes: life.bytes }) * assumed.etherPrice
    return cost >= 0.1 ? cost.toFixed(2) : cost.toPrecision(2)
  }
  return table(
    ['mechanism, sample', 'Osaka', 'Amsterdam', '×', ...chains.map(({ name }) => name)],
    livesOf(figures).map(life => [
      `${mechanisms[life.mechanism].title}, ${life.words} words`,
      counted(life.osaka),
      counted(life.amsterdam),
      times(life),
      ...chains.map(chain => `${dollars(life, chain, life.osaka)} / ${dollars(life, chain, life.amsterdam)}`),
    ]),
  )
}

/** One line: the geometric means of all ratios. */
export function formatMeansLine(figures: readonly Figure[]): string {
  const rows = figures.filter(isCounted)
  const compared = ratiosOf(rows, 'osaka', 'reference')
  const floors = ratiosOf(rows, 'osaka', 'floor')
  return `Geometric mean of the ratios: ${geometricMean(compared)}; beside the floor: ${geometricMean(floors)} (${compared.length} and ${floors.length} rows).`
}

function table(titles: readonly string[], lines: readonly string[][]): string {
  // the first column is text, and so is the second where there is one of actions
  const rule = titles.map((title, i) => (i === 0 || title === 'action' ? '---' : '---:'))
  return [titles, rule, ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

const costs = new URL('../../docs/costs.md', import.meta.url)

/** docs/costs.md, and the same with the tables of these figures between its marks. @throws Error when a mark is missing */
export function pageWith(figures: readonly Figure[]): { before: string; after: string; write: () => void } {
  const before = readFileSync(costs, 'utf8')
  const texts = {
    all: `${formatOsaka(figures)}\n\n${formatMeansLine(figures)}`,
    amsterdam: formatAmsterdam(figures),
    lives: formatLives(figures),
    actions: formatActions(figures),
  }
  const after = Object.entries(texts).reduce((text, [name, table]) => fillIn(text, name, table), before)
  return { before, after, write: () => writeFileSync(costs, after) }
}

function fillIn(page: string, name: string, text: string): string {
  const marks = [`<!-- ${name} -->`, `<!-- /${name} -->`] as const
  const [start, end] = marks.map(mark => page.indexOf(mark)) as [number, number]
  if (start < 0 || end < start) throw new Error(`docs/costs.md does not have ${marks.join(' and ')}.`)
  return `${page.slice(0, start)}${marks[0]}\n${text}\n${page.slice(end)}`
}
