import { depositPrice, type Twin, type TwinEvent } from '@cotrain/sdk/twin'
import * as z from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import { atMost } from '../engine/money.ts'
import type { World } from '../engine/World.ts'
import { contractShape } from './contractOptions.ts'
import type { Mechanism, Settlement } from './Mechanism.ts'

const options = z
  .strictObject(contractShape('deposits'))
  .refine(
    ({ refundTime, ownerClaimTime, anyClaimTime }) =>
      refundTime <= ownerClaimTime && ownerClaimTime <= anyClaimTime,
    {
      path: ['ownerClaimTime'],
      message: 'refundTime, ownerClaimTime and anyClaimTime must ascend',
    },
  )

type Options = z.output<typeof options>

/** *Deposit, Refund, Take* as the paper has it. */
export const depositRefundTake: Mechanism = {
  name: 'deposits',
  options,
  learns: 'at once',
  contractOptions: given => options.parse(given),
  settlement: (world, given) => new DepositClaims(world, options.parse(given)),
  settledAfter: given => options.parse(given).anyClaimTime,
}

/** Open deposits by age, and who can claim them. Contributions come in the order of their times. */
class DepositClaims implements Settlement {
  openCount = 0
  /** Verified contributions of all accounts. */
  #totalVerified = 0
  readonly #world: World
  readonly #twin: Twin<'deposits'>
  readonly #options: Options
  readonly #takers = new Map<Claim, Set<Account>>()
  /** All contributions; those before `#firstWaiting` are due or closed. */
  readonly #all: Claim[] = []
  #firstWaiting = 0
  #due: Claim[] = []
  #closed = 0

  constructor(world: World, given: Options) {
    this.#world = world
    this.#twin = world.twinUnder('deposits')
    this.#options = given
  }

  price(): bigint {
    return this.#twin.price(this.#world.modelId, this.#world.blockTime)
  }

  priceLevel(): number {
    return Number(this.price()) / Number(this.topPrice())
  }

  topPrice(): bigint {
    return depositPrice(this.#options, 0)
  }

  add(claim: Claim): void {
    this.#all.push(claim)
    this.openCount++
  }

  /** The contributions past the refund time, the oldest first. */
  #dueNow(): readonly Claim[] {
    const { refundTime } = this.#options
    for (; this.#firstWaiting < this.#all.length; this.#firstWaiting++) {
      const claim = this.#all[this.#firstWaiting]!
      if (claim.time + refundTime > this.#world.time) break
      this.#due.push(claim)
    }
    if (this.#closed > 0) {
      this.#due = this.#due.filter(claim => claim.open)
      this.#closed = 0
    }
    return this.#due
  }

  sweep(account: Account): number | undefined {
    this.#takeLate(account)
    const oldest = this.#dueNow()[0] ?? this.#all[this.#firstWaiting]
    return oldest && oldest.time + this.#options.anyClaimTime
  }

  claimable(account: Account): bigint {
    let sum = 0n
    for (const claim of this.#dueNow()) {
      const agrees = this.#world.predictedNow(claim) === claim.label
      if (claim.author.agent === account.agent) sum += agrees ? claim.remaining : 0n
      else if (!agrees && account.verified > 0 && !this.#takers.get(claim)?.has(account)) {
        sum += atMost(this.#shareOf(account, claim), claim.remaining)
      }
    }
    return sum
  }

  claim(account: Account): void {
    this.#refundOwn(account)
    this.#takeShares(account)
    this.#takeLate(account)
  }

  /** Has all of the account's contributions refunded (verified) that can be, and pay for their gas. */
  #refundOwn(account: Account): void {
    const world = this.#world
    const { refundTime } = this.#options
    for (const claim of account.open()) {
      if (claim.time + refundTime > world.time) break
      if (world.predicted(claim) !== claim.label) continue
      if (claim.remaining < world.gasCost('refund', claim.example.sample.length)) continue
      if (this.#send(account, 'refund', claim) === undefined) continue
      world.counts.refunds++
      account.verified++
      this.#totalVerified++
      this.#pay(account, claim, claim.remaining)
    }
  }

  /** Takes the account's share of all contributions that the model disagrees with, where it pays for the gas. */
  #takeShares(account: Account): void {
    if (account.verified === 0) return
    const world = this.#world
    for (const claim of this.#dueNow()) {
      if (!claim.open || claim.author === account || this.#takers.get(claim)?.has(account)) continue
      if (world.predicted(claim) === claim.label) continue
      const share = this.#shareOf(account, claim)
      if (share === 0n || share < world.gasCost('take', claim.example.sample.length)) continue
      if (this.#take(account, claim)) world.counts.takes++
    }
  }

  /** Takes all that was left too long, where it pays for the gas. */
  #takeLate(account: Account): void {
    const world = this.#world
    const { ownerClaimTime, anyClaimTime } = this.#options
    const wait = account.address === world.owner ? ownerClaimTime : anyClaimTime
    for (const claim of this.#dueNow()) {
      if (claim.time + wait > world.time) break
      if (!claim.open || claim.remaining < world.gasCost('take', claim.example.sample.length)) continue
      if (this.#take(account, claim)) world.counts.lateTakes++
    }
  }

  #take(account: Account, claim: Claim): boolean {
    const taken = this.#send(account, 'take', claim)?.find(event => event.eventName === 'Taken')
    if (taken === undefined) return false
    const takers = this.#takers.get(claim)
    if (takers) takers.add(account)
    else this.#takers.set(claim, new Set([account]))
    this.#pay(account, claim, taken.args.amount)
    return true
  }

  #shareOf({ verified }: Account, { deposit }: Claim): bigint {
    return (deposit * BigInt(verified)) / BigInt(this.#totalVerified)
  }

  #send(account: Account, functionName: 'refund' | 'take', claim: Claim): TwinEvent[] | undefined {
    const { modelId } = this.#world
    const state = this.#twin.contribution(modelId, claim.index)
    if (state === undefined) throw new Error(`contribution ${claim.index} is closed already`)
    return this.#world.call(account, functionName, claim, [modelId, claim.index, state])
  }

  /** Notes that the contract has paid the account out of the contribution's deposit. */
  #pay(account: Account, claim: Claim, amount: bigint): void {
    const own = claim.author.agent === account.agent
    claim.remaining -= amount
    claim.author.locked -= amount
    if (own) account.agent.book.refunded += amount
    else {
      account.agent.book.taken += amount
      claim.author.agent.book.lost += amount
    }
    if (claim.remaining > 0n) return
    claim.open = false
    this.#takers.delete(claim)
    this.openCount--
    this.#closed++
  }
}
