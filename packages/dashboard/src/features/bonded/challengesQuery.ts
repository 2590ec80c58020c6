import { formatModelId, listChallenges } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Address, type Client, zeroAddress } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import { historyKey } from '../model/historyKey.ts'
import { usePassed } from '../model/moments.ts'
import type { BondedModel } from '../model/readyModel.ts'
import { useClock } from '../model/useOfNow.ts'

/** What of the present a list of challenges depends on. */
interface Present {
  /** How many of the moments have passed at which something becomes final. */
  passed: number | undefined
  clock: () => number | undefined
}

/** What was asserted, until when it can be challenged, and what the account has at stake. From the twin, but for rulings. */
export const challengesQueryOptions = (
  client: Client,
  { reference, synced }: BondedModel,
  account: Address = zeroAddress,
  { passed, clock }: Present,
) => {
  // what an arbiter has ruled is no event of the model
  const isDisputed = synced.contributions.some(({ status }) => status === 'disputed')
  const asOf = isDisputed ? synced.blockHash : historyKey(synced)
  return queryOptions({
    queryKey: ['challenges', formatModelId(reference), asOf, account, passed],
    queryFn: () =>
      listChallenges(client as never, { model: reference, account, synced, time: BigInt(clock()!) }),
    enabled: passed !== undefined,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 5_000,
  })
}

/** When what was asserted becomes final, in seconds since 1970. */
export function challengeMoments({ synced, twin, reference }: BondedModel): number[] {
  const { challengeTime } = twin.incentive(reference.modelId).options
  return synced.contributions.map(({ time, challenges, dispute }) =>
    dispute ? Number(dispute.until) : (challenges?.at(-1)?.time ?? time) + challengeTime,
  )
}

export function useChallenges(model: BondedModel) {
  const client = useClient()
  const clock = useClock()
  const moments = useMemo(() => challengeMoments(model), [model])
  const passed = usePassed(moments)
  return useQuery(challengesQueryOptions(client!, model, useAccountAddress(), { passed, clock }))
}
