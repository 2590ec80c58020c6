import {
  classNamesOf,
  formatModelId,
  loadableEncoder,
  type ModelAddress,
  NodeUnreachableError,
  type SyncedModel,
} from '@cotrain/sdk'
import { type QueryKey, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Client } from 'viem'
import { useClient } from 'wagmi'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { Network } from '../network/network.ts'
import { storage } from '../network/storage.ts'
import { pollingInterval } from '../network/wagmiConfig.ts'
import { calmText } from '../trust/calmText.ts'
import { formOf, wordingOf } from './form.ts'
import { gridOf } from './grid.ts'
import type { ReadyModel } from './readyModel.ts'
import { useOnHead } from './useOnHead.ts'

const keyOf = (part: string, { chain, rpcUrl }: Network, model: ModelAddress) =>
  [part, chain.id, rpcUrl, formatModelId(model)] as const

/** Name, classes, options: what does not change once a model is uploaded. */
export const modelQueryOptions = (client: Client, network: Network, model: ModelAddress) =>
  queryOptions({
    queryKey: keyOf('model', network, model),
    queryFn: async () => {
      const { getModel } = await import('./reading.ts')
      return getModel(client as never, { model, storage })
    },
    refetchInterval: query => (query.state.data?.ready ? false : pollingInterval(network)),
  })

/**
 * The model's history and its twin. Only new blocks are read, and only when the chain's head is another one (see
 * {@link useFollowHead}): while nothing happens, the node is asked for its head alone.
 */
export const syncedQueryOptions = (client: Client, network: Network, model: ModelAddress) =>
  queryOptions({
    queryKey: keyOf('synced', network, model),
    queryFn: async ({ client: queryClient, queryKey }): Promise<SyncedModel> => {
      const previous = queryClient.getQueryData<SyncedModel>(queryKey)
      const { syncModel } = await import('./reading.ts')
      const next = await syncModel(client as never, { model, previous, storage })
      return previous?.blockHash === next.blockHash ? previous : next
    },
    refetchInterval: query => (query.state.status === 'error' ? pollingInterval(network) : false),
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
  name = '',
) =>
  queryOptions({
    queryKey: [...keyOf('encoder', network, model), pieces],
    queryFn: async () => {
      const { getEncoder, unloadedEncoder } = await import('./reading.ts')
      return unloadedEncoder(name) ?? getEncoder(client as never, { model, storage })
    },
    enabled: pieces !== undefined,
    staleTime: Infinity,
    retry: (_, error) => error instanceof NodeUnreachableError,
    retryOnMount: false,
  })

/** Reads a history on when the chain's head is not its last block. */
function useFollowHead(queryKey: QueryKey, enabled: boolean): void {
  const queryClient = useQueryClient()
  useOnHead(({ blockHash }) => {
    const state = queryClient.getQueryState<SyncedModel>(queryKey)
    if (!enabled || state?.fetchStatus !== 'idle' || state.data?.blockHash === blockHash) return
    queryClient.refetchQueries({ queryKey, exact: true, type: 'active' }, { cancelRefetch: false })
  })
}

/** A model with its twin and encoder; `data` is undefined until it is read, `error` says why it cannot be. */
export function useReadyModel(reference: ModelAddress, { enabled = true } = {}) {
  const client = useClient()!
  const network = useNetwork()
  const model = useQuery({ ...modelQueryOptions(client, network, reference), enabled })
  const ready = model.data?.ready === true
  const history = syncedQueryOptions(client, network, reference)
  const synced = useQuery({ ...history, enabled: enabled && ready })
  useFollowHead(history.queryKey, enabled && ready)
  const events = synced.data?.events
  const pieces = useMemo(
    () => events?.filter(({ eventName }) => eventName === 'EncoderPublished').length,
    [events],
  )
  const encoder = useQuery(
    encoderQueryOptions(client, network, reference, pieces, model.data?.metadata.encoder),
  )

  const data = useMemo((): ReadyModel | undefined => {
    if (!model.data || !synced.data || encoder.isPending) return undefined
    const { metadata } = model.data
    const { twin, events } = synced.data
    const classNames = classNamesOf(metadata, synced.data, events).map(calmText)
    const form = formOf(metadata.encoder, encoder.data?.featureCount)
    return {
      reference: synced.data.model,
      metadata,
      classNames,
      encoder: encoder.data,
      encoderProblem: encoder.error,
      loadable: loadableEncoder(metadata.encoder),
      grid: gridOf(metadata, encoder.data),
      form,
      wording: wordingOf(form, classNames, metadata.encoder),
      synced: synced.data,
      twin,
      arbiter: model.data.arbiter,
    }
  }, [model.data, synced.data, encoder.isPending, encoder.data, encoder.error])

  return { data, model: model.data, error: model.error ?? synced.error }
}
