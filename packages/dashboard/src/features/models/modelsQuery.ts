import type { Model } from '@cotrain/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Client } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { useClient } from 'wagmi'
import { useOnHead } from '../model/useOnHead.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { Network } from '../network/network.ts'
import { storage } from '../network/storage.ts'
import { pollingInterval } from '../network/wagmiConfig.ts'
import type { Known } from './readNews.ts'

/** So far behind, all models are read again instead of what happened to them. */
const manyBlocks = 1_000n

/**
 * All models of the chain. At first they are listed; then, of new blocks, what the trainers have told is read, and only
 * the models that it is about.
 */
export const modelsQueryOptions = (client: Client, network: Network) =>
  queryOptions({
    queryKey: ['models', network.chain.id, network.rpcUrl],
    queryFn: async ({ client: queryClient, queryKey }): Promise<Known> => {
      const known = queryClient.getQueryData<Known>(queryKey)
      const head = await getBlockNumber(client, { cacheTime: 0 })
      const isNear = known && head >= known.blockNumber && head - known.blockNumber < manyBlocks
      const { readNews } = await import('./readNews.ts')
      return (isNear && (await readNews(client, known, head))) || readAll(client, head)
    },
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: query => (query.state.status === 'error' ? pollingInterval(network) : false),
    structuralSharing: false,
  })

async function readAll(client: Client, head: bigint): Promise<Known> {
  const { listModels } = await import('../model/reading.ts')
  const models: readonly Model[] = await listModels(client as never, { storage })
  return { models, blockNumber: head, recent: new Map() }
}

/** The models of the chain, as of its head. */
export function useModels() {
  const client = useClient()!
  const queryClient = useQueryClient()
  const options = modelsQueryOptions(client, useNetwork())
  useOnHead(({ blockNumber }) => {
    const state = queryClient.getQueryState<Known>(options.queryKey)
    if (state?.fetchStatus !== 'idle' || state.data?.blockNumber === blockNumber) return
    queryClient.refetchQueries(
      { queryKey: options.queryKey, exact: true, type: 'active' },
      { cancelRefetch: false },
    )
  })
  return useQuery({ ...options, select: modelsOf })
}

const modelsOf = ({ models }: Known) => models
