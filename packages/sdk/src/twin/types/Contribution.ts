import { type Address, concat, encodeAbiParameters, type Hex, keccak256, pad } from 'viem'

/** The whole state of an open contribution, as claims bring it to the contract. */
export type Contribution = {
  /** Who made the contribution and staked the deposit. */
  readonly contributor: Address
  /** The class that the contributor says the sample has. */
  readonly label: number
  /** When it was made, in seconds since 1970. */
  readonly time: number
  /** What was staked, in wei. */
  readonly deposit: bigint
  /** What is left of the deposit, in wei. */
  readonly remaining: bigint
  /** Who has taken a share of the deposit already, in that order. */
  readonly takers: readonly Address[]
  /** The packed sample. */
  readonly sample: Hex
}

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
