import type { Contribution } from '@cotrain/sdk/kinds'
import { depositPrice, type Twin, type TwinEvent } from '@cotrain/sdk/twin'
import * as z from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import { atMost } from '../engine/money.ts'
import type { World } from '../engine/World.ts'
import { contractShape } from './contractOptions.ts'
import type { ContractMechanism, Settlement } from './Mechanism.ts'

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
export const deposits: ContractMechanism = {
  name: 'deposits',
  options,
  learns: 'at once',
  contractOptions: given => options.parse(given),
  settlement: (world, given) => new DepositClaims(world, options.parse(given)),
  settledAfter: given => options.parse(given).anyClaimTime,
}

/** Who can claim the open deposits, and when. Contributions come in the order of their times. */
class DepositClaims implements Settlement {
  readonly #world: World
  readonly #twin: Twin<'deposits'>
  readonly #options: Options
  /** The open contributions, the oldest first; closed ones are dropped when somebody looks. */
  #claims: Claim[] = []
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

  get openCount(): number {
    return this.#claims.length - this.#closed
  }

  add(claim: Claim): void {
    this.#claims.push(claim)
  }

  #open(): readonly Claim[] {
    if (this.#closed > 0) this.#claims = this.#claims.filter(({ open }) => open)
    this.#closed = 0
    return this.#claims
  }

  /** Whether so many seconds have passed since a contribution. */
  #isDue({ time }: Claim, wait = this.#options.refundTime): boolean {
    return time + wait <= this.#world.time
  }

  sweep(account: Account): number | undefined {
    this.#takeLate(account)
    const [oldest] = this.#open()
    return oldest && oldest.time + this.#options.anyClaimTime
  }

  claimable(account: Account): bigint {
    let sum = 0n
    for (const claim of this.#open()) {
      if (!this.#isDue(claim)) break
      const agrees = this.#world.predictedNow(claim) === claim.label
      const { remaining } = this.#stateOf(claim)
      if (claim.author.agent === account.agent) sum += agrees ? remaining : 0n
      else if (!agrees && !this.#hasTaken(account, claim))
        sum += atMost(this.#shareOf(account, claim), remaining)
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
    for (const claim of account.open()) {
      if (!this.#isDue(claim)) break
      if (world.predicted(claim) !== claim.label) continue
      const { remaining } = this.#stateOf(claim)
      if (remaining < world.gasCost('refund', claim.example.sample.length)) continue
      const refunded = this.#send(account, 'refund', claim)?.find(event => event.eventName === 'Refunded')
      if (refunded === undefined) continue
      world.counts.refunds++
      account.verified = Number(refunded.args.verified)
      this.#paid(account, claim, remaining)
    }
  }

  /** Takes the account's share of all contributions that the model disagrees with, where it pays for the gas. */
  #takeShares(account: Account): void {
    if (account.verified === 0) return
    const world = this.#world
    for (const claim of this.#open()) {
      if (!this.#isDue(claim)) break
      if (!claim.open || claim.author === account || this.#hasTaken(account, claim)) continue
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
    for (const claim of this.#open()) {
      if (!this.#isDue(claim, wait)) break
      if (this.#stateOf(claim).remaining < world.gasCost('take', claim.example.sample.length)) continue
      if (this.#take(account, claim)) world.counts.lateTakes++
    }
  }

  #take(account: Account, claim: Claim): boolean {
    const taken = this.#send(account, 'take', claim)?.find(event => event.eventName === 'Taken')
    if (taken === undefined) return false
    this.#paid(account, claim, taken.args.amount)
    return true
  }

  #hasTaken({ address }: Account, claim: Claim): boolean {
    return this.#stateOf(claim).takers.includes(address)
  }

  /** The account's share of a deposit that the model disagrees with, in wei, as long as so much is left. */
  #shareOf({ verified }: Account, { deposit }: Claim): bigint {
    if (verified === 0) return 0n
    const { totalVerified } = this.#twin.incentive(this.#world.modelId)
    return (deposit * BigInt(verified)) / totalVerified
  }

  #stateOf({ index }: Claim): Contribution {
    const state = this.#twin.contribution(this.#world.modelId, index)
    if (state === undefined) throw new Error(`contribution ${index} is closed already`)
    return state
  }

  #send(account: Account, functionName: 'refund' | 'take', claim: Claim): TwinEvent[] | undefined {
    const args = [this.#world.modelId, claim.index, this.#stateOf(claim)]
    return this.#world.call(account, functionName, claim, args)
  }

  /** Notes that the contract has paid the account out of the contribution's deposit. */
  #paid(account: Account, claim: Claim, amount: bigint): void {
    const { book } = account.agent
    if (claim.author.agent === account.agent) book.refunded += amount
    else {
      book.taken += amount
      claim.author.agent.book.lost += amount
    }
    if (this.#twin.contribution(this.#world.modelId, claim.index) !== undefined) return
    claim.open = false
    this.#closed++
  }
}
