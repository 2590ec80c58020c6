import type { NumberInput } from '@cotrain/sdk'

/**
 * Numbers that were copied from a table, as the form takes them: with commas between. One row of them may come below a row
 * of names, by which they are then brought into the model's order, or all in a column.
 *
 * @returns undefined when it is something else.
 */
export function readPasted(text: string, inputs: readonly Pick<NumberInput, 'name'>[]): string | undefined {
  const rows = text
    .split(/\r\n?|\n/)
    .filter(row => row.trim() !== '')
    .map(cellsOf)
  if (rows.length === 0) return undefined
  const [first = [], second = []] = rows
  if (rows.length === 2 && !first.every(isNumber) && first.length === second.length) {
    return second.every(isNumber) ? inOrder(first, second, inputs).join(', ') : undefined
  }
  const cells = rows.flat()
  return cells.every(isNumber) ? cells.join(', ') : undefined
}

/** Cells as spreadsheets and CSV files part them; a comma within quotes is rare enough. */
function cellsOf(row: string): string[] {
  const separator = ['\t', ';', ','].find(each => row.includes(each)) ?? /\s+/
  return row
    .trim()
    .split(separator)
    .map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
    .map(cell => (separator === '\t' || separator === ';' ? cell.replace(/^(-?\d+),(\d+)$/, '$1.$2') : cell))
}

const isNumber = (cell: string) => cell !== '' && Number.isFinite(Number(cell))

function inOrder(names: readonly string[], values: readonly string[], inputs: readonly { name: string }[]) {
  const places = inputs.map(({ name }) => names.findIndex(each => each.toLowerCase() === name.toLowerCase()))
  const isComplete = places.length > 0 && places.every(place => place >= 0)
  return isComplete ? places.map(place => values[place]!) : values
}
