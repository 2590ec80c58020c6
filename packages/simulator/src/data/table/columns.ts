import { createLabelReader, LabelError } from '@cotrain/sdk/data'
import { TableError } from './TableError.ts'

/** A column by its name, or by its position as people write it: 0, 1, …; as a number it is the position for sure. */
export type Column = string | number

/** The columns that are asked for. */
export type ColumnChoice = {
  label: Column
  /** Of texts. */
  text?: Column | undefined
  /** Of numbers: all but the label, if they are not named. */
  features?: readonly Column[] | undefined
}

/** What a table has in its columns. */
export type Columns = {
  names: readonly string[]
  label: number
  /** The column of the text, or those of the numbers in the order that the model takes. */
  inputs: readonly number[]
}

/** The columns that are asked for by name, for sure; a number may be a name or a position. */
export function namesIn({ label, text, features = [] }: ColumnChoice): string[] {
  return [label, ...(text === undefined ? [] : [text]), ...features].filter(
    column => typeof column === 'string' && !isPosition(column),
  ) as string[]
}

/** Whether the first row has all columns that are asked for by name. */
export function hasNamed(firstRow: readonly string[], choice: ColumnChoice): boolean {
  const names = createLabelReader(firstRow)
  return namesIn(choice).every(column => names.named(column).positions.length > 0)
}

/** Whether the first row has the number by which a column is asked for, so that this could be its name. */
export function hasNumbered(
  firstRow: readonly string[],
  { label, text, features = [] }: ColumnChoice,
): boolean {
  const names = createLabelReader(firstRow)
  return [label, text ?? '', ...features].some(
    column => typeof column === 'string' && names.named(column).positions.length > 0,
  )
}

/**
 * Finds the columns that are asked for.
 *
 * @param names Those of the columns.
 * @param inputs The names of the numbers that a model takes, if it has some: columns are put in their order.
 * @param featureCount How many numbers the model takes, if that is known.
 * @throws TableError if there is no such column, or it is not clear which.
 */
export function findColumns(
  table: string,
  names: readonly string[],
  choice: ColumnChoice,
  { inputs, featureCount }: { inputs?: readonly string[] | undefined; featureCount?: number | undefined },
): Columns {
  const label = findColumn(table, names, choice.label)
  if (choice.text !== undefined) {
    const text = findColumn(table, names, choice.text)
    if (text === label)
      throw new TableError(`Text and label are the same column of ${table}.`, [listOf(names)])
    return { names, label, inputs: [text] }
  }
  const chosen = choice.features?.map(column => findColumn(table, names, column))
  const twice = chosen?.find((column, i) => chosen.indexOf(column) !== i || column === label)
  if (twice !== undefined) {
    throw new TableError(`The column "${names[twice]}" of ${table} is asked for twice.`, [listOf(names)])
  }
  const available = chosen ?? [...names.keys()].filter(column => column !== label)
  const ordered =
    inputs === undefined ? available : inOrder(table, names, available, inputs, chosen !== undefined)
  if (featureCount !== undefined && ordered.length !== featureCount) {
    throw new TableError(
      `The model takes ${featureCount} numbers; ${table} has ${ordered.length} columns of them.`,
      [listOf(names), 'Name those that it takes, in its order: --features a,b,c'],
    )
  }
  return { names, label, inputs: ordered }
}

/** Columns by the names of what a model takes; in the order in which they were named, if no name is the same. */
function inOrder(
  table: string,
  names: readonly string[],
  available: readonly number[],
  inputs: readonly string[],
  wereNamed: boolean,
): readonly number[] {
  const reader = createLabelReader(available.map(column => names[column]!))
  const found = inputs.map(input => reader.named(input).positions)
  if (wereNamed && found.every(positions => positions.length === 0)) return available
  const missing = inputs.filter((_, i) => found[i]!.length !== 1)
  if (missing.length > 0) {
    throw new TableError(
      `${table} has no column ${missing.map(name => `"${name}"`).join(', ')}, which the model takes.`,
      [
        listOf(names),
        `The model takes: ${inputs.join(', ')}.`,
        'Name the columns in that order if they are called otherwise: --features a,b,c',
      ],
    )
  }
  return found.map(([position]) => available[position!]!)
}

function findColumn(table: string, names: readonly string[], column: Column): number {
  if (typeof column === 'number') {
    if (column < names.length) return column
    throw new TableError(`${table} has no column ${column}.`, [listOf(names)])
  }
  try {
    return createLabelReader(names).read(column)
  } catch (error) {
    if (!(error instanceof LabelError)) throw error
    throw new TableError(
      error.candidates.length > 0
        ? `Several columns of ${table} are called "${column}".`
        : `${table} has no column "${column}".`,
      [listOf(names)],
    )
  }
}

function isPosition(column: string): boolean {
  return /^\s*\d+\s*$/.test(column)
}

/** The columns by their positions. */
export function listOf(names: readonly string[]): string {
  return `Its columns: ${names.map((name, position) => `${position} = ${name}`).join(', ')}.`
}
