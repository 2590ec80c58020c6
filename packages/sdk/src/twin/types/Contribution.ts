import type { Hex } from 'viem'
import type { Contribution } from '../../kinds/types.ts'

/** Whether `a` and `b` have the same leaf, found without hashing. */
export function equal(a: Contribution, b: Contribution): boolean {
  return (
    a === b ||
    (a.index === b.index &&
      a.label === b.label &&
      a.surprising === b.surprising &&
      a.time === b.time &&
      a.deposit === b.deposit &&
      a.remaining === b.remaining &&
      sameHex(a.contributor, b.contributor) &&
      a.takers.length === b.takers.length &&
      a.takers.every((taker, i) => sameHex(taker, b.takers[i]!)) &&
      sameHex(a.sample, b.sample))
  )
}

function sameHex(a: Hex, b: Hex): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase()
}
