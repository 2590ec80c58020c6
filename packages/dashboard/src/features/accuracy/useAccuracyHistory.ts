import { formatModelId, type TrainerEvent } from '@cotrain/sdk'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import { useClient } from 'wagmi'
import type { ReadyModel } from '../model/readyModel.ts'
import type { HeldOutSample } from './heldOut.ts'
import { accuracyHistory } from './history.ts'

/** The accuracy after each contribution. Replayed anew when there are new events. */
export const accuracyQueryOptions = (
  client: Client,
  { synced, reference }: ReadyModel,
  heldOut: readonly HeldOutSample[] | undefined,
) =>
  queryOptions({
    queryKey: ['accuracy', client.chain?.id, formatModelId(reference), synced.events.length],
    queryFn: async () => {
      const createdAt = await timeOf(client, synced.events[0]!)
      return accuracyHistory(synced.events, reference, createdAt, heldOut!)
    },
    enabled: heldOut !== undefined && synced.events.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })

/** When an event's block was made, in seconds since 1970; asked for where the node has not said it with the event. */
async function timeOf(client: Client, { time, blockNumber }: TrainerEvent): Promise<bigint> {
  return time ?? (await getBlock(client, { blockNumber })).timestamp
}

export function useAccuracyHistory(model: ReadyModel, heldOut: readonly HeldOutSample[] | undefined) {
  const client = useClient()
  return useQuery(accuracyQueryOptions(client!, model, heldOut))
}
