import { CliError } from './errors.ts'

/** How commands take one contribution or all. */
export type Which = { index?: number; all?: boolean }

/**
 * Checks that the user said which contributions are meant.
 *
 * @throws CliError when neither or both of --index and --all are given.
 */
export function checkWhich({ index, all }: Which): void {
  if ((index === undefined) === (all !== true)) {
    throw new CliError('Say which: --index N for one contribution, or --all.', [
      '`cotrain status` lists them.',
    ])
  }
}
