import { type Address, encodeAbiParameters, type Hex, keccak256, slice, zeroAddress, zeroHash } from 'viem'
import type { AnySample } from '../classifiers/Classifier.ts'
import type { TestSample } from '../incentives/market/TestSet.ts'

/** The phases of a market, by their numbers in the contract. */
export const phases = {
  None: 0,
  Committing: 1,
  Revealing: 2,
  Testing: 3,
  Overdue: 4,
  Settling: 5,
  Settled: 6,
  Defaulted: 7,
  Cancelled: 8,
} as const

/** The name of a phase in the contract. */
export type PhaseName = keyof typeof phases

/** What the contract calls the statuses of a bundle, by their numbers. */
export const statuses = { None: 0, Committed: 1, Revealed: 2, Settled: 3, Closed: 4 } as const

/** The name of a status in the contract. */
export type StatusName = keyof typeof statuses

/** The last phase that somebody's call has begun: `Committing` stays while time passes. */
export type Begun = Exclude<PhaseName, 'Revealing' | 'Testing' | 'Overdue'>

/** What a market keeps beside its options, its bundles and its settlement. Never changed, only replaced. */
export type Market = {
  readonly begun: Begun
  readonly sponsor: Address
  /** Wei, and what is left of it with what bundles lost. */
  readonly bounty: bigint
  readonly pot: bigint
  /** Seconds since 1970; 0 before the first market. */
  readonly openedAt: number
  /** The first bundle of this market, how many there are, how many were revealed, and how many wait to be paid. */
  readonly firstBundle: number
  readonly bundles: number
  readonly revealed: number
  readonly unpaid: number
  /** After a default, in wei: what each revealed bundle gets beside its stake and fee. */
  readonly share: bigint
  readonly hashes: readonly Hex[]
  readonly published: number
  /** Chained over the salts of the revealed bundles; from the first published page on the seed of the lot. */
  readonly lot: Hex
  /** Of the test set, from the first published page on. */
  readonly salt: Hex
  /** The test samples that are published, and for each of all whether it is of the half that pays. */
  readonly tests: readonly TestSample[]
  readonly pays: Uint8Array
}

/** Of a model that has had no market. */
export const noMarket: Market = {
  begun: 'None',
  sponsor: zeroAddress,
  bounty: 0n,
  pot: 0n,
  openedAt: 0,
  firstBundle: 0,
  bundles: 0,
  revealed: 0,
  unpaid: 0,
  share: 0n,
  hashes: [],
  published: 0,
  lot: zeroHash,
  salt: zeroHash,
  tests: [],
  pays: new Uint8Array(),
}

/** Losses in units of 2^-16, each summed over the half of the test set that it is named after. */
export type Losses = { readonly payLoss: number; readonly keepLoss: number }

/** Where scoring stands. Never changed, only replaced. */
export type Settlement = {
  /** Of the model as it was when the market opened, and with all bundles that were kept so far. */
  readonly first: Losses
  readonly now: Losses
  /** The bundle with the number (multiplier * position + offset) mod revealed is scored at `position`. */
  readonly multiplier: number
  readonly offset: number
  readonly position: number
  /**
   * The bundle at `position` has been tried on this many test samples, with these losses. While the test set is
   * published: how many test samples there are.
   */
  readonly tested: number
  readonly tried: Losses
}

const noLosses: Losses = { payLoss: 0, keepLoss: 0 }

/** Before anything is published. */
export const noSettlement: Settlement = {
  first: noLosses,
  now: noLosses,
  multiplier: 0,
  offset: 0,
  position: 0,
  tested: 0,
  tried: noLosses,
}

/** The settlement, with the bundle at its position not tried yet. */
export function untried(settlement: Settlement): Settlement {
  return { ...settlement, tested: 0, tried: noLosses }
}

/** What a bundle has in it. */
export type Contents = {
  readonly labels: readonly number[]
  readonly samples: readonly AnySample[]
  readonly salt: Hex
  /** The first of its contributions in the log. */
  readonly first: number
}

/** What is known of a bundle. Never changed, only replaced. */
export type Bundle = {
  /** Of what was paid so far; what was committed and not revealed is closed by time. */
  readonly status: 'Committed' | 'Revealed' | 'Settled' | 'Closed'
  readonly contributor: Address
  readonly commitment: Hex
  /** When revealed, which of the revealed bundles of its market it is; until it is scored its contents. */
  readonly number: number
  readonly contents: Contents | undefined
  /** When settled, wei. */
  readonly amount: bigint
}

/** What the chain keeps of who committed what: the first 26 bytes of keccak256(abi.encode(contributor, commitment)). */
export function hashOf({ contributor, commitment }: Pick<Bundle, 'contributor' | 'commitment'>): Hex {
  const types = [{ type: 'address' }, { type: 'bytes32' }] as const
  return slice(keccak256(encodeAbiParameters(types, [contributor, commitment])), 0, 26)
}
