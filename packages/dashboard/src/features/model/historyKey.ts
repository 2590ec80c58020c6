import type { SyncedModel } from '@cotrain/sdk'

const numbers = new WeakMap<object, number>()
let count = 0

/**
 * A number for a model's history, for the keys of queries: another one when there are other events, be it after a
 * reorganisation; the same one for blocks without any, in which nothing changes.
 */
export function historyKey({ events }: Pick<SyncedModel, 'events'>): number {
  const known = numbers.get(events)
  if (known !== undefined) return known
  numbers.set(events, ++count)
  return count
}
