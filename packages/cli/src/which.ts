import { CliError } from './errors.ts'
import type { OptionsOf } from './program/given.ts'
import type { which } from './program/options.ts'

/**
 * Checks that the user said which contributions are meant.
 *
 * @throws CliError when neither or both of --index and --all are given.
 */
export function checkWhich({ index, all }: OptionsOf<ReturnType<typeof which>>): void {
  if ((index === undefined) === (all !== true)) {
    throw new CliError('Say which: --index N for one contribution, or --all.', [
      '`cotrain status` lists them.',
    ])
  }
}
