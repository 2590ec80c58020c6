import { parseModelId } from '@cotrain/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Address } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { useClient } from 'wagmi'
import { createStoredList } from '../../ui/storedList.ts'
import { useOnHead } from '../model/useOnHead.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { type Involvement, lookOn } from './involvement.ts'

/** Accounts of which the browser keeps how far it has looked. */
const kept = 20

const isInvolvement = (value: unknown): value is Involvement => {
  const { chainId, account, models, from, to } = (value ?? {}) as Partial<Record<string, unknown>>
  const isList = Array.isArray(models) && models.every(id => typeof id === 'string' && isModelId(id))
  return [chainId, from, to].every(Number.isSafeInteger) && typeof account === 'string' && isList
}

function isModelId(text: string): boolean {
  try {
    parseModelId(text)
    return true
  } catch {
    return false
  }
}

const list = createStoredList('cotrain.involvement', isInvolvement)

function keep(involvement: Involvement): void {
  const { chainId, account } = involvement
  const others = list.read().filter(each => each.chainId !== chainId || each.account !== account)
  list.write([involvement, ...others].slice(0, kept))
}

/** In which models an account has done something. It is looked for in new blocks, and on `refetch` further back. */
export function useInvolvement(account: Address | undefined) {
  const client = useClient()!
  const { chain, rpcUrl } = useNetwork()
  const queryClient = useQueryClient()
  const queryKey = useMemo(() => ['involvement', chain.id, rpcUrl, account], [chain.id, rpcUrl, account])
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const head = Number(await getBlockNumber(client, { cacheTime: 0 }))
      const isOfAccount = (each: Involvement) =>
        each.chainId === chain.id && each.account === account!.toLowerCase()
      const known = queryClient.getQueryData<Involvement>(queryKey) ?? list.read().find(isOfAccount)
      const involvement = await lookOn(client, { chainId: chain.id, account: account!, head, known })
      keep(involvement)
      return involvement
    },
    enabled: account !== undefined,
    staleTime: Infinity,
    retry: false,
  })
  useOnHead(({ blockNumber }) => {
    const state = queryClient.getQueryState<Involvement>(queryKey)
    if (state?.fetchStatus !== 'idle' || !state.data || state.data.to === Number(blockNumber)) return
    queryClient.refetchQueries({ queryKey, exact: true, type: 'active' }, { cancelRefetch: false })
  })
  return query
}
