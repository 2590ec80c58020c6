import type { Claim } from '@cotrain/sdk'

/** Which contributions are shown; the first where nothing is chosen. */
export const shows = ['mine', 'now', 'own', 'waiting', 'disputed', 'closed', 'others', 'all'] as const
export type Show = (typeof shows)[number]

export const showNames: Record<Show, string> = {
  mine: 'Mine, and what I can take',
  now: 'I can claim now',
  own: 'Mine',
  waiting: 'Mine that wait',
  disputed: 'Mine that the model disagrees with',
  closed: 'Mine that are closed',
  others: 'Of others',
  all: 'All',
}

/** In which order; the first where nothing is chosen. */
export const sorts = ['newest', 'oldest', 'soonest', 'amount'] as const
export type Sort = (typeof sorts)[number]

export const sortNames: Record<Sort, string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  soonest: 'Soonest to claim',
  amount: 'Largest amount',
}

const isShown: Record<Show, (claim: Claim) => boolean> = {
  mine: ({ own, action }) => own || action !== undefined,
  now: ({ action }) => action !== undefined,
  own: ({ own }) => own,
  waiting: ({ own, status }) => own && status === 'waiting',
  disputed: ({ own, status }) => own && status === 'disputed',
  closed: ({ own, status }) => own && (status === 'refunded' || status === 'taken'),
  others: ({ own }) => !own,
  all: () => true,
}

const byIndex = (a: Claim, b: Claim) => (a.index < b.index ? -1 : 1)
const never = 1n << 64n

const orders: Record<Sort, (a: Claim, b: Claim) => number> = {
  newest: (a, b) => byIndex(b, a),
  oldest: byIndex,
  soonest: (a, b) => compare(a.availableAt ?? never, b.availableAt ?? never) || byIndex(a, b),
  amount: (a, b) => compare(b.amount, a.amount) || byIndex(a, b),
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

/** The claims that are asked for, in the order that is asked for. */
export const claimsShown = (claims: readonly Claim[], show: Show, sort: Sort): Claim[] =>
  claims.filter(isShown[show]).sort(orders[sort])

/** Sums over claims, in wei. */
export interface Totals {
  count: number
  deposits: bigint
  /** What can be claimed now, and of how many. */
  now: bigint
  nowCount: number
  /** What can be claimed later, as things stand. */
  later: bigint
  received: bigint
}

export function totalsOf(claims: readonly Claim[]): Totals {
  const totals: Totals = { count: claims.length, deposits: 0n, now: 0n, nowCount: 0, later: 0n, received: 0n }
  for (const { contribution, action, amount, received } of claims) {
    totals.deposits += contribution.deposit
    totals.received += received
    if (action === undefined) totals.later += amount
    else {
      totals.now += amount
      totals.nowCount++
    }
  }
  return totals
}
