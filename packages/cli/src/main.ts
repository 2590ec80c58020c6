import { readFile } from 'node:fs/promises'
import { createProgram } from './program.ts'

/**
 * Runs the command line.
 *
 * @param argv As in `process.argv`.
 */
export async function main(argv: readonly string[]): Promise<void> {
  // a reader that has seen enough, such as `head`, is no failure
  process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1))
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  await createProgram(version).parseAsync(argv)
}
