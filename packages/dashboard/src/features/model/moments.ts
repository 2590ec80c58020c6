import { useMemo } from 'react'
import { useOfNow } from './useOfNow.ts'

/** How many of some moments have passed, of a sorted list. All in seconds since 1970. */
export function countPassed(moments: readonly number[], now: number): number {
  let [from, to] = [0, moments.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (moments[middle]! <= now) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * How many of the moments at which something becomes possible have passed: what depends on time is worked out anew when
 * one more has, and not every second. `undefined` until the node has answered.
 *
 * @param moments - In any order; of one identity as long as they are the same.
 */
export function usePassed(moments: readonly number[]): number | undefined {
  const sorted = useMemo(() => moments.toSorted((a, b) => a - b), [moments])
  return useOfNow(useMemo(() => (now: number) => countPassed(sorted, now), [sorted]))
}
