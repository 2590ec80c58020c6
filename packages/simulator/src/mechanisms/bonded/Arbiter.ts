import type { TwinEvent } from '@cotrain/sdk/twin'
import * as z from 'zod'
import type { Account } from '../../engine/Account.ts'
import { addressOf } from '../../engine/addressOf.ts'
import type { Claim } from '../../engine/Claim.ts'
import { toWei } from '../../engine/money.ts'
import type { World } from '../../engine/World.ts'
import { Random } from '../../random/Random.ts'
import type { Disputes } from './Disputes.ts'

/** A court as good as one can be imagined: it rules at once, and is wrong now and then. */
export const arbiterSchema = z.strictObject({
  /** Share of the disputes in which it finds a wrong label right. */
  error: z.number().min(0).max(1).default(0.02),
  /** Ether that a dispute costs; the losing stakes repay it as far as they go. */
  fee: z.number().min(0).default(0.002),
})

export type ArbiterSettings = z.output<typeof arbiterSchema>

/** Its address, to which fees are paid. */
export const arbiterAddress = addressOf('arbiter')

/** Who decides contributions that were challenged as often as they may be. */
export class Arbiter {
  /** Wei. */
  readonly fee: bigint
  readonly #world: World
  readonly #disputes: Disputes
  readonly #error: number
  #asked = 0n

  constructor(world: World, disputes: Disputes, { error, fee }: ArbiterSettings) {
    this.#world = world
    this.#disputes = disputes
    this.#error = error
    this.fee = toWei(fee)
  }

  /** Calls it for a contribution, which is closed then. @returns What the contract said; undefined when it refused. */
  ask(account: Account, claim: Claim, gas: bigint): TwinEvent[] | undefined {
    const world = this.#world
    const { modelId } = world
    const given = this.#disputes.given(claim)
    const answer = { fee: this.fee, disputeId: this.#asked }
    const args = [modelId, claim.index, ...given, answer]
    if (world.send(account, 'dispute', args, this.fee, gas) === undefined) return undefined
    account.agent.book.deposited += this.fee
    this.#asked++
    world.sendFor(arbiterAddress, 'rule', [answer.disputeId, BigInt(this.#labelOf(claim)) + 1n])
    return world.send(account, 'conclude', [modelId, ...given, answer.disputeId], 0n, gas)
  }

  /** What it finds right. */
  #labelOf({ example, index }: Claim): number {
    const { label, sample } = example
    const { classes } = this.#world
    const random = new Random(Number(index), 'arbiter', sample.join(' '))
    if (random.uniform() >= this.#error) return label
    return (label + 1 + random.below(classes - 1)) % classes
  }
}
