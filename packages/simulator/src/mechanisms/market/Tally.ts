import type { TwinEvent } from '@cotrain/sdk/twin'
import type { Account } from '../../engine/Account.ts'
import { atMost, toEther } from '../../engine/money.ts'
import type { MarketResult } from '../../results/types.ts'
import type { BlindMarket, Sealed } from './BlindMarket.ts'

/** A summed loss of 1, in units of the contract. */
const one = 65_536

/** Where the money of blind markets goes, in the books of those whose it is, and what became of bundles. Wei. */
export class Tally {
  readonly #market: BlindMarket
  sponsor: Account | undefined
  #bounties = 0n
  #paid = 0n
  #penalties = 0n
  #samples = 0
  #tried = 0
  #kept = 0
  #steps = 0
  #stepsGas = 0n

  constructor(market: BlindMarket) {
    this.#market = market
  }

  opened(sponsor: Account): void {
    const { bounty } = this.#market.terms
    this.sponsor = sponsor
    this.#bounties += bounty
    sponsor.agent.book.deposited += bounty
  }

  committed({ account: { agent }, lessons }: Sealed, price: bigint): void {
    const { book, world } = agent
    book.deposited += price
    book.contributions += lessons.length
    book.honestContributions += lessons.filter(({ label, example }) => label === example.label).length
    world.counts.contributions += lessons.length
    this.#samples += lessons.length
  }

  /** A step of the settlement, for which its caller gets a part of the fee. */
  stepped(caller: Account, events: readonly TwinEvent[], gas: bigint, gained: bigint): void {
    this.#steps++
    this.#stepsGas += gas
    const settled = events.find(event => event.eventName === 'MarketSettled')
    const rest = caller.address === this.sponsor?.address ? (settled?.args.rest ?? 0n) : 0n
    caller.agent.book.taken += gained - rest
    this.noted(events)
  }

  noted(events: readonly TwinEvent[]): void {
    for (const event of events) {
      if (event.eventName === 'BundleSettled') this.#scored(event.args)
      else if (event.eventName === 'MarketSettled') this.#ended(event.args.rest)
      else if (event.eventName === 'SettlementOpened') this.#burn()
      else if (event.eventName === 'MarketDefaulted') this.#defaulted()
    }
  }

  #scored({ bundle, kept, amount }: { bundle: bigint; kept: boolean; amount: bigint }): void {
    const sealed = this.#market.sealed[Number(bundle)]!
    const { stake, fee } = this.#market.state.options
    const { account } = sealed
    const penalty = amount < stake ? stake - amount : 0n
    account.agent.book.lost += fee + penalty
    this.#penalties += penalty
    this.#tried++
    if (kept) this.#kept++
    if (amount > stake) account.verified++
    sealed.status = amount === 0n ? 'closed' : 'scored'
  }

  /** What nobody has earned is the sponsor's: more than the bounty where bundles lost more than others earned. */
  #ended(rest: bigint): void {
    const { book } = this.sponsor!.agent
    const { bounty } = this.#market.terms
    const back = atMost(rest, bounty)
    book.refunded += back
    book.lost += bounty - back
    book.taken += rest - back
    this.#paid += bounty - rest
    if (this.#market.ofRound().every(({ status }) => status === 'committed')) this.#burn()
  }

  /** What was not revealed is lost. */
  #burn(): void {
    const price = this.#market.price()
    for (const sealed of this.#market.ofRound()) {
      if (sealed.status !== 'committed') continue
      sealed.account.agent.book.lost += price
      sealed.status = 'closed'
    }
  }

  #defaulted(): void {
    this.sponsor!.agent.book.lost += this.#market.terms.bounty
    this.#burn()
  }

  claimed(sealed: Sealed, events: readonly TwinEvent[]): void {
    const amount = events.find(event => event.eventName === 'Claimed')!.args.amount
    const { book, world } = sealed.account.agent
    const { stake, fee } = this.#market.state.options
    const own = sealed.status === 'scored' ? stake : stake + fee
    const back = atMost(amount, own)
    book.refunded += back
    book.taken += amount - back
    if (sealed.status === 'revealed') this.#paid += amount - back
    world.counts.refunds++
    sealed.status = 'closed'
  }

  result(): MarketResult {
    const { phaseName, state } = this.#market
    const { agent } = this.sponsor ?? {}
    const measured = this.#tried > 0 || phaseName === 'Settling'
    const mean = (pay: bigint, keep: bigint) =>
      measured ? Number(pay + keep) / one / state.options.testSamples : null
    return {
      phase: phaseName,
      bounty: toEther(this.#bounties),
      bountyPaid: toEther(this.#paid),
      penalties: toEther(this.#penalties),
      sponsorProfit: agent === undefined ? 0 : toEther(agent.own + agent.locked - agent.start),
      shownSamples: 0,
      hiddenSamples: state.options.testSamples,
      firstLoss: mean(state.firstPayLoss, state.firstKeepLoss),
      lastLoss: mean(state.payLoss, state.keepLoss),
      contributions: this.#samples,
      tried: this.#tried,
      kept: this.#kept,
      steps: this.#steps,
      stepsGas: toEther(this.#stepsGas),
    }
  }
}
