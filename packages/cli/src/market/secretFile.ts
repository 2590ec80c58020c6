import { rm, writeFile } from 'node:fs/promises'
import { encodeTestSet, parseTestSet, type TestSet } from '@cotrain/sdk'
import { replaceFile } from '@cotrain/simulator/files'
import { CliError } from '../errors.ts'
import { readTextFile } from '../textFile.ts'

/**
 * Writes the sponsor's test set and salts to a new file that only its owner can read: whoever has it knows the test
 * set. Goes to disk before anything is sent, since a commitment whose salts are lost ends in a default.
 *
 * @throws CliError when the file exists.
 */
export async function writeSecret(path: string, testSet: TestSet): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new CliError(`${path} exists, and may hold the secret of another market.`, [
      'Name another file with --secret FILE, or go on with that market: cotrain market create --resume.',
    ])
  }
  try {
    replaceFile(path, encodeTestSet(testSet))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/**
 * The test set and salts of a market's sponsor.
 *
 * @throws CliError when there is no such file, TestSetError when it holds something else.
 */
export async function readSecret(path: string): Promise<TestSet> {
  const text = await readTextFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CliError(`There is no file ${path}.`, [
      'Name the file that `cotrain market create` wrote with --secret FILE.',
    ])
  })
  return parseTestSet(text)
}
