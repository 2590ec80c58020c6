import type { Challenge } from '@cotrain/sdk/kinds'
import type { Twin } from '@cotrain/sdk/twin'
import type { Address } from 'viem'
import * as z from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Book } from '../engine/Agent.ts'
import type { Claim } from '../engine/Claim.ts'
import type { Lesson, World } from '../engine/World.ts'
import { contractOptions, contractShape } from './contractOptions.ts'
import type { Mechanism, Settlement } from './Mechanism.ts'

/** The evidence was made with ten times the deposit that models are deployed with. */
const options = z.strictObject(contractShape('bonded', { deposit: 0.002 }))

type Options = z.output<typeof options>

/** *Deposit, Refund, Take* with bonds: docs/bonded.md. */
export const bonded: Mechanism = {
  name: 'bonded',
  options,
  learns: 'when settled',
  contractOptions: given => contractOptions('bonded', options.parse(given)),
  settlement: (world, given) => new Assertions(world, options.parse(given)),
  // Bonds double: six times in a row is more than most purses hold.
  settledAfter: given => 7 * options.parse(given).challengeTime,
}

/** What settling takes more for each challenge. */
const gasOfSettledChallenge = 7_000n

/** Contributions as assertions with money behind them, and who contradicts them. */
class Assertions implements Settlement {
  openCount = 0
  readonly #world: World
  readonly #twin: Twin<'bonded'>
  readonly #options: Options
  /** Contributions with each of their assertions, in the order in which they were made. */
  readonly #news: Claim[] = []
  /** How many of `#news` an account has seen. */
  readonly #seen = new Map<Account, number>()

  constructor(world: World, given: Options) {
    this.#world = world
    this.#twin = world.twinUnder('bonded')
    this.#options = given
  }

  price({ example, label }: Lesson): bigint {
    // The data set's samples are of the form that the kind takes.
    return this.#twin.priceOf(this.#world.modelId, label, example.sample as never)
  }

  topPrice(): bigint {
    return this.#twin.price(this.#world.modelId, this.#world.blockTime)
  }

  priceLevel(): number {
    return 0
  }

  add(claim: Claim): void {
    this.openCount++
    this.#news.push(claim)
  }

