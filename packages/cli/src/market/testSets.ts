import { decodePage, type SyncedModel, type TestSet } from '@cotrain/sdk'
import type { Hex } from 'viem'

/** The number of the market that was opened with a test set, by the hashes of its pages; the first is 0. */
export function marketOf(synced: SyncedModel<'market'>, hashes: readonly Hex[]): number | undefined {
  const number = openings(synced).findIndex(opened => opened[0] === hashes[0])
  return number < 0 ? undefined : number
}

/** Whether the last market was opened with this test set. */
export function isOfLast(synced: SyncedModel<'market'>, hashes: readonly Hex[]): boolean {
  return openings(synced).at(-1)?.[0] === hashes[0]
}

/** How many samples of a test set everybody knows, as they were contributed or published before. */
export function countKnown({ contributions, events }: SyncedModel<'market'>, { pages }: TestSet): number {
  const known = new Set<Hex>(contributions.map(({ sample }) => sample))
  for (const { eventName, args } of events) {
    if (eventName !== 'TestPublished' || !('data' in args)) continue
    for (const { sample } of decodePage(args.data)) known.add(sample)
  }
  return pages.flatMap(({ data }) => decodePage(data)).filter(({ sample }) => known.has(sample)).length
}

/** The hashes of each market's pages. */
function openings({ events }: SyncedModel<'market'>): (readonly Hex[])[] {
  return events.flatMap(({ eventName, args }) =>
    eventName === 'MarketOpened' && 'hashes' in args ? [args.hashes] : [],
  )
}
