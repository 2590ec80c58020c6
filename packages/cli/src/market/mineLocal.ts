import { getBlockNumber } from 'viem/actions'
import { chainClient } from '../chain/anvil.ts'
import type { Connection } from '../context.ts'

/** A quiet local chain makes no blocks by itself: makes those that a market's draw waits for. */
export async function mineUpTo(client: Connection, rpc: string, block: bigint): Promise<void> {
  const version = await client.request({ method: 'web3_clientVersion' })
  if (!version.toLowerCase().startsWith('anvil')) return
  const missing = Number(block - (await getBlockNumber(client, { cacheTime: 0 })))
  if (missing > 0) await chainClient(rpc).mine({ blocks: missing })
}
