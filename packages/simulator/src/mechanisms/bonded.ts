import { noArbiter } from '@cotrain/sdk/kinds'
import type { TwinEvent } from '@cotrain/sdk/twin'
import * as z from 'zod'
import type { Sample } from '../data/DataSet.ts'
import type { Account } from '../engine/Account.ts'
import type { Claim } from '../engine/Claim.ts'
import type { Lesson, World } from '../engine/World.ts'
import { Arbiter, arbiterAddress, arbiterSchema } from './bonded/Arbiter.ts'
import { Disputes } from './bonded/Disputes.ts'
import { Duplicates } from './bonded/Duplicates.ts'
import { enter } from './bonded/enter.ts'
import { Judgement } from './bonded/Judgement.ts'
import { Pools } from './bonded/Pools.ts'
import { contractOptions, contractShape } from './contractOptions.ts'
import type { ContractMechanism, Settlement } from './Mechanism.ts'

/** The evidence was made with ten times the deposit that models are deployed with. */
const options = z.strictObject({
  ...contractShape('bonded', { deposit: 0.002 }),
  /** Who decides what was challenged as often as it may be; nobody when undefined, and then it is dropped. */
  arbiter: arbiterSchema.optional(),
})

type Options = z.output<typeof options>

/** The arbiter's rulings come at once, but the contract wants a time for them: a week, in seconds. */
const rulingTime = 604_800

/** *Deposit, Refund, Take* with bonds: docs/bonded.md. */
export const bonded: ContractMechanism = {
  name: 'bonded',
  options,
  learns: 'when settled',
  samplesOnce: true,
  contractOptions: given => {
    const { arbiter, ...settings } = options.parse(given)
    const named = arbiter && { arbiter: arbiterAddress, court: true, rulingTime }
    return { ...noArbiter, ...contractOptions('bonded', settings), ...named }
  },
  settlement: (world, given) => new Assertions(world, options.parse(given)),
  settledAfter: given => {
    const { challengeTime, maxChallenges } = options.parse(given)
    return (maxChallenges + 1) * challengeTime
  },
}

/** Contributions as assertions with money behind them, and who contradicts them. */
class Assertions implements Settlement {
  openCount = 0
  readonly maxChallenges: number
  readonly #world: World
  readonly #disputes: Disputes
  readonly #pools: Pools
  readonly #arbiter: Arbiter | undefined
  readonly #judgement: Judgement
  readonly #duplicates: Duplicates
  /** Contributions with each of their assertions, in the order in which they were made. */
  readonly #news: Claim[] = []
  /** How many of `#news` an account has seen. */
  readonly #seen = new Map<Account, number>()

  constructor(world: World, given: Options) {
    this.#world = world
    this.#disputes = new Disputes(world, given)
    this.maxChallenges = this.#disputes.maxChallenges
    this.#pools = new Pools(world, this.#disputes)
    this.#arbiter = given.arbiter && new Arbiter(world, this.#disputes, given.arbiter)
    this.#judgement = new Judgement(world, this.#disputes, this.#pools, this.#arbiter)
    this.#duplicates = new Duplicates(given.challengeTime)
  }

  price({ example, label }: Lesson): bigint {
    const { modelId } = this.#world
    // The data set's samples are of the form that the kind takes.
    return this.#world.twinUnder('bonded').priceOf(modelId, label, example.sample as never)
  }

  topPrice(): bigint {
    return this.#world.twinUnder('bonded').price(this.#world.modelId, this.#world.blockTime)
  }

  priceLevel(): number {
    return 0
  }

  /** What the model says decides nothing. */
  claimable(): bigint {
    return 0n
  }

  finalAt(claim: Claim): number {
    return this.#disputes.finalAt(claim)
  }

  isKnown(sample: Sample): boolean {
    return this.#duplicates.has(sample)
  }

  defends(account: Account, lesson: Lesson): boolean {
    return this.#judgement.defends(account, this.price(lesson))
  }

  add(claim: Claim): void {
    this.openCount++
    this.#duplicates.add(claim)
    this.#news.push(claim)
  }

