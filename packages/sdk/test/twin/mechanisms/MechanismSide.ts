import type { Address } from 'viem'
import type { IncentiveOptions } from '../../../src/kinds/index.ts'
import type { Twin } from '../../../src/twin/index.ts'
import type { Chain, TrainerCall, Transaction } from '../Chain.ts'
import type { Dice } from '../Dice.ts'
import type { ViewOfModel } from '../kinds/KindSide.ts'
import type { Block } from '../TwinSide.ts'
import type { Claim, World } from '../World.ts'

/** What random sequences must know of a mechanism. */
export type MechanismSide = {
  /** Options of a new model, some of them wrong; with `calm`, those under which much happens. */
  options(dice: Dice, calm: boolean): IncentiveOptions
  /** Puts on the chain what models may name. */
  prepare?(chain: Chain): Promise<void>
  /** What the mechanism adds to the functions of trainers. */
  generators: Readonly<Record<string, (world: World) => Transaction>>
  /** What the first blocks are to call, so that something happens after them; most calls then are to succeed. */
  prelude?: readonly (readonly string[])[]
  /** The names of these, as often as they are to be called beside twenty calls of other functions. */
  functions: readonly string[]
  /** Those that multicalls have. */
  inMulticalls: readonly string[]
  /** A model to contribute to, where not all take contributions at any time. */
  modelFor?(world: World): bigint
  /** What a contribution costs at most, in wei. */
  mostPrice(twin: Twin, modelId: bigint, time: bigint): bigint
  /** A view that only this mechanism has, and all that it lets one read of a model. */
  view(world: World, modelId: bigint): ViewOfModel
  reads(twin: Twin, modelId: bigint, accounts: readonly Address[]): ViewOfModel[]
  /** When something becomes possible about a contribution, in seconds since 1970. */
  moments(twin: Twin, claim: Claim, now: bigint): number[]
  /** Another name for a success, to tell ways apart. */
  outcomeOf?(twin: Twin, block: Block, call: TrainerCall | Transaction): string
  /** Functions and views of this mechanism, and how functions can fail besides the ways that all have. */
  errors: Readonly<Record<string, readonly string[]>>
  /** Other successes that runs must meet, and those that are too rare to count on. */
  successes: readonly string[]
  rare: readonly string[]
}
