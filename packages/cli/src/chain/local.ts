import { CliError } from '../errors.ts'
import { type Anvil, type ChainClient, chainClient, startAnvil } from './anvil.ts'
import { keepChain, restoreClock } from './keeper.ts'
import { lockState } from './lock.ts'
import { corruptState, foreignState, openStateFolder, type SavedState } from './state.ts'

export type LocalChain = {
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
 * @throws CliError when the folder is in use, damaged, or of another version of the contracts.
 */
export async function startLocalChain(folder: string, port: number, trainers: string[]): Promise<LocalChain> {
  const state = await openStateFolder(folder)
  const lock = await lockState(state.path)
  try {
    const saved = await state.load()
    if (saved?.notes.trainers.some(trainer => !trainers.includes(trainer))) throw foreignState(state.path)
    const anvil = await start(state.path, port, saved)
    const client = chainClient(anvil.rpcUrl)
    await restoreClock(client, saved?.notes.clockAhead ?? 0)
    const keeper = keepChain(client, state, trainers)
    const close = async () => {
      await keeper.close().finally(anvil.stop).finally(lock.release)
    }
    return { rpcUrl: anvil.rpcUrl, client, resumed: saved !== undefined, exited: anvil.exited, close }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function start(folder: string, port: number, saved: SavedState | undefined): Promise<Anvil> {
  if (saved === undefined) return startAnvil({ port })
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
