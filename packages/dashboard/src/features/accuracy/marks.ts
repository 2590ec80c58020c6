import { type Address, isAddressEqual } from 'viem'
import type { AccuracyPoint } from './replay.ts'

/** The shapes of the marks: the reader's own, then those of whoever has most of the points, then everybody else's. */
export const shapes = ['star', 'circle', 'square', 'triangle', 'diamond', 'cross', 'dot'] as const
export type Shape = (typeof shapes)[number]

/** A contributor in the plot. */
export interface Contributor {
  /** Undefined for all who have no mark of their own. */
  address: Address | undefined
  shape: Shape
  /** How many of the points are theirs. */
  points: number
}

const own = 1
const others = 1

/** Who has which mark: the account first, then those with the most points; the rest share the last mark. */
export function contributorsOf(
  points: readonly AccuracyPoint[],
  account: Address | undefined,
): Contributor[] {
  const counts = new Map<Address, number>()
  for (const { by } of points) if (by) counts.set(by, (counts.get(by) ?? 0) + 1)
  const isOwn = (address: Address) => account !== undefined && isAddressEqual(address, account)
  const ranked = [...counts].sort((a, b) => b[1] - a[1])
  const mine = ranked.filter(([address]) => isOwn(address))
  const rest = ranked.filter(([address]) => !isOwn(address))
  const named = shapes.slice(own, -others)
  const list = [
    ...mine.map(([address, count]): Contributor => ({ address, shape: 'star', points: count })),
    ...rest
      .slice(0, named.length)
      .map(([address, count], i): Contributor => ({ address, shape: named[i]!, points: count })),
  ]
  const left = rest.slice(named.length).reduce((sum, [, count]) => sum + count, 0)
  return left === 0 ? list : [...list, { address: undefined, shape: 'dot', points: left }]
}

/** The mark of a point; undefined of one that is nobody's. */
export function shapeOf(contributors: readonly Contributor[], { by }: AccuracyPoint): Shape | undefined {
  if (!by) return undefined
  return contributors.find(({ address }) => address === by)?.shape ?? 'dot'
}
