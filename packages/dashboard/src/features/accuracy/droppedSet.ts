import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { del, get, set } from 'idb-keyval'
import type { Hex } from 'viem'
import { toHex } from '../market/bundle/draft.ts'
import type { TestSample } from './testSet.ts'

/** A file of labelled samples that somebody chose for a model in this browser. */
export interface DroppedSet {
  name: string
  samples: { label: number; sample: Hex }[]
}

const keyOf = (place: string) => `cotrain.testSet:${place}`

/** The file that was chosen for the model at `place`; null when there is none. */
export const droppedQueryOptions = (place: string) =>
  queryOptions({
    queryKey: ['dropped-test-set', place],
    queryFn: async () => {
      const value = await get<unknown>(keyOf(place)).catch(() => undefined)
      return isDropped(value) ? value : null
    },
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  })

/** What stands in the browser's storage can be of an older page, or of nobody. */
function isDropped(value: unknown): value is DroppedSet {
  const { name, samples } = (value ?? {}) as Partial<Record<string, unknown>>
  if (typeof name !== 'string' || !Array.isArray(samples) || samples.length === 0) return false
  return samples.every(
    each => Number.isInteger(each?.label) && typeof each?.sample === 'string' && /^0x/.test(each.sample),
  )
}

/** Keeps samples for a model. @returns Whether the browser keeps them; else only this page knows them, until it is closed. */
export async function keepDropped(
  client: QueryClient,
  place: string,
  name: string,
  samples: readonly TestSample[],
): Promise<boolean> {
  const packed = samples.map(({ label, sample }) => ({
    label,
    sample: typeof sample === 'string' ? sample : toHex(sample),
  }))
  const dropped: DroppedSet = { name, samples: packed }
  client.setQueryData(droppedQueryOptions(place).queryKey, dropped)
  return set(keyOf(place), dropped).then(
    () => true,
    () => false,
  )
}

/** Forgets the file that was chosen for the model at `place`. */
export async function removeDropped(client: QueryClient, place: string): Promise<void> {
  client.setQueryData(droppedQueryOptions(place).queryKey, null)
  await del(keyOf(place)).catch(() => {})
}
