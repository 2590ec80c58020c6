/** A row of a table, and the line of its file that it begins on, from 1. */
export interface Row {
  line: number
  cells: string[]
}

/** A table cannot be read: where, line and column from 1, and why. */
export class TableError extends Error {
  override name = 'TableError'
  constructor(
    readonly line: number,
    readonly column: number,
    readonly reason: string,
  ) {
    super(`Line ${line}, column ${column}: ${reason.replace(/\.$/, '')}.`)
  }
}

/**
 * The rows of a table with tabs or commas between its cells, empty ones left out. Between commas a cell may stand in
 * double quotes, with separators, line ends and doubled quotes in it (RFC 4180); between tabs cells are as they are.
 *
 * @throws TableError when a quote does not end, or something stands behind it
 */
export function parseRows(text: string, separator: '\t' | ','): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
  const rows: Row[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1
    if (lines[i]!.trim() === '') continue
    if (separator === '\t') {
      rows.push({ line, cells: lines[i]!.split('\t') })
      continue
    }
    const { cells, last } = parseLine(lines, i)
    rows.push({ line, cells })
    i = last
  }
  return rows
}

/** A cell with more characters is one whose quote does not end: looking farther would take long. */
const longest = 200_000

/** A cell in double quotes at the start of a line: doubled quotes stand for one. */
const quotedCell = /^"((?:[^"]|"")*)"(?!")/

/** The cells of a row between commas that begins at `first`, and the place of the line that it ends on. */
function parseLine(lines: readonly string[], first: number): { cells: string[]; last: number } {
  const cells: string[] = []
  let place = first
  let rest = lines[first]!
  for (;;) {
    if (!rest.startsWith('"')) {
      const end = rest.indexOf(',')
      cells.push(end < 0 ? rest : rest.slice(0, end))
      if (end < 0) return { cells, last: place }
      rest = rest.slice(end + 1)
      continue
    }
    let quoted = quotedCell.exec(rest)
    while (!quoted) {
      place++
      const next = lines[place]
      if (next === undefined || rest.length > longest)
        throw new TableError(first + 1, cells.length + 1, 'a double quote does not end')
      rest += `\n${next}`
      quoted = next.includes('"') ? quotedCell.exec(rest) : null
    }
    cells.push(quoted[1]!.replaceAll('""', '"'))
    rest = rest.slice(quoted[0].length)
    if (rest === '') return { cells, last: place }
    if (!rest.startsWith(',')) {
      throw new TableError(
        place + 1,
        cells.length,
        'something stands between a closing quote and the next comma',
      )
    }
    rest = rest.slice(1)
  }
}