  claim(account: Account): void {
    this.#look(account)
    for (const claim of account.open()) {
      if (this.#disputes.isFinal(claim)) this.#settle(account, claim)
    }
    this.#pools.withdraw(account)
  }

  /** In the last second before a right label is final, contradicts it: everybody else may have looked already. */
  sweep(account: Account): number | undefined {
    let next: number | undefined
    for (const claim of new Set(this.#news)) {
      const lastChance = this.finalAt(claim) - 1
      if (!claim.open || lastChance < this.#world.time || this.#disputes.challenges(claim).length > 0)
        continue
      if (lastChance > this.#world.time) {
        next = Math.min(next ?? lastChance, lastChance)
      } else if (claim.label === claim.example.label) {
        this.challenge(account, claim, account.agent.otherThan(claim.label))
      }
    }
    return next
  }

  challenge(account: Account, claim: Claim, label: number): boolean {
    const world = this.#world
    const gas = world.gasCost('challenge', claim.example.sample.length)
    const bond = this.#disputes.bondOf(claim)
    if (!claim.open || account.agent.balance < bond + gas) return false
    const args = [world.modelId, claim.index, ...this.#disputes.given(claim), label]
    world.notify(account, ({ onPendingChallenge }) => onPendingChallenge?.(claim, label))
    if (world.call(account, 'challenge', claim, args, { value: bond, gas }) === undefined) return false
    world.counts.challenges++
    account.agent.book.deposited += bond
    if (!account.claims.includes(claim)) account.claims.push(claim)
    this.#news.push(claim)
    return true
  }

  dropDuplicate(account: Account, claim: Claim): boolean {
    const world = this.#world
    const original = this.#duplicates.originalOf(claim)
    if (!claim.open || original === undefined) return false
    const assertions = this.#disputes.assertions(claim)
    const { index, label, time, deposit, author } = original
    const made = { contributor: author.address, index, label, time, deposit }
    const args = [world.modelId, claim.index, ...this.#disputes.given(claim), made]
    world.notify(account, ({ onPendingDuplicate }) => onPendingDuplicate?.(claim))
    const events = world.send(account, 'dropDuplicate', args, 0n, this.#judgement.gasToSettle(claim))
    const found = events?.find(event => event.eventName === 'DuplicateFound')
    if (found === undefined) return false
    account.agent.book.taken += found.args.amount
    this.#close(claim, assertions, events!)
    return true
  }

  /** Looks at what is new, and contradicts what the agent has another opinion of, where that is worth it. */
  #look(account: Account): void {
    let seen = this.#seen.get(account) ?? 0
    for (; seen < this.#news.length; seen++) {
      const claim = this.#news[seen]!
      if (!claim.open || this.#disputes.isFinal(claim)) continue
      this.#showDuplicate(account, claim)
      // It may be closed now, by this account or by one that was before it.
      if (claim.open) this.#judge(account, claim)
    }
    this.#seen.set(account, seen)
  }

  #judge(account: Account, claim: Claim): void {
    const isContested = this.#disputes.isContested(claim)
    if (isContested && this.#arbiter === undefined) return
    const count = this.#disputes.challenges(claim).length
    const { behaviour } = account.agent
    const label = behaviour.opinion?.(claim, account, count)
    if (label === undefined) return
    if (isContested) {
      this.#ask(account, claim, label)
      return
    }
    if (label === this.#disputes.lastLabel(claim) || !this.#judgement.pays(account, claim, label)) return
    if (this.#judgement.affords(account, claim)) this.challenge(account, claim, label)
    else if (behaviour.pools) this.#payTogether(account, claim, label)
  }

  #payTogether(account: Account, claim: Claim, label: number): void {
    const kept = this.#judgement.kept(account, claim)
    // Others may add to it.
    if (this.#pools.join(account, claim, label, kept)) this.#news.push(claim)
  }

  /** Shows that a contribution's sample stood there before, where that is paid. */
  #showDuplicate(account: Account, claim: Claim): void {
    if (!account.agent.behaviour.findsDuplicates || !this.#duplicates.isLate(claim)) return
    const challenges = this.#disputes.challenges(claim)
    const isPaid =
      challenges.length === 0 ||
      // Who was first to challenge has the reward, and only half of what it wins if nobody answers.
      (challenges.length > 1 && challenges[0]!.account === account.address)
    if (isPaid && claim.deposit / 2n > this.#judgement.gasToSettle(claim)) this.dropDuplicate(account, claim)
  }

  #ask(account: Account, claim: Claim, label: number): void {
    const arbiter = this.#arbiter!
    if (!this.#judgement.isWorthAsking(arbiter, account, claim, label)) return
    const assertions = this.#disputes.assertions(claim)
    const events = arbiter.ask(account, claim, this.#judgement.gasToSettle(claim))
    if (events === undefined) return
    const repaid = this.#close(claim, assertions, events)[assertions.length] ?? 0n
    enter(account.agent.book, arbiter.fee, repaid)
  }

  /** Has everybody paid, if that pays for the account. */
  #settle(account: Account, claim: Claim): void {
    const world = this.#world
    const assertions = this.#disputes.assertions(claim)
    const isContested = this.#disputes.isContested(claim)
    const final = assertions.at(-1)!.label
    const back = assertions.reduce((sum, { label }, i) => {
      const isPaid = isContested ? i > 0 : label === final
      return isPaid ? sum + this.#judgement.stakeOf(account, claim, i) : sum
    }, 0n)
    const gas = this.#judgement.gasToSettle(claim)
    if (back === 0n || back < gas) return
    const args = [world.modelId, claim.index, ...this.#disputes.given(claim)]
    const events = world.call(account, 'refund', claim, args, { gas })
    if (events === undefined) return
    this.#close(claim, assertions, events)
    if (assertions.length > 1) this.#disputes.end(isContested)
  }

  /** Enters what a contribution's end has paid. @returns The amounts, in wei: for each assertion, then what else was paid. */
  #close(
    claim: Claim,
    assertions: ReturnType<Disputes['assertions']>,
    events: readonly TwinEvent[],
  ): readonly bigint[] {
    const world = this.#world
    const end = events.find(event => event.eventName === 'Settled' || event.eventName === 'Dropped')
    if (end === undefined) return []
    if (end.eventName === 'Settled') {
      world.counts.refunds++
      world.changed()
      if (claim.label === end.args.label) claim.author.verified++
    } else world.counts.dropped++
    for (const [i, { address, stake }] of assertions.entries()) {
      const account = world.accounts.get(address)
      // A pool's pledges are entered when they are withdrawn.
      if (account !== undefined) enter(account.agent.book, stake, end.args.amounts[i]!)
    }
    claim.open = false
    this.openCount--
    return end.args.amounts
  }
}
