import { listModels } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Client } from 'viem'
import { useClient } from 'wagmi'
import { useHead } from '../network/head.ts'
import { storage } from '../network/storage.ts'

/** All models of the chain as of a block; read anew with every block. */
export const modelsQueryOptions = (client: Client, blockNumber: bigint | undefined) =>
  queryOptions({
    queryKey: ['models', client.chain?.id, String(blockNumber)],
    queryFn: () => listModels(client as never, { storage }),
    enabled: blockNumber !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })

export function useModels() {
  const client = useClient()
  const { data: head } = useHead()
  return useQuery(modelsQueryOptions(client!, head?.blockNumber))
}
