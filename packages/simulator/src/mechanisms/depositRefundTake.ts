import { kindUnder } from '@cotrain/sdk/kinds'
import { z } from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import type { World } from '../engine/World.ts'
import type { Mechanism, Settlement } from './Mechanism.ts'

const day = 86_400
/** The top price of a weight of 1 gwei: an hour's seconds of it. */
const weiPerWeight = 3_600n * 10n ** 9n
const seconds = z.int().min(0).max(16_777_215)

const options = z
  .strictObject({
    /** Seconds until a contribution can be refunded or taken. */
    refundTime: seconds.default(day),
    /** Seconds until the model's owner may take what is left. */
    ownerClaimTime: seconds.default(7 * day),
    /** Seconds until anyone may. */
    anyClaimTime: seconds.default(9 * day),
    /** Gwei: the price is 3600 of it right after a contribution, 60 of it an hour later. */
    depositWeight: z.int().min(0).max(1_099_511_627_775).default(16_667),
  })
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
  name: 'deposit-refund-take',
  options,
  kindOf: kind => kindUnder(kind, 'deposit-refund-take'),
  contractOptions: given => options.parse(given),
  settlement: (world, given) => new DepositClaims(world, options.parse(given)),
  settledAfter: given => options.parse(given).anyClaimTime,
}

/** Open deposits by age, and who can claim them. Contributions come in the order of their times. */
class DepositClaims implements Settlement {
  openCount = 0
  totalVerified = 0
  readonly #world: World
  readonly #options: Options
  /** All contributions; those before `#firstWaiting` are due or closed. */
  readonly #all: Claim[] = []
  #firstWaiting = 0
  #due: Claim[] = []
  #closed = 0

  constructor(world: World, given: Options) {
    this.#world = world
    this.#options = given
  }

  price(): bigint {
    const { twin, modelId, blockTime } = this.#world
    return twin.price(modelId, blockTime)
  }

  topPrice(): bigint {
    return BigInt(this.#options.depositWeight) * weiPerWeight
  }

  add(claim: Claim): void {
    this.#all.push(claim)
    this.openCount++
  }

  due(): readonly Claim[] {
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

  nextLate(): number | undefined {
    const oldest = this.due()[0] ?? this.#all[this.#firstWaiting]
    return oldest && oldest.time + this.#options.anyClaimTime
  }

  refundOwn(account: Account): void {
    const world = this.#world
    const { refundTime } = this.#options
    for (const claim of account.open()) {
      if (claim.time + refundTime > world.time) break
      if (world.predicted(claim) !== claim.label) continue
      if (claim.remaining < world.gasCost('refund', claim.example.sample.length)) continue
      const events = world.claim(account, 'refund', claim)
      if (events === undefined) continue
      world.counts.refunds++
      account.verified++
      this.totalVerified++
      this.#pay(account, claim, claim.remaining)
    }
  }

  takeShares(account: Account): void {
    if (account.verified === 0) return
    const world = this.#world
    for (const claim of this.due()) {
      if (!claim.open || claim.author === account || claim.takers.has(account)) continue
      if (world.predicted(claim) === claim.label) continue
      const share = (claim.deposit * BigInt(account.verified)) / BigInt(this.totalVerified)
      if (share === 0n || share < world.gasCost('take', claim.example.sample.length)) continue
      if (this.#take(account, claim)) world.counts.takes++
    }
  }

  takeLate(account: Account): void {
    const world = this.#world
    const { ownerClaimTime, anyClaimTime } = this.#options
    const wait = account.address === world.owner ? ownerClaimTime : anyClaimTime
    for (const claim of this.due()) {
      if (claim.time + wait > world.time) break
      if (!claim.open || claim.remaining < world.gasCost('take', claim.example.sample.length)) continue
      if (this.#take(account, claim)) world.counts.lateTakes++
    }
  }

  #take(account: Account, claim: Claim): boolean {
    const events = this.#world.claim(account, 'take', claim)
    const taken = events?.find(event => event.eventName === 'Taken')
    if (taken === undefined) return false
    claim.takers.add(account)
    this.#pay(account, claim, taken.args.amount)
    return true
  }

  /** Notes that the contract has paid the account out of the contribution's deposit. */
  #pay(account: Account, claim: Claim, amount: bigint): void {
    const own = claim.author.agent === account.agent
    claim.remaining -= amount
    if (own) account.agent.book.refunded += amount
    else {
      account.agent.book.taken += amount
      claim.author.agent.book.lost += amount
    }
    if (claim.remaining > 0n) return
    claim.open = false
    this.openCount--
    this.#closed++
  }
}
