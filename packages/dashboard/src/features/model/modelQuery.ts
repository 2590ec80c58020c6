import {
  classNamesOf,
  formatModelId,
  getEncoder,
  getModel,
  type ModelAddress,
  NodeUnreachableError,
  type SyncedModel,
  syncModel,
} from '@cotrain/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Client } from 'viem'
import { useClient } from 'wagmi'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { Network } from '../network/network.ts'
import { storage } from '../network/storage.ts'
import { pollingInterval } from '../network/wagmiConfig.ts'
import { formOf, wordingOf } from './form.ts'
import type { ReadyModel } from './readyModel.ts'

const keyOf = (part: string, { chain, rpcUrl }: Network, model: ModelAddress) =>
  [part, chain.id, rpcUrl, formatModelId(model)] as const

/** Name, classes, options: what does not change once a model is uploaded. */
export const modelQueryOptions = (client: Client, network: Network, model: ModelAddress) =>
  queryOptions({
    queryKey: keyOf('model', network, model),
    queryFn: () => getModel(client as never, { model, storage }),
    refetchInterval: query => (query.state.data?.ready ? false : pollingInterval(network)),
  })

/** The model's history and its twin, kept in step with the chain. Only new blocks are read. */
export const syncedQueryOptions = (client: Client, network: Network, model: ModelAddress) =>
  queryOptions({
    queryKey: keyOf('synced', network, model),
    queryFn: async ({ client: queryClient, queryKey }): Promise<SyncedModel> => {
      const previous = queryClient.getQueryData<SyncedModel>(queryKey)
      const next = await syncModel(client as never, { model, previous, storage })
      return previous?.blockHash === next.blockHash ? previous : next
    },
    refetchInterval: pollingInterval(network),
    structuralSharing: false,
    retry: false,
    gcTime: Infinity,
  })

/**
 * What turns what people type into the model's samples. Looked up anew when its owner publishes a piece of it; where it cannot be
 * had, that stays so until then, unless only the node was away.
 */
export const encoderQueryOptions = (
  client: Client,
  network: Network,
  model: ModelAddress,
  pieces: number | undefined,
) =>
  queryOptions({
    queryKey: [...keyOf('encoder', network, model), pieces],
    queryFn: () => getEncoder(client as never, { model, storage }),
    enabled: pieces !== undefined,
    staleTime: Infinity,
    retry: (_, error) => error instanceof NodeUnreachableError,
    retryOnMount: false,
  })

/** A model with its twin and encoder; `data` is undefined until it is read, `error` says why it cannot be. */
export function useReadyModel(reference: ModelAddress, { enabled = true } = {}) {
  const client = useClient()!
  const network = useNetwork()
  const model = useQuery({ ...modelQueryOptions(client, network, reference), enabled })
  const ready = model.data?.ready === true
  const synced = useQuery({ ...syncedQueryOptions(client, network, reference), enabled: enabled && ready })
  const pieces = synced.data?.events.filter(({ eventName }) => eventName === 'EncoderPublished').length
  const encoder = useQuery(encoderQueryOptions(client, network, reference, pieces))

  const data = useMemo((): ReadyModel | undefined => {
    if (!model.data || !synced.data || encoder.isPending) return undefined
    const { metadata } = model.data
    const { twin, events } = synced.data
    const classNames = classNamesOf(metadata, synced.data, events)
    const form = formOf(metadata.encoder, encoder.data?.featureCount)
    return {
      reference: synced.data.model,
      metadata,
      classNames,
      encoder: encoder.data,
      encoderProblem: encoder.error,
      form,
      wording: wordingOf(form, classNames),
      synced: synced.data,
      twin,
      arbiter: model.data.arbiter,
    }
  }, [model.data, synced.data, encoder.isPending, encoder.data, encoder.error])

  return { data, model: model.data, error: model.error ?? synced.error }
}
