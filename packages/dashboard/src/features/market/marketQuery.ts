import { formatModelId, getMarket, listRewards, planSettlement } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Address, type Client, zeroAddress } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import { historyKey } from '../model/historyKey.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useClock, useOfNow } from '../model/useOfNow.ts'
import { type PhaseName, phaseAt } from './phases.ts'

const keyOf = (part: string, { reference, synced }: MarketModel) => [
  part,
  formatModelId(reference),
  historyKey(synced),
]

const fresh = { placeholderData: keepPreviousData, gcTime: 5_000 }

/** What of the present a market depends on. */
interface Present {
  phase: PhaseName | undefined
  clock: () => number | undefined
}

export function usePresent(model: MarketModel): Present {
  const clock = useClock()
  return { phase: useOfNow(useCallback((now: number) => phaseAt(model, now), [model])), clock }
}

/** A market's phase, timeline and figures. From the twin: the chain is not asked. */
export const marketQueryOptions = (client: Client, model: MarketModel, { phase, clock }: Present) => {
  const { reference, synced } = model
  return queryOptions({
    queryKey: [...keyOf('market', model), phase],
    queryFn: () => getMarket(client as never, { model: reference, synced, time: BigInt(clock()!) }),
    enabled: phase !== undefined,
    ...fresh,
  })
}

export function useMarket(model: MarketModel) {
  const client = useClient()
  return useQuery(marketQueryOptions(client!, model, usePresent(model)))
}

/** The bundles of all markets of a model, what each came to, and what `account` can claim of it. */
export const rewardsQueryOptions = (
  client: Client,
  model: MarketModel,
  account: Address | undefined,
  { phase, clock }: Present,
) => {
  const { reference, synced } = model
  return queryOptions({
    queryKey: [...keyOf('rewards', model), account, phase],
    queryFn: () =>
      listRewards(client as never, {
        model: reference,
        account: account ?? zeroAddress,
        synced,
        time: BigInt(clock()!),
      }),
    enabled: phase !== undefined,
    ...fresh,
  })
}

export function useRewards(model: MarketModel) {
  const client = useClient()
  return useQuery(rewardsQueryOptions(client!, model, useAccountAddress(), usePresent(model)))
}

/** The next step of the settlement, with its gas. */
export function usePlan(model: MarketModel) {
  const client = useClient()
  const { reference, synced } = model
  const account = useAccountAddress() ?? zeroAddress
  return useQuery({
    queryKey: [...keyOf('plan', model), account],
    queryFn: async () =>
      (await planSettlement(client as never, { model: reference, synced, account })) ?? null,
    ...fresh,
  })
}
