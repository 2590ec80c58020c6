import { formatModelId, type MechanismName } from '@cotrain/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNetwork } from '../network/NetworkContext.tsx'

/** A model that the host of the page vouches for. */
export interface KnownModel {
  chainId: number
  /** As `deposits:0`. */
  id: string
  /** Why, in the host's words. */
  note?: string
}

/** The models of a host's list; what in it is none is passed over. */
export function parseKnown(file: unknown): KnownModel[] {
  const models = typeof file === 'object' && file !== null && 'models' in file ? file.models : []
  return Array.isArray(models) ? models.filter(isKnownModel) : []
}

function isKnownModel(value: unknown): value is KnownModel {
  if (typeof value !== 'object' || value === null) return false
  const { chainId, id, note } = value as Partial<Record<keyof KnownModel, unknown>>
  return (
    Number.isSafeInteger(chainId) && typeof id === 'string' && ['string', 'undefined'].includes(typeof note)
  )
}

/** What `known.json` beside the page says: what its host vouches for, and whether it keeps originals. */
interface HostFile {
  models: KnownModel[]
  originals: boolean
}

/** Where it cannot be had nothing is known, and it is asked for again with the next visit. */
const hostFileQueryOptions = queryOptions({
  queryKey: ['known'],
  queryFn: async (): Promise<HostFile> => {
    const response = await fetch('./known.json', { cache: 'no-cache' })
    const file: unknown = response.ok ? await response.json().catch(() => null) : null
    return { models: parseKnown(file), originals: (file as Partial<HostFile> | null)?.originals === true }
  },
  staleTime: Infinity,
  retry: false,
})

/** Whether the host of the page says that it keeps originals; a page that asked for what is not there would log it. */
export function useKeepsOriginals(): boolean {
  const { originals } = useNetwork()
  return useQuery(hostFileQueryOptions).data?.originals === true || originals === true
}

type Named = { mechanism: MechanismName; modelId: bigint }

/** Tells which models are known: those of the host's list and the demos of a local chain; undefined of others until
 * the list is read. */
export function useKnown(): (model: Named) => boolean | undefined {
  const { chain, models } = useNetwork()
  const { data, isError } = useQuery(hostFileQueryOptions)
  return useMemo(() => {
    const demos = new Set(models.map(({ id }) => id))
    if (!data && !isError) return model => demos.has(formatModelId(model)) || undefined
    const listed = (data?.models ?? []).filter(({ chainId }) => chainId === chain.id)
    for (const { id } of listed) demos.add(id)
    return model => demos.has(formatModelId(model))
  }, [data, isError, models, chain.id])
}

/** Whether the host of the page vouches for a model; undefined until that is read. */
export const useIsKnown = (model: Named): boolean | undefined => useKnown()(model)

/** What the host says of a model that it vouches for. */
export function useKnownNote(model: Named): string | undefined {
  const { chain } = useNetwork()
  const { data } = useQuery(hostFileQueryOptions)
  return data?.models.find(({ chainId, id }) => chainId === chain.id && id === formatModelId(model))?.note
}
