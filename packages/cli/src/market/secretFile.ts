import { encodeTestSet, parseTestSet, type TestSet } from '@cotrain/sdk'
import { CliError } from '../errors.ts'
import { readTextFile } from '../textFile.ts'
import { writeNewFile } from './newFile.ts'
import type { MarketModel } from './types.ts'

/** How the sponsor's file is named when the user does not say: by the model, and by the number of its market. */
export function secretName({ modelId }: MarketModel, market: number): string {
  return `cotrain-test-set-${modelId}-${market + 1}.secret.json`
}

/**
 * Writes the sponsor's test set and its salt to a new file that only its owner can read: whoever has it knows the test
 * set. Goes to disk before anything is sent, since a market whose test set is lost ends in a default.
 *
 * @throws CliError when the file exists
 */
export async function writeSecret(
  path: string,
  testSet: TestSet,
  { isDryRun }: { isDryRun: boolean } = { isDryRun: false },
): Promise<void> {
  const wayOut = [
    'It may hold the test set of another market. Name another file with --secret FILE,',
    'or open a market with the test set in it: leave out --test-set.',
  ]
  await writeNewFile(path, encodeTestSet(testSet), { wayOut, isDryRun })
}

/**
 * The test set of a market's sponsor.
 *
 * @throws CliError when there is no such file, TestSetError when it holds something else
 */
export async function readSecret(path: string): Promise<TestSet> {
  const text = await readTextFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CliError(`There is no file ${path}.`, [
      'Name the file that `cotrain market open` wrote with --secret FILE.',
    ])
  })
  return parseTestSet(text)
}
