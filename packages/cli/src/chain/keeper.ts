import { FileWriteError } from '@cotrain/simulator/files'
import type { Hex } from 'viem'
import { hexToBytes } from 'viem'
import { getBlock } from 'viem/actions'
import type { ChainClient } from './anvil.ts'
import type { StateFolder } from './state.ts'

/** How often we look at the chain, and how old its last block may become, in seconds. */
const LOOK = 1
const MIN_IDLE = 12
const MAX_IDLE = 120

/** Keeps a running local chain on disk, and its blocks fresh. */
export type Keeper = {
  /** Ends the watch and saves what has not been saved yet. */
  close: () => Promise<void>
}

/**
 * Watches a local chain once a second:
 * - a chain with new transactions is saved, so that a crash loses little;
 * - a chain at rest gets an empty block now and then, as any public chain would. Nodes run calls and gas estimates
 *   at the time of the last block, so without it a refund that is due would still look too early. The rests grow
 *   from 12 seconds to two minutes, so that a chain left alone for days stays small.
 *
 * @param warn Is told once when the chain cannot be saved, so that nobody learns it only when it is too late.
 */
export function keepChain(
  client: ChainClient,
  folder: StateFolder,
  trainers: string[],
  warn: (text: string) => void,
): Keeper {
  let saved: { hash: Hex | null; ahead: number } = { hash: null, ahead: 0 }
  /** The empty block that we mined last: no reason to save. */
  let idleBlock: Hex | null = null
  let busy: Promise<void> = Promise.resolve()
  let lastUse = Date.now()
  let lastMined = Date.now()

  const save = async () => {
    const head = await getBlock(client)
    const ahead = await clockAhead(client)
    if (head.hash === saved.hash && Math.abs(ahead - saved.ahead) <= 1) return
    const dump = await client.request({ method: 'anvil_dumpState' })
    await folder.save(Buffer.from(hexToBytes(dump)), { clockAhead: ahead, trainers })
    saved = { hash: head.hash, ahead }
  }

  const mineIdleBlock = async (previous: bigint) => {
    await client.mine({ blocks: 1 })
    const head = await getBlock(client)
    // a transaction that slipped in between makes it an ordinary block
    idleBlock = head.number === previous + 1n && head.transactions.length === 0 ? head.hash : null
    lastMined = Date.now()
  }

  const look = async () => {
    const head = await getBlock(client)
    if (head.hash !== saved.hash && head.hash !== idleBlock) {
      lastUse = lastMined = Date.now()
      await save()
    }
    const rest = Math.min(MAX_IDLE, Math.max(MIN_IDLE, (Date.now() - lastUse) / 50_000))
    if (Date.now() - lastMined > rest * 1_000) await mineIdleBlock(head.number)
  }

  let warned = false
  const trouble = (error: unknown) => {
    // the process that runs anvil notices when it is gone
    if (!(error instanceof FileWriteError) || warned) return
    warned = true
    warn(`${error.message} What happens on the chain from now on is lost when it stops.`)
  }

  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    busy = look()
      .catch(trouble)
      .finally(() => {
        looking = false
      })
  }, LOOK * 1_000)

  return {
    close: async () => {
      clearInterval(timer)
      await busy
      await save()
    },
  }
}

/** @returns How far the chain's clock is ahead of the wall clock, in seconds, not below 0. */
export async function clockAhead(client: ChainClient): Promise<number> {
  const pending = await getBlock(client, { blockTag: 'pending' })
  return Math.max(0, Number(pending.timestamp) - Math.floor(Date.now() / 1_000))
}

/**
 * Sets the clock of a chain that was loaded from disk, where anvil starts again at the wall clock's time: as far
 * ahead as it was, and never behind the last block.
 */
export async function restoreClock(client: ChainClient, ahead: number): Promise<void> {
  const head = await getBlock(client)
  const behind = Number(head.timestamp) - Math.floor(Date.now() / 1_000)
  const seconds = Math.max(ahead, behind)
  if (seconds > 0) await client.increaseTime({ seconds })
}

/** Moves the clock of a chain that is behind the wall clock up to it. */
export async function catchUp(client: ChainClient): Promise<void> {
  const pending = await getBlock(client, { blockTag: 'pending' })
  const seconds = Math.floor(Date.now() / 1_000) - Number(pending.timestamp)
  if (seconds <= 0) return
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
}
