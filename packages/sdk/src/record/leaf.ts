import { type Address, type Hex, keccak256 } from 'viem'
import type { Challenge, Contribution } from '../kinds/types.ts'
import { keccak192 } from './hashes.ts'

/** Of no takers, as nearly all contributions have them. */
const hashOfNobody = keccak256('0x')

/**
 * The leaf of a contribution's state: what the log has of it. Lists enter by their own hash.
 *
 * @example
 * const leaf = leafOf(contribution)
 */
export function leafOf(c: Contribution): Hex {
  const takers = c.takers.length === 0 ? hashOfNobody : keccak256(`0x${c.takers.map(addressWord).join('')}`)
  return keccak192(
    `0x${addressWord(c.contributor)}${[c.index, c.label, c.surprising ? 1 : 0, c.time, c.deposit, c.remaining]
      .map(word)
      .join('')}${takers.slice(2)}${keccak256(c.sample).slice(2)}`,
  )
}

/** The leaf of a contribution after one more challenge than it had with the leaf `before`. */
export function leafAfter(before: Hex, { account, label, time }: Challenge): Hex {
  return keccak192(`${before}${'00'.repeat(8)}${addressWord(account)}${word(label)}${word(time)}`)
}

/** The leaf of a contribution with all its challenges, in their order. */
export function leafWith(c: Contribution, challenges: readonly Challenge[]): Hex {
  return challenges.reduce(leafAfter, leafOf(c))
}

function addressWord(address: Address): string {
  return address.slice(2).toLowerCase().padStart(64, '0')
}

function word(value: bigint | number): string {
  return value.toString(16).padStart(64, '0')
}
