import type { Model } from '@cotrain/sdk'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from 'wagmi'
import type { Known } from '../models/readNews.ts'
import { storage } from '../network/storage.ts'
import { useKnown } from './knownModels.ts'
import { type Candidate, indexNames, type LookAlike, lookAlikeOf, type NameIndex } from './lookAlikes.ts'

/** Of each list one, for all that ask: each card of the gallery does. */
const indices = new WeakMap<readonly Model[], NameIndex<Model>>()

function indexOf(models: readonly Model[]): NameIndex<Model> {
  const index = indices.get(models) ?? indexNames(models)
  indices.set(models, index)
  return index
}

/** The model that a reader could have meant instead of one of `models`; undefined while nobody knows. */
export function useLookAlikeIn(model: Candidate, models: readonly Model[] | undefined) {
  const isKnown = useKnown()
  return useMemo(
    (): LookAlike<Model> | undefined =>
      models && lookAlikeOf(model, indexOf(models), each => isKnown(each) === true),
    [model, models, isKnown],
  )
}

/** Milliseconds for which the list of names is good enough: a model that imitates another one is younger than that. */
const goodFor = 600_000

/**
 * The models of the chain as they were lately, for the page of one of them: those of the gallery, if it has been open, for
 * all of them are much to read.
 */
export function useModelsLately(): readonly Model[] | undefined {
  const client = useClient()!
  const { data } = useQuery({
    queryKey: ['models lately', client.uid],
    queryFn: async ({ client: queries }) => {
      const listed = inGallery(queries, client.chain?.id)
      if (listed) return listed
      const { listModels } = await import('../model/reading.ts')
      return listModels(client as never, { storage })
    },
    staleTime: goodFor,
    structuralSharing: false,
    retry: false,
  })
  return data
}

function inGallery(queries: QueryClient, chainId: number | undefined): readonly Model[] | undefined {
  const lists = queries.getQueriesData<Known>({ queryKey: ['models', chainId] })
  return lists.findLast(([, known]) => known !== undefined)?.[1]?.models
}
