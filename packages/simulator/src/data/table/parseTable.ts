// the build for browsers, which runs everywhere
import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import { TableError } from './TableError.ts'

/** A row of a table, and the line on which it begins, from 1. */
export type TableRow = { line: number; cells: string[] }

export type Dialect = {
  /** One character. */
  delimiter: string
  /** Whether cells may stand in double quotes, and then have delimiters, line ends and doubled quotes in them. */
  quotes: boolean
}

const lineEnds = ['\r\n', '\n', '\r']

/**
 * The rows of a table of separated values, by RFC 4180, with any line ends. Empty lines are left out.
 *
 * @throws TableError with the line where the quotes are wrong.
 */
export function parseTable(text: string, name: string, dialect: Dialect): TableRow[] {
  const { rows, error } = parseRows(text, name, dialect)
  if (error !== undefined) throw error
  return rows
}

/** The rows of a table, `most` at most, as far as the quotes are right; and what is wrong with them then. */
export function parseRows(
  text: string,
  name: string,
  { delimiter, quotes }: Dialect,
  most?: number,
): { rows: TableRow[]; error?: TableError } {
  const bytes = new TextEncoder().encode(text)
  const lines = new LineCounter(bytes)
  const rows: TableRow[] = []
  try {
    parse(text, {
      delimiter,
      quote: quotes ? '"' : null,
      record_delimiter: lineEnds,
      relax_column_count: true,
      skip_empty_lines: true,
      ...(most === undefined ? {} : { to: most }),
      on_record: (cells: string[], { bytes: end }) => {
        const line = lines.next(end)
        if (!isBlank(cells)) rows.push({ line, cells })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, error: quoteProblem(name, lines.next(bytes.length), error) }
  }
  return { rows }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]!.trim() === ''
}

/** Tells on which lines rows begin, from where they end. */
class LineCounter {
  #at = 0
  #line = 1

  constructor(readonly bytes: Uint8Array) {}

  /** The line on which the row begins that ends before this byte. */
  next(end: number): number {
    let at = this.#at
    while (at < end && isLineEnd(this.bytes[at]!)) at++
    const line = this.#line + this.#count(this.#at, at)
    this.#line = line + this.#count(at, end)
    this.#at = end
    return line
  }

  #count(from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at++) {
      const isSecond = this.bytes[at] === 10 && this.bytes[at - 1] === 13
      if (isLineEnd(this.bytes[at]!) && !isSecond) count++
    }
    return count
  }
}

function isLineEnd(byte: number): boolean {
  return byte === 10 || byte === 13
}

/** What csv-parse says of quotes, in words that name the fix. */
function quoteProblem(name: string, line: number, error: CsvError): TableError {
  const problem =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'opens a quote that is never closed'
      : 'has a double quote within a cell, which quotes do not go around'
  return new TableError(
    `Line ${line} of ${name} ${problem}.`,
    ['Put the cell in quotes and double those within it; or, if quotes mean nothing here: --no-quotes.'],
    [{ line, problem }],
  )
}
