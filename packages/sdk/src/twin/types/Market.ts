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

/**
 * Where scoring stands: what each contribution changes, apart from all else. Losses are in units of 2^-16, summed over
 * the hidden test samples. Never changed, only replaced.
 */
export type Scoring = {
  readonly loss: number
  readonly position: number
  /** The contribution at `position` has been tried on this many hidden test samples, with that loss. */
  readonly tried: number
  readonly triedLoss: number
  /** Wei. */
  readonly penalties: bigint
}

/** What a market keeps beside its options and its scoring. Never changed, only replaced. */
export type Market = {
  readonly stage: Stage
  /** The loss before scoring. */
  readonly firstLoss: number
  /** Contribution (multiplier * position + offset) mod contributions is scored at `position`. */
  readonly multiplier: number
  readonly offset: number
  /** Until when contributions are taken if they do not end before, in seconds since 1970; 0 before the market opens. */
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
}

/** A market that nobody has committed a test set to. */
export const newMarket: Market = {
  stage: 'Created',
  firstLoss: 0,
  multiplier: 0,
  offset: 0,
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
}

/** Of a market with `loss` in which nothing is scored. */
export function scoringFrom(loss: number): Scoring {
  return { loss, position: 0, tried: 0, triedLoss: 0, penalties: 0n }
}
