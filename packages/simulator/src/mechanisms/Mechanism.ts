import type { ClassifierName, GasTable, IncentiveOptions, MechanismName } from '@cotrain/sdk/kinds'
import type { Learner, Twin } from '@cotrain/sdk/twin'
import type { z } from 'zod'
import type { Sample } from '../data/DataSet.ts'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import type { HiddenTest } from '../engine/hiddenTest.ts'
import type { Lesson, World } from '../engine/World.ts'
import type { MarketResult } from '../results/types.ts'

/** What happens to contributions after they were made, as agents meet it. One for each run. */
export interface Settlement {
  /** What a contribution of the lesson stakes now, in wei. */
  price(lesson: Lesson): bigint
  /** The most that a contribution ever stakes, in wei. */
  topPrice(): bigint
  /** What the price is now as a share of what it is right after a contribution; 0 where time does not move it. */
  priceLevel(): number
  /** Contributions that are not closed. */
  readonly openCount: number
  /** Notes an accepted contribution. */
  add(claim: Claim): void
  /** Sends all that the account can claim, confirm or contradict, where it pays for the gas. */
  claim(account: Account): void
  /** Contradicts a contribution, where the mechanism lets one stake money on that. @returns Whether it was accepted. */
  challenge?(account: Account, claim: Claim, label: number): boolean
  /** How often a contribution can be contradicted, where it can. */
  readonly maxChallenges?: number
  /** When the last label asserted of a contribution is final, in seconds since 1970, where people assert labels. */
  finalAt?(claim: Claim): number
  /** Whether the sample was contributed before, where it can be contributed once only. */
  isKnown?(sample: Sample): boolean
  /** Whether the account could answer whoever contradicts a contribution of the lesson, where people do that. */
  defends?(account: Account, lesson: Lesson): boolean
  /** Shows that the sample of a contribution was contributed before. @returns Whether it was accepted. */
  dropDuplicate?(account: Account, claim: Claim): boolean
  /** Attack 3: what a deadline gives to whoever is first. @returns When to try next, in seconds since 1970. */
  sweep(account: Account): number | undefined
  /** What the account could claim if the model stayed as it is now, in wei: what a flip of the model can change. */
  claimable(account: Account): bigint
  /** Whether contributions are taken: not yet, now, or never again. Where it is missing they always are. */
  readonly phase?: 'before' | 'open' | 'closed'
  /** A step that brings a settlement on and that anybody may make; the account pays for it. */
  advance?(account: Account): void
  /** What a market came to, or several one after another. */
  market?(): MarketResult
  /**
   * What the account would earn with a contribution of the lesson if the model came to agree with it, in wei; absent
   * where a contribution gets back what it stakes, and no more.
   */
  reward?(account: Account, lesson: Lesson): bigint
  /** What the account has earned besides money, as its agent values it, in wei. */
  worth?(account: Account): bigint
  /** The same in points, and its confirmed reports. */
  reputation?(account: Account): { readonly points: number; readonly reports: number }
}

/** What a world needs of the contract that its model is in: the contracts' twin, or rules that are only simulated. */
export type Ground = Pick<
  Twin,
  'contribute' | 'maxSampleLength' | 'predict' | 'predictContribution' | 'simulate' | 'received' | 'balance'
>

/** An incentive mechanism as the simulator drives it; another mechanism is another of these, and a registry line. */
export type Mechanism = ContractMechanism | SimulatedMechanism

/** One that the project's contracts have. */
export type ContractMechanism = Common & {
  readonly name: MechanismName
  /** What the owner of a model chooses in the contract. */
  contractOptions(options: unknown, classifier: ClassifierName): IncentiveOptions
}

/** One that no contract has, to compare with. */
export type SimulatedMechanism = Common & {
  readonly name: 'published market'
  /** Its rules around a model. */
  simulated(options: unknown, learner: Learner, model: SimulatedModel): Ground
  readonly gas: GasTable
}

/** What such rules know of their model. */
export type SimulatedModel = {
  readonly modelId: bigint
  readonly maxFeatures: number
  /** Whether a sample teaches it something that it gives the right class already. */
  readonly learnsAlways: boolean
}

type Common = {
  /** What a scenario may set; with defaults. */
  readonly options: z.ZodType
  settlement(world: World, options: unknown): Settlement
  /** Labelled samples that agents do not contribute, for a test set that a sponsor hides at first. */
  hiddenTest?(options: unknown): HiddenTest
  /** Whether a sample can be contributed once only. */
  readonly samplesOnce?: boolean
  /** Whether the model needs an owner who acts: a sponsor. */
  readonly sponsored?: boolean
  /** Whether the model learns from a contribution when it is made, or when it is settled. */
  readonly learns: 'at once' | 'when settled'
  /** Seconds after which nothing that was contributed needs to be open any more. */
  settledAfter(options: unknown): number
}
