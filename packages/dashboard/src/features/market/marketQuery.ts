import { formatModelId, getMarket, listRewards, planSettlement } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type Address, type Client, zeroAddress } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
import { phaseAt } from './phases.ts'

const keyOf = (part: string, { reference, synced }: MarketModel) => [
  part,
  formatModelId(reference),
  synced.blockHash,
]

const fresh = { placeholderData: keepPreviousData, gcTime: 5_000 }

/** A market's phase, timeline and figures. From the twin: the chain is not asked. */
export const marketQueryOptions = (client: Client, model: MarketModel, now: number | undefined) => {
  const { reference, synced } = model
  return queryOptions({
    queryKey: [...keyOf('market', model), now === undefined ? undefined : phaseAt(model, now)],
    queryFn: () => getMarket(client as never, { model: reference, synced, time: BigInt(now!) }),
    enabled: now !== undefined,
    ...fresh,
  })
}

export function useMarket(model: MarketModel) {
  const client = useClient()
  return useQuery(marketQueryOptions(client!, model, useNow()))
}

/** The bundles of all markets of a model, what each came to, and what `account` can claim of it. */
export const rewardsQueryOptions = (
  client: Client,
  model: MarketModel,
  account: Address | undefined,
  now: number | undefined,
) => {
  const { reference, synced } = model
  return queryOptions({
    queryKey: [...keyOf('rewards', model), account, now === undefined ? undefined : phaseAt(model, now)],
    queryFn: () =>
      listRewards(client as never, {
        model: reference,
        account: account ?? zeroAddress,
        synced,
        time: BigInt(now!),
      }),
    enabled: now !== undefined,
    ...fresh,
  })
}

export function useRewards(model: MarketModel) {
  const client = useClient()
  return useQuery(rewardsQueryOptions(client!, model, useAccountAddress(), useNow()))
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
