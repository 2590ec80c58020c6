import { readFile } from 'node:fs/promises'
import { createProgram } from './program.ts'

/**
 * Runs the command line.
 *
 * @param argv As in `process.argv`.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  await createProgram(version).parseAsync(argv)
}
