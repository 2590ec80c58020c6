import {
  getLeaderboard,
  getReputation,
  type ListPointsReturnType,
  listBadges,
  listPoints,
} from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Address, Client } from 'viem'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { useHead } from '../network/head.ts'
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
    queryKey: [...keyOf('points', model), account, momentsPassed(model, now)],
    queryFn: (): Promise<ListPointsReturnType> =>
      listPoints(client as never, { model: reference, account: account!, synced, time: BigInt(now!) }),
    enabled: account !== undefined && now !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

const keyOf = (part: string, { reference, synced }: PointsModel) => [
  part,
  reference.kind,
  String(reference.modelId),
  synced.blockHash,
]

const day = 86_400

/** How many of the moments have passed at which something can be verified, reported or confirmed, or a day begins. */
function momentsPassed({ synced, twin, reference }: PointsModel, now: number | undefined): string {
  if (now === undefined) return ''
  const { verifyTime, confirmTime } = twin.incentive(reference.modelId).options
  const reports = synced.events.filter(({ eventName }) => eventName === 'Reported')
  const due = synced.contributions.filter(({ time }) => now >= time + verifyTime).length
  const confirmable = reports.filter(({ args, time }) => {
    const { time: made } = 'index' in args ? twin.report(reference.modelId, args.index) : { time: 0 }
    return now >= Number(made || time || 0) + confirmTime
  }).length
  return [due, confirmable, Math.floor(now / day)].join()
}

export function usePoints(model: PointsModel) {
  const client = useClient()
  return useQuery(pointsQueryOptions(client!, model, useAccountAddress(), useNow()))
}

/** What the account in use has earned with the model. */
export function useReputation(model: PointsModel) {
  const client = useClient()
  const account = useAccountAddress()
  return useQuery({
    queryKey: [...keyOf('reputation', model), account],
    queryFn: () => getReputation(client as never, { model: model.reference, account: account! }),
    enabled: account !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

/** Those with the most points: with this model, or with all models of the chain. */
export function useLeaderboard(model: PointsModel, everywhere: boolean) {
  const client = useClient()
  const { data: head } = useHead()
  const read = everywhere ? {} : { model: model.reference }
  return useQuery({
    queryKey: [...keyOf('leaderboard', model), everywhere && String(head?.blockNumber)],
    queryFn: () => getLeaderboard(client as never, read),
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}

/** The badges of a model: what the account has, can claim, and how far it is with the others. */
export function useBadges(model: PointsModel) {
  const client = useClient()
  const account = useAccountAddress()
  const now = useNow()
  return useQuery({
    queryKey: [...keyOf('badges', model), account, Math.floor((now ?? 0) / (30 * day))],
    queryFn: () => listBadges(client as never, { model: model.reference, account: account! }),
    enabled: account !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 5_000,
  })
}