  claim(account: Account): void {
    this.#contradict(account)
    for (const claim of account.open()) {
      if (this.#world.time >= this.#finalAt(claim)) this.#settle(account, claim)
    }
  }

  /** In the last second before a right label is final, contradicts it: everybody else may have looked already. */
  sweep(account: Account): number | undefined {
    let next: number | undefined
    for (const claim of new Set(this.#news)) {
      const lastChance = this.#finalAt(claim) - 1
      if (!claim.open || lastChance < this.#world.time || this.#challenges(claim).length > 0) continue
      if (lastChance > this.#world.time) {
        next = Math.min(next ?? lastChance, lastChance)
      } else if (claim.label === claim.example.label) {
        this.challenge(account, claim, account.agent.otherThan(claim.label))
      }
    }
    return next
  }

  /** What the model says decides nothing. */
  claimable(): bigint {
    return 0n
  }

  challenge(account: Account, claim: Claim, label: number): boolean {
    const world = this.#world
    const { modelId } = world
    const gas = world.gasCost('challenge', claim.example.sample.length)
    const bond = this.#bondOf(claim)
    if (!claim.open || account.agent.balance < bond + gas) return false
    const state = this.#twin.contribution(modelId, claim.index)
    const args = [modelId, claim.index, state, this.#challenges(claim), label]
    world.notify(account, ({ onPendingChallenge }) => onPendingChallenge?.(claim, label))
    if (world.call(account, 'challenge', claim, args, { value: bond, gas }) === undefined) return false
    world.counts.challenges++
    account.agent.book.deposited += bond
    if (!account.claims.includes(claim)) account.claims.push(claim)
    this.#news.push(claim)
    return true
  }

  /** Asserts another label wherever the agent has another opinion than whoever spoke last. */
  #contradict(account: Account): void {
    const { behaviour } = account.agent
    let seen = this.#seen.get(account) ?? 0
    for (; seen < this.#news.length; seen++) {
      const claim = this.#news[seen]!
      if (!claim.open || this.#world.time >= this.#finalAt(claim)) continue
      const challenges = this.#challenges(claim)
      const label = behaviour.opinion?.(claim, account, challenges.length)
      if (label === undefined || label === (challenges.at(-1)?.label ?? claim.label)) continue
      if (behaviour.atALoss || this.#rewardOf(claim, label) > this.#gasToWin(claim)) {
        this.challenge(account, claim, label)
      }
    }
    this.#seen.set(account, seen)
  }

  /** What one more assertion of `label` earns if nobody contradicts it, in wei. */
  #rewardOf(claim: Claim, label: number): bigint {
    let wrong = 0n
    let right = this.#bondOf(claim)
    for (const { label: asserted, stake } of this.#assertions(claim)) {
      if (asserted === label) right += stake
      else wrong += stake
    }
    return (wrong * this.#bondOf(claim)) / right
  }

  #gasToWin(claim: Claim): bigint {
    return this.#world.gasCost('challenge', claim.example.sample.length) + this.#gasToSettle(claim)
  }

  #gasToSettle(claim: Claim): bigint {
    const world = this.#world
    const challenges = this.#challenges(claim)
    const label = challenges.at(-1)?.label ?? claim.label
    const action = world.predicted(claim) === label ? 'refund' : 'refund-disagree'
    const gas = world.gasCost(action, claim.example.sample.length)
    return gas + world.weiOf(gasOfSettledChallenge) * BigInt(challenges.length)
  }

  /** Has everybody paid, if that pays for the account. */
  #settle(account: Account, claim: Claim): void {
    const world = this.#world
    const { modelId } = world
    const before = this.#challenges(claim)
    const assertions = this.#assertions(claim)
    const final = assertions.at(-1)!.label
    const back = assertions
      .filter(({ address, label }) => address === account.address && label === final)
      .reduce((sum, { stake }) => sum + stake, 0n)
    const gas = this.#gasToSettle(claim)
    if (back === 0n || back < gas) return
    const state = this.#twin.contribution(modelId, claim.index)
    const events = world.call(account, 'refund', claim, [modelId, claim.index, state, before], { gas })
    const settled = events?.find(event => event.eventName === 'Settled')
    if (settled === undefined) return
    world.counts.refunds++
    world.changed()
    if (claim.label === final) claim.author.verified++
    for (const [i, amount] of settled.args.amounts.entries()) {
      const { address, stake } = assertions[i]!
      enter(world.accounts.get(address)!.agent.book, stake, amount)
    }
    claim.open = false
    this.openCount--
  }

  #challenges({ index }: Claim): readonly Challenge[] {
    return this.#twin.challenges(this.#world.modelId, index)
  }

  /** What has been asserted of an open contribution, by whom, and for which stake in wei; first by the contribution. */
  #assertions(claim: Claim): { address: Address; label: number; stake: bigint }[] {
    const challenges = this.#challenges(claim).map(({ account, label }) => ({ address: account, label }))
    return [{ address: claim.author.address, label: claim.label }, ...challenges].map((assertion, i) => ({
      ...assertion,
      stake: claim.deposit << BigInt(i),
    }))
  }

  #bondOf(claim: Claim): bigint {
    return claim.deposit << BigInt(this.#challenges(claim).length + 1)
  }

  #finalAt(claim: Claim): number {
    return (this.#challenges(claim).at(-1)?.time ?? claim.time) + this.#options.challengeTime
  }
}

/** Notes that the contract has paid `amount` for an assertion that staked `stake`; wei. */
function enter(book: Book, stake: bigint, amount: bigint): void {
  const back = amount < stake ? amount : stake
  book.refunded += back
  book.taken += amount - back
  book.lost += stake - back
}
