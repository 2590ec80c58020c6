import {
  formatModelId,
  getLeaderboard,
  type ListPointsReturnType,
  listBadges,
  listPoints,
} from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Address, Client } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** What an account can do for points of a model, now or later. From the twin: the chain is not asked. */
export const pointsQueryOptions = (
  client: Client,
  model: PointsModel,
  account: Address | undefined,
  now: number | undefined,
) => {
  const { synced, reference } = model
  return queryOptions({
    queryKey: [...keyOf('points', model), synced.blockHash, account, momentsPassed(model, now)],
    queryFn: (): Promise<ListPointsReturnType> =>
      listPoints(client as never, { model: reference, account: account!, synced, time: BigInt(now!) }),
    enabled: account !== undefined && now !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

/** Of what changes with the model's events only. */
const keyOf = (part: string, { reference, synced }: PointsModel) => [
  part,
  formatModelId(reference),
  synced.events.length,
]

const day = 86_400

/** How many of the moments have passed at which something can be verified, reported or confirmed, or a day begins. */
function momentsPassed({ synced, twin, reference }: PointsModel, now: number | undefined): string {
  if (now === undefined) return ''
  const { verifyTime, confirmTime } = twin.incentive(reference.modelId).options
  const due = synced.contributions.filter(({ time }) => now >= time + verifyTime)
  const reported = due.map(({ index }) => twin.report(reference.modelId, index).time)
  const confirmable = reported.filter(time => time > 0 && now >= time + confirmTime)
  return [due.length, confirmable.length, Math.floor(now / day)].join()
}

export function usePoints(model: PointsModel) {
  const client = useClient()
  return useQuery(pointsQueryOptions(client!, model, useAccountAddress(), useNow()))
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
  const now = useNow()
  return useQuery({
    queryKey: [
      ...keyOf('badges', model),
      model.synced.blockHash,
      account,
      Math.floor((now ?? 0) / (30 * day)),
    ],
    queryFn: () => listBadges(client as never, { model: model.reference, account: account! }),
    enabled: account !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}
