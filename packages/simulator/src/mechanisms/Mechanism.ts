import type { DepositKind, DepositOptions, KindName } from '@cotrain/sdk/kinds'
import type { z } from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import type { World } from '../engine/World.ts'

/** What happens to contributions after they were made, as agents meet it. One for each run. */
export interface Settlement {
  /** What a contribution costs now, in wei. */
  price(): bigint
  /** The most that it ever costs (right after another), in wei. */
  topPrice(): bigint
  /** Contributions that the mechanism counts, over all accounts. */
  readonly totalVerified: number
  /** Notes an accepted contribution. */
  add(claim: Claim): void
  /** Contributions that are not closed. */
  readonly openCount: number
  /** Has all of the account's contributions refunded (verified) that can be, and pay for their gas. */
  refundOwn(account: Account): void
  /** Takes the account's share of all contributions that the model disagrees with, where it pays for the gas. */
  takeShares(account: Account): void
  /** Takes all that was left too long, where it pays for the gas. */
  takeLate(account: Account): void
  /** The due contributions of others, the oldest first: what attackers look for. */
  due(): readonly Claim[]
  /** When the oldest open contribution can be taken by anyone; undefined when there is none. Seconds since 1970. */
  nextLate(): number | undefined
}

/** An incentive mechanism as the simulator drives it; another mechanism is another of these, and a registry line. */
export type Mechanism = {
  readonly name: string
  /** What a scenario may set; with defaults. */
  readonly options: z.ZodType
  /** The kind of trainer that has this mechanism and the classifier of `kind`. */
  kindOf(kind: KindName): DepositKind
  /** What the owner of a model chooses in the contract. */
  contractOptions(options: unknown): DepositOptions
  settlement(world: World, options: unknown): Settlement
  /** Seconds after which nothing that was contributed needs to be open any more. */
  settledAfter(options: unknown): number
}
