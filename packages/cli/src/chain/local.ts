import { CliError } from '../errors.ts'
import { type Anvil, type ChainClient, chainClient, startAnvil } from './anvil.ts'
import { keepChain, restoreClock } from './keeper.ts'
import { lockFolder } from './lock.ts'
import { corruptState, foreignState, openStateFolder, type SavedState } from './state.ts'

export type LocalChain = {
  /** The folder that keeps it. */
  folder: string
  rpcUrl: string
  client: ChainClient
  /** Whether it goes on from what an earlier run has saved. */
  resumed: boolean
  /** Resolves when anvil is gone, whoever ended it. */
  exited: Promise<void>
  /** Saves, stops anvil and frees the state folder. */
  close: () => Promise<void>
}

/**
 * Starts the local chain that is kept in `folder`, or a new one.
 *
 * @param port A free port.
 * @param trainers The addresses of this version's trainers.
 * @param past How long before now a new chain begins, in seconds.
 * @param warn Is told when the chain cannot be saved.
 * @throws CliError when the folder is in use, damaged, or of another version of the contracts.
 */
export async function startLocalChain(
  folder: string,
  port: number,
  trainers: string[],
  past = 0,
  warn: (text: string) => void = () => {},
): Promise<LocalChain> {
  const state = await openStateFolder(folder)
  const lock = await lockFolder(
    state.path,
    holder =>
      new CliError(
        `The state folder ${state.path} is in use by another \`cotrain up\` (process ${holder}).`,
        ['Stop that one first, or give this one its own folder and port: --state DIR --port N.'],
      ),
  )
  try {
    const saved = await state.load()
    if (saved?.notes.trainers.some(trainer => !trainers.includes(trainer))) throw foreignState(state.path)
    const anvil = await start(state.path, port, saved, past)
    const client = chainClient(anvil.rpcUrl)
    await restoreClock(client, saved?.notes.clockAhead ?? 0)
    const keeper = keepChain(client, state, trainers, warn)
    const close = async () => {
      await keeper.close().finally(anvil.stop).finally(lock.release)
    }
    return {
      folder: state.path,
      rpcUrl: anvil.rpcUrl,
      client,
      resumed: saved !== undefined,
      exited: anvil.exited,
      close,
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function start(
  folder: string,
  port: number,
  saved: SavedState | undefined,
  past: number,
): Promise<Anvil> {
  const beginning = Math.floor(Date.now() / 1_000) - past
  if (saved === undefined) return startAnvil({ port, extra: ['--timestamp', String(beginning)] })
  const loading = await saved.unpack()
  try {
    return await startAnvil({ port, loadState: loading.file })
  } catch (error) {
    const taken = error instanceof CliError && error.hints.some(hint => /in use/i.test(hint))
    throw taken ? error : corruptState(folder, error)
  } finally {
    await loading.remove()
  }
}
