import { type Claim, formatModelId, listClaims } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Address, Client } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import { historyKey } from '../model/historyKey.ts'
import { usePassed } from '../model/moments.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { useClock } from '../model/useOfNow.ts'

/** What of the present a list of claims depends on. */
interface Present {
  /** How many of the moments have passed at which some contribution can be claimed by more people. */
  passed: number | undefined
  clock: () => number | undefined
}

/** What an account can claim of a model, now or later. From the twin: the chain is not asked. */
export const claimsQueryOptions = (
  client: Client,
  model: DepositModel,
  account: Address | undefined,
  { passed, clock }: Present,
) => {
  const { synced, reference } = model
  return queryOptions({
    queryKey: ['claims', formatModelId(reference), account, historyKey(synced), passed],
    queryFn: (): Promise<Claim[]> =>
      listClaims(client as never, { model: reference, account: account!, synced, time: BigInt(clock()!) }),
    enabled: account !== undefined && passed !== undefined,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 5_000,
  })
}

/** When contributions of a model can be claimed by more people, in seconds since 1970. */
function claimMoments({ synced, twin, reference }: DepositModel): number[] {
  const { refundTime, ownerClaimTime, anyClaimTime } = twin.incentive(reference.modelId).options
  const open = synced.contributions.filter(({ status }) => status === 'open')
  return open.flatMap(({ time }) => [time + refundTime, time + ownerClaimTime, time + anyClaimTime])
}

export function useClaims(model: DepositModel) {
  const client = useClient()
  const clock = useClock()
  const moments = useMemo(() => claimMoments(model), [model])
  const passed = usePassed(moments)
  return useQuery(claimsQueryOptions(client!, model, useAccountAddress(), { passed, clock }))
}
