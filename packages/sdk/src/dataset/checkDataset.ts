import { DatasetChecker, type DatasetProblem } from './check.ts'
import type { DatasetCard, DatasetRow } from './types.ts'

export type CheckDatasetParameters = {
  card: DatasetCard
  /** The lines of `samples.jsonl`, without their ends. */
  lines: Iterable<string> | AsyncIterable<string>
  /** Called with each row that could be read, and its number from 1. */
  onRow?: ((row: DatasetRow, number: number) => void | Promise<void>) | undefined
}
export type CheckDatasetReturnType = {
  /** The first hundred that were found; none if all is as it should be. */
  problems: readonly DatasetProblem[]
  /** How many were found. */
  count: number
  rows: number
}

/**
 * Checks the files of a data set against the record in its card, without a chain: what the log has of contributions
 * (contributor, time, label, deposit, sample, changes). That the card is true, and all that the log does not have (status,
 * learned, words, …), only `verifyDataset` can say.
 *
 * @example
 * const { problems } = await checkDataset({ card: readDatasetCard(json), lines: jsonl.trimEnd().split('\n') })
 */
export async function checkDataset(parameters: CheckDatasetParameters): Promise<CheckDatasetReturnType> {
  const checker = new DatasetChecker(parameters.card)
  const rows = await addAll(checker, parameters)
  checker.finish()
  return { problems: checker.problems, count: checker.count, rows }
}

/** Gives all lines to a checker. @returns How many there were. */
export async function addAll(
  checker: DatasetChecker,
  { lines, onRow }: Omit<CheckDatasetParameters, 'card'>,
): Promise<number> {
  let number = 0
  for await (const line of lines) {
    number++
    const row = checker.add(line)
    if (row) await onRow?.(row, number)
  }
  return number
}
