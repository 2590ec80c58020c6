import { type Claim, formatModelId, listClaims } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Address, Client } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** What an account can claim of a model, now or later. From the twin: the chain is not asked. */
export const claimsQueryOptions = (
  client: Client,
  model: DepositModel,
  account: Address | undefined,
  now: number | undefined,
) => {
  const { synced, reference } = model
  return queryOptions({
    queryKey: ['claims', formatModelId(reference), account, synced.blockHash, phase(model, now)],
    queryFn: (): Promise<Claim[]> =>
      listClaims(client as never, { model: reference, account: account!, synced, time: BigInt(now!) }),
    enabled: account !== undefined && now !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

/** How many of the moments have passed at which some contribution can be claimed by more people. */
function phase({ synced, twin, reference }: DepositModel, now: number | undefined): number {
  if (now === undefined) return 0
  const { refundTime, ownerClaimTime, anyClaimTime } = twin.incentive(reference.modelId).options
  const delays = [refundTime, ownerClaimTime, anyClaimTime]
  const passed = (time: number) => delays.filter(delay => now >= time + delay).length
  return synced.contributions.reduce((sum, { time }) => sum + passed(time), 0)
}

export function useClaims(model: DepositModel) {
  const client = useClient()
  return useQuery(claimsQueryOptions(client!, model, useAccountAddress(), useNow()))
}
