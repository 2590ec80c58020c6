import { concat, encodeAbiParameters, type Hex, keccak256, pad } from 'viem'
import type { Contribution } from '../../kinds/types.ts'
import type { ScoredRecord } from './Model.ts'

const fields = [
  { type: 'address' },
  { type: 'uint8' },
  { type: 'uint256' },
  { type: 'uint96' },
  { type: 'uint96' },
  { type: 'bytes32' },
  { type: 'bytes32' },
] as const

/** What the chain keeps of a contribution; lists enter by their own hash. */
export function hash(c: Contribution): Hex {
  const takers = keccak256(concat(c.takers.map(taker => pad(taker))))
  const values = [c.contributor, c.label, BigInt(c.time), c.deposit, c.remaining, takers, keccak256(c.sample)]
  return keccak256(encodeAbiParameters(fields, values as never))
}

/** What the chain keeps of a contribution that a market has scored. */
export function hashScored({ contributor, gain, penalty }: ScoredRecord['scored']): Hex {
  const types = [{ type: 'address' }, { type: 'uint256' }, { type: 'uint256' }] as const
  return keccak256(encodeAbiParameters(types, [contributor, gain, penalty]))
}

/** Whether `a` and `b` have the same hash, found without hashing. */
export function equal(a: Contribution, b: Contribution): boolean {
  return (
    a === b ||
    (a.label === b.label &&
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
