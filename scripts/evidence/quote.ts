/** Documents that quote figures, without their `.md`. */
export const quoting = [
  'README',
  'docs/threat-model',
  'docs/bonded',
  'docs/classifiers',
  'docs/prediction-market',
  'docs/good-for',
] as const

/** Reads the text of a page of docs/evidence by its name. */
type ReadPage = (name: string) => string

/** `<!--page :: row :: column-->figure<!---->`: a figure that stands in a table of a page. */
const quote = /<!--([\w-]+) :: (.+?) :: (.+?)-->[^<]*<!---->/g

/**
 * Puts today's figures of the evidence where a document quotes them.
 * @throws Error that names what the page does not have.
 */
export function quoteFigures(text: string, readPage: ReadPage): string {
  return text.replace(quote, (_, page: string, row: string, column: string) => {
    return `<!--${page} :: ${row} :: ${column}-->${figureOf(readPage(page), page, row, column)}<!---->`
  })
}

function figureOf(text: string, page: string, row: string, column: string): string {
  let heads: string[] = []
  for (const line of text.split('\n')) {
    const cells = cellsOf(line)
    if (cells[1]?.startsWith('---')) continue
    if (cells.length === 0) heads = []
    else if (heads.length === 0) heads = cells
    else if (cells[0] === row && heads.includes(column)) return cells[heads.indexOf(column)]!
  }
  throw new Error(`docs/evidence/${page}.md has no table with a row "${row}" and a column "${column}"`)
}

function cellsOf(line: string): string[] {
  return line.startsWith('| ') ? line.slice(2, -2).split(' | ') : []
}
