import { formatModelId, listChallenges } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type Address, type Client, zeroAddress } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import type { BondedModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** What was asserted, until when it can be challenged, and what the account has at stake. From the twin, but for rulings. */
export const challengesQueryOptions = (
  client: Client,
  model: BondedModel,
  account: Address = zeroAddress,
  now: number | undefined,
) => {
  const { reference, synced, twin } = model
  const { challengeTime } = twin.incentive(reference.modelId).options
  const ends = synced.contributions.map(({ time, challenges, dispute }) =>
    dispute ? Number(dispute.until) : (challenges?.at(-1)?.time ?? time) + challengeTime,
  )
  const due = ends.filter(end => now !== undefined && now >= end).length
  return queryOptions({
    queryKey: ['challenges', formatModelId(reference), synced.blockHash, account, due],
    queryFn: () => listChallenges(client as never, { model: reference, account, synced, time: BigInt(now!) }),
    enabled: now !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

export function useChallenges(model: BondedModel) {
  const client = useClient()
  return useQuery(challengesQueryOptions(client!, model, useAccountAddress(), useNow()))
}
