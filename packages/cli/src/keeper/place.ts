import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { type FolderLock, lockFolder } from '../chain/lock.ts'
import { CliError } from '../errors.ts'

/** The folder of the keeper of an account on a chain, for which only one may run on a machine. */
export async function takePlace(
  chainId: number,
  account: Address,
): Promise<{ folder: string; lock: FolderLock }> {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state')
  const folder = join(state, 'cotrain', 'keeper', `${chainId}-${account.toLowerCase()}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(
    folder,
    holder =>
      new CliError(`Another keeper of ${account} runs on this machine (process ${holder}).`, [
        'Stop that one first: two would send the same, and pay for it twice.',
      ]),
  )
  return { folder, lock }
}
