import type { ReadyModel } from '../model/readyModel.ts'
import { type ToldEvent, toldOf } from './told.ts'

/** What kinds of events people ask for; the first where nothing is chosen. */
export const eventKinds = ['all', 'taught', 'money', 'disputes', 'market', 'owner'] as const
export type EventKind = (typeof eventKinds)[number]

export const eventKindNames: Record<EventKind, string> = {
  all: 'All',
  taught: 'What was taught',
  money: 'Payments and points',
  disputes: 'Reports and challenges',
  market: 'Markets',
  owner: 'What the owner did',
}

const kindOf: Record<ToldEvent['eventName'], Exclude<EventKind, 'all'>> = {
  Contributed: 'taught',
  ClassAdded: 'taught',
  Refunded: 'money',
  Taken: 'money',
  Verified: 'money',
  Claimed: 'money',
  Withdrawn: 'money',
  Reported: 'disputes',
  ReportConfirmed: 'disputes',
  ReportDismissed: 'disputes',
  Challenged: 'disputes',
  Settled: 'disputes',
  Dropped: 'disputes',
  DuplicateFound: 'disputes',
  Disputed: 'disputes',
  Ruling: 'disputes',
  Pledged: 'disputes',
  MarketOptionsSet: 'market',
  MarketOpened: 'market',
  BundleCommitted: 'market',
  BundleRevealed: 'market',
  TestPublished: 'market',
  SettlementOpened: 'market',
  BundleSettled: 'market',
  MarketSettled: 'market',
  MarketCancelled: 'market',
  MarketDefaulted: 'market',
  ModelCreated: 'owner',
  ParametersUploaded: 'owner',
  EncoderPublished: 'owner',
  OwnershipTransferred: 'owner',
  Pinned: 'owner',
}

/** Whether somebody, by a lower-case address, is named in an event. */
export function isNamed({ args }: Pick<ToldEvent, 'args'>, person: string): boolean {
  return Object.values(args).some(value => typeof value === 'string' && value.toLowerCase() === person)
}

/** The events that people are told of, the newest first: of a kind, and of somebody, by a part of the address. */
export function eventsShown(
  model: Pick<ReadyModel, 'synced' | 'reference'>,
  kind: EventKind,
  person: string | undefined,
): ToldEvent[] {
  const wanted = person?.toLowerCase()
  return toldOf(model)
    .filter(event => kind === 'all' || kindOf[event.eventName] === kind)
    .filter(event => wanted === undefined || isNamed(event, wanted))
    .reverse()
}

/** Everybody who is named as the one who did something, those who did most first, with how often. */
export function peopleIn(events: readonly ToldEvent[]): { address: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { args } of events) {
    for (const name of actors) {
      const value = (args as Record<string, unknown>)[name]
      if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  return [...counts].map(([address, count]) => ({ address, count })).sort((a, b) => b.count - a.count)
}

/** What events call those who did something. */
const actors = ['contributor', 'account', 'taker', 'reporter', 'owner', 'sponsor', 'finder'] as const
