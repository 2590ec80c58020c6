import { CotrainError } from '@cotrain/sdk/errors'

/** What is wrong with a line, counted from 1. */
export type Problem = { line: number; problem: string }

/** So many lines are shown of those that are wrong. */
const shown = 10

/** A table cannot be read as it was asked to; where lines are wrong, all of them are in `problems`. */
export class TableError extends CotrainError {
  override name = 'TableError'
  constructor(
    message: string,
    fixes: readonly string[],
    readonly problems: readonly Problem[] = [],
  ) {
    super(message, { metaMessages: fixes })
  }
}

/**
 * @param hints What helps with all of them, a sentence each.
 * @throws TableError that counts the lines that are wrong and shows the first, if there are any.
 */
export function checkProblems(
  name: string,
  problems: readonly Problem[],
  hints: readonly string[] = [],
): void {
  if (problems.length === 0) return
  const sorted = [...problems].sort((a, b) => a.line - b.line)
  const lines = new Set(sorted.map(({ line }) => line)).size
  const rest = sorted.length - shown
  throw new TableError(
    `${lines === 1 ? 'A line' : `${lines} lines`} of ${name} cannot be used; nothing was done.`,
    [
      ...sorted.slice(0, shown).map(({ line, problem }) => `Line ${line} ${problem}.`),
      ...(rest > 0 ? [`And ${rest} more.`] : []),
      ...hints,
      'Mend the lines, or leave them out.',
    ],
    sorted,
  )
}
