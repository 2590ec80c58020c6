import { parseRows } from './parseTable.ts'
import { TableError } from './TableError.ts'

const candidates = [',', ';', '\t', '|'] as const
/** So much of a file is looked at. */
const mostRows = 50
const mostCharacters = 1_000_000

/**
 * What separates the cells of a table: of a .tsv a tab; else the one of comma, semicolon, tab and bar by which all rows
 * have as many cells as the first, or at least the first has all columns that are asked for by name.
 *
 * @param wanted Whether the first row has the columns that were asked for.
 * @throws TableError if it is none, or could be several.
 */
export function sniffDelimiter(
  text: string,
  name: string,
  quotes: boolean,
  wanted: (firstRow: readonly string[]) => boolean,
): string {
  if (/\.(tsv|tab)(\.gz)?$/i.test(name)) return '\t'
  const start = text.slice(0, mostCharacters)
  const readings = candidates.map(delimiter => ({
    delimiter,
    rows: parseRows(start, name, { delimiter, quotes }, mostRows).rows,
  }))
  const fitting = readings.filter(
    ({ rows }) => rows[0] !== undefined && rows[0].cells.length > 1 && wanted(rows[0].cells),
  )
  const even = fitting.filter(({ rows }) => rows.every(({ cells }) => cells.length === rows[0]!.cells.length))
  const [found, ...others] = even.length > 0 ? even : fitting
  if (found !== undefined && others.length === 0) return found.delimiter
  if (found === undefined) {
    const first = text.split(/\r\n?|\n/, 1)[0] ?? ''
    throw new TableError(`${name} has no columns as they were asked for, however it is separated.`, [
      `Its first line: ${first.slice(0, 200)}`,
      'Name columns that stand there, or say what separates them: --delimiter ";"',
    ])
  }
  const could = [found, ...others].map(({ delimiter }) => JSON.stringify(delimiter)).join(' or ')
  throw new TableError(`The cells of ${name} could be separated by ${could}.`, [
    'Say which: --delimiter ","  (or --delimiter tab)',
  ])
}
