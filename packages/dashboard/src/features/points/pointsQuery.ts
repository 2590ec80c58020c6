import {
  formatModelId,
  getLeaderboard,
  type ListPointsReturnType,
  listBadges,
  listPoints,
} from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Address, Client } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import { historyKey } from '../model/historyKey.ts'
import { usePassed } from '../model/moments.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { useClock, useOfNow } from '../model/useOfNow.ts'

/** What of the present a list of points depends on. */
interface Present {
  /** How many of the moments have passed at which something can be verified, reported or confirmed. */
  passed: number | undefined
  /** Days since 1970: what can be earned is limited by the day. */
  today: number | undefined
  clock: () => number | undefined
}

/** What an account can do for points of a model, now or later. From the twin: the chain is not asked. */
export const pointsQueryOptions = (
  client: Client,
  model: PointsModel,
  account: Address | undefined,
  { passed, today, clock }: Present,
) => {
  const { synced, reference } = model
  return queryOptions({
    queryKey: [...keyOf('points', model), account, passed, today],
    queryFn: (): Promise<ListPointsReturnType> =>
      listPoints(client as never, { model: reference, account: account!, synced, time: BigInt(clock()!) }),
    enabled: account !== undefined && passed !== undefined,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 5_000,
  })
}

/** Of what changes with the model's events only. */
const keyOf = (part: string, { reference, synced }: PointsModel) => [
  part,
  formatModelId(reference),
  historyKey(synced),
]

const day = 86_400
const dayOf = (now: number) => Math.floor(now / day)
const monthOf = (now: number) => Math.floor(now / (30 * day))

/** When something of a model can be verified, reported or confirmed, in seconds since 1970. */
function pointMoments({ synced, twin, reference }: PointsModel): number[] {
  const { verifyTime, confirmTime } = twin.incentive(reference.modelId).options
  const open = synced.contributions.filter(({ status }) => status === 'open')
  return open.flatMap(({ index, time }) => {
    const reported = twin.report(reference.modelId, index).time
    return reported > 0 ? [time + verifyTime, reported + confirmTime] : [time + verifyTime]
  })
}

export function usePoints(model: PointsModel) {
  const client = useClient()
  const clock = useClock()
  const moments = useMemo(() => pointMoments(model), [model])
  const present = { passed: usePassed(moments), today: useOfNow(dayOf), clock }
  return useQuery(pointsQueryOptions(client!, model, useAccountAddress(), present))
}

/** Other models' events are not followed, so their points are looked up now and then, in milliseconds. */
const othersInterval = 30_000

/** Those with the most points: with this model, or with all models of the chain. */
export function useLeaderboard(model: PointsModel, everywhere: boolean) {
  const client = useClient()
  const read = everywhere ? {} : { model: model.reference }
  return useQuery({
    queryKey: [...keyOf('leaderboard', model), everywhere],
    queryFn: () => getLeaderboard(client as never, read),
    placeholderData: keepPreviousData,
    refetchInterval: everywhere && othersInterval,
  })
}

/** The badges of a model: what the account has, can claim, and how far it is with the others. */
export function useBadges(model: PointsModel) {
  const client = useClient()
  const account = useAccountAddress()
  const month = useOfNow(monthOf)
  return useQuery({
    // a badge that is claimed is no event of the model
    queryKey: [...keyOf('badges', model), model.synced.blockHash, account, month],
    queryFn: () => listBadges(client as never, { model: model.reference, account: account! }),
    enabled: account !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}
