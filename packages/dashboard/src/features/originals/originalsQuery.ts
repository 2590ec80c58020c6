import { contributionAt, type OriginalPlace, type SignedOriginal } from '@cotrain/sdk'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from 'wagmi'
import { useLoadedEncoder } from '../encoders/useLoadedEncoder.ts'
import { modelPlaceOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useKeepsOriginals } from '../trust/knownModels.ts'
import { checkOriginal, type Encode, kindsOf, type ShownOriginal } from './checkOriginal.ts'
import { askForHost, listOriginals, readOriginal } from './hostApi.ts'

/** Milliseconds after which it is asked again which contributions have originals. */
const fresh = 30_000

const hostQuery = queryOptions({
  queryKey: ['originals host'],
  queryFn: async () => (await askForHost()) ?? null,
  staleTime: Infinity,
})

/** Where the originals of a model's contributions belong. */
export function useModelPlace({ reference }: Pick<ReadyModel, 'reference'>) {
  const { chain } = useNetwork()
  const { trainer, modelId } = reference
  return { chainId: chain.id, trainer, modelId }
}

/** Whether the host of the page keeps originals of this model: without, nothing of them is to be seen. */
export function useHasOriginals(model: ReadyModel): boolean {
  const { chain } = useNetwork()
  const keeps = useKeepsOriginals()
  const mayHave = keeps && kindsOf(model).length > 0 && model.reference.mechanism !== 'market'
  return useQuery({ ...hostQuery, enabled: mayHave }).data === chain.id && mayHave
}

const listKey = (place: Omit<OriginalPlace, 'contribution'>) =>
  ['originals', modelPlaceOf(place.chainId, place as never)] as const
const originalKey = (place: OriginalPlace) =>
  ['original', listKey(place)[1], String(place.contribution)] as const

/** Whether the host says that a contribution has an original. */
export function useMayHaveOriginal(model: ReadyModel, index: bigint): boolean {
  const place = useModelPlace(model)
  const enabled = useHasOriginals(model)
  const list = useQuery({
    queryKey: listKey(place),
    queryFn: () => listOriginals(place),
    enabled,
    staleTime: fresh,
    select: indices => indices.has(String(index)),
  })
  return enabled && list.data === true
}

/** Brings up to date what is known of a model's originals, after that of one contribution has changed. */
export function useRefreshOriginals(model: ReadyModel): (index: bigint) => Promise<void> {
  const queries = useQueryClient()
  const place = useModelPlace(model)
  return async index => {
    await queries.invalidateQueries({ queryKey: listKey(place) })
    queries.removeQueries({ queryKey: originalKey({ ...place, contribution: index }) })
  }
}

/** What encodes for a model, once it can. */
export function useEncode({ encoder, loadable }: ReadyModel): Encode | undefined {
  const loaded = useLoadedEncoder(loadable?.name)
  if (loadable) return loaded.status === 'ready' ? loaded.look : undefined
  if (!encoder) return undefined
  return async input => ({ sample: encoder.encode(input as string), preview: undefined })
}

export interface CheckedOriginal {
  original: SignedOriginal
  shown: ShownOriginal
}

/** The original of a contribution, read from the host and checked. */
export function useOriginal(model: ReadyModel, index: bigint, wanted: boolean) {
  const client = useClient()!
  const place = { ...useModelPlace(model), contribution: index }
  const encode = useEncode(model)
  const contribution = contributionAt(model.synced.contributions, index)
  return useQuery({
    queryKey: [...originalKey(place), contribution?.sample, contribution?.contributor],
    queryFn: async (): Promise<CheckedOriginal> => {
      const original = await readOriginal(place)
      const { contributor, sample } = contribution!
      const shown = await checkOriginal(client, original, { place, contributor, sample }, encode!)
      return { original, shown }
    },
    enabled: wanted && contribution !== undefined && encode !== undefined,
    staleTime: Infinity,
    retry: false,
  })
}
