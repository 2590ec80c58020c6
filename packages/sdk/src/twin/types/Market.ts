import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import type { TestSample } from '../incentives/market/TestSet.ts'

/** The phases of a market, by their numbers in the contract. */
export const phases = {
  Created: 0,
  Drawing: 1,
  Opening: 2,
  Open: 3,
  Revealing: 4,
  Settling: 5,
  Settled: 6,
  Defaulted: 7,
  Cancelled: 8,
} as const

/** How far a market has come; the phases that only time ends are not told apart. */
export type Stage = 'Created' | 'Drawing' | 'Opening' | 'Opened' | 'Settling' | 'Settled' | 'Cancelled'

/** Where scoring stands. Losses are in units of 2^-16, summed over the hidden test samples. */
export type Settlement = {
  readonly firstLoss: number
  readonly loss: number
  /** Contribution (multiplier * position + offset) mod contributions is scored at `position`. */
  readonly multiplier: number
  readonly offset: number
  readonly position: number
  /** The contribution at `position` has been tried on this many hidden test samples, with that loss. */
  readonly tried: number
  readonly triedLoss: number
}

/** What a market keeps beside its options. Never changed, only replaced. */
export type Market = Settlement & {
  readonly stage: Stage
  /** When contributions end, in seconds since 1970; 0 before the market opens. */
  readonly closesAt: number
  readonly sponsor: Address
  /** Wei. */
  readonly bounty: bigint
  readonly hashes: readonly Hex[]
  /** Bitmaps of pieces. */
  readonly drawn: bigint
  readonly revealed: bigint
  readonly drawBlock: bigint
  readonly committedAt: number
  readonly withdrawn: boolean
  /** The draw's seed; after each reveal of a hidden piece, xor its salt. */
  readonly seed: Hex
  readonly shownSamples: number
  /** The hidden pieces that are revealed, by number. */
  readonly hidden: ReadonlyMap<number, readonly TestSample[]>
  readonly hiddenSamples: number
  /** Wei. */
  readonly penalties: bigint
  /** Sum of the gains that have been claimed. */
  readonly claimedGains: number
  /** Contributions claimed after a default. */
  readonly claims: number
}

/** A market that nobody has committed a test set to. */
export const newMarket: Market = {
  firstLoss: 0,
  loss: 0,
  multiplier: 0,
  offset: 0,
  position: 0,
  tried: 0,
  triedLoss: 0,
  stage: 'Created',
  closesAt: 0,
  sponsor: zeroAddress,
  bounty: 0n,
  hashes: [],
  drawn: 0n,
  revealed: 0n,
  drawBlock: 0n,
  committedAt: 0,
  withdrawn: false,
  seed: zeroHash,
  shownSamples: 0,
  hidden: new Map(),
  hiddenSamples: 0,
  penalties: 0n,
  claimedGains: 0,
  claims: 0,
}
