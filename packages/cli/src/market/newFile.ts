import { rm, writeFile } from 'node:fs/promises'
import type { SentTransaction } from '@cotrain/sdk'
import { replaceFile } from '@cotrain/simulator/files'
import { CliError } from '../errors.ts'
import { noticeSent } from '../sending/notices.ts'

/**
 * Writes a secret to a new file that only its owner can read.
 *
 * @param wayOut - What to do if there is such a file
 * @throws CliError when the file exists
 */
export async function writeNewFile(path: string, text: string, wayOut: readonly string[]): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new CliError(`${path} exists, and is not overwritten.`, wayOut)
  }
  try {
    replaceFile(path, text)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/**
 * Sends what the secrets in some new files are about. If nothing goes out, they are about nothing and are removed again;
 * otherwise they stay whatever happens, since the transaction may still be mined.
 */
export async function sendWithFiles<result>(
  paths: readonly string[],
  send: (onHash: (transaction: SentTransaction) => void) => Promise<result>,
): Promise<result> {
  let isSent = false
  try {
    return await send(transaction => {
      isSent = true
      noticeSent(transaction)
    })
  } catch (error) {
    if (!isSent) await Promise.all(paths.map(path => rm(path, { force: true })))
    throw error
  }
}
