import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Client, Hash } from 'viem'
import { getBlock } from 'viem/actions'
import { useClient } from 'wagmi'
import { useNetwork } from './NetworkContext.tsx'
import type { Network } from './network.ts'
import { pollingInterval } from './wagmiConfig.ts'

/** Where the chain stands. */
export interface Head {
  blockNumber: bigint
  /** The hash of that block; another one at the same number after a reorganisation. */
  blockHash: Hash
  /** What the chain's clock would show in a block made at `readAt`, seconds since 1970. */
  time: number
  /** The page's clock when the head was read, milliseconds since 1970. */
  readAt: number
}

/** Polls the head; everything that follows the chain hangs on its block number. */
export const headQueryOptions = (client: Client, network: Network) =>
  queryOptions({
    queryKey: ['head', network.chain.id, network.rpcUrl],
    queryFn: () => readHead(client, network.local),
    refetchInterval: pollingInterval(network),
    retry: false,
  })

/**
 * A local chain makes blocks when there is something to put into them and its clock can be ahead, so the time comes
 * from its pending block. Others make blocks all the time, by the world's clock.
 */
async function readHead(client: Client, local: boolean): Promise<Head> {
  const block = await getBlock(client, { blockTag: local ? 'pending' : 'latest' })
  const readAt = Date.now()
  const time = local ? Number(block.timestamp) : Math.max(Number(block.timestamp), Math.floor(readAt / 1000))
  const [blockNumber, blockHash] = local
    ? [block.number! - 1n, block.parentHash]
    : [block.number!, block.hash!]
  return { blockNumber, blockHash, time, readAt }
}

export function useHead() {
  const network = useNetwork()
  const client = useClient()
  return useQuery(headQueryOptions(client!, network))
}
