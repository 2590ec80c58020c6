import { existsSync } from 'node:fs'
import { access, constants, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { SentTransaction } from '@cotrain/sdk'
import { replaceFile } from '@cotrain/simulator/files'
import { CliError } from '../errors.ts'
import type { Sender } from '../sending/sender.ts'

/**
 * Writes a secret to a new file that only its owner can read.
 *
 * @param wayOut - What to do if there is such a file
 * @param isDryRun - Whether only to look whether it could be written
 * @throws CliError when the file exists
 */
export async function writeNewFile(
  path: string,
  text: string,
  { wayOut, isDryRun }: { wayOut: readonly string[]; isDryRun: boolean },
): Promise<void> {
  if (isDryRun) {
    if (existsSync(path)) throw exists(path, wayOut)
    return access(dirname(resolve(path)), constants.W_OK)
  }
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw exists(path, wayOut)
  }
  try {
    replaceFile(path, text)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

const exists = (path: string, wayOut: readonly string[]) =>
  new CliError(`${path} exists, and is not overwritten.`, wayOut)

/**
 * Sends what the secrets in some new files are about. If nothing goes out, they are about nothing and are removed again;
 * otherwise they stay whatever happens, since the transaction may still be mined.
 */
export async function sendWithFiles<result>(
  paths: readonly string[],
  sender: Sender,
  send: (onHash: (transaction: SentTransaction) => Promise<void>) => Promise<result>,
): Promise<result> {
  let isSent = false
  try {
    return await send(async transaction => {
      await sender.noted(transaction)
      isSent = true
    })
  } catch (error) {
    if (!isSent) await Promise.all(paths.map(path => rm(path, { force: true })))
    throw error
  }
}
