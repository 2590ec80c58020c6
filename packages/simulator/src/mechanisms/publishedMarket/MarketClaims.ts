import type { Account } from '../../engine/Account.ts'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'
import type { MarketResult } from '../../results/types.ts'
import type { Settlement } from '../Mechanism.ts'
import { Bounty } from './Bounty.ts'
import { settleGas } from './gas.ts'
import { marketResult } from './marketResult.ts'
import { PublishedMarket } from './PublishedMarket.ts'
import type { PhaseName } from './phases.ts'
import { planStep } from './planStep.ts'

/** Seconds for which nobody brings a settlement on, until those who wait for their stakes do. */
const patience = 86_400
const before: readonly PhaseName[] = ['Created', 'Drawing', 'Opening']
const scoring: readonly PhaseName[] = ['Settling', 'Settled']

/** What a scenario says of a market's money (wei), and into how many pieces its test set is cut. */
export type MarketTerms = { readonly stake: bigint; readonly bounty: bigint; readonly pieces: number }

/** A market's contributions, and what its phases let agents do with them. */
export class MarketClaims implements Settlement {
  readonly terms: MarketTerms
  /** Where the bounty is; undefined before the sponsor has committed it. */
  bounty: Bounty | undefined
  /** Steps of the settlement so far, what they cost in wei, and how many contributions they tried and kept of these. */
  readonly steps = { count: 0, gas: 0n, tried: 0, kept: 0 }
  /** By number. */
  readonly claims: Claim[] = []
  readonly state: PublishedMarket
  readonly #world: World
  #open = 0
  #lastStep = 0

  constructor(world: World, terms: MarketTerms) {
    this.#world = world
    if (!(world.twin instanceof PublishedMarket)) throw new Error('the model is under no published market')
    this.state = world.twin
    this.terms = terms
  }

  get phaseName(): PhaseName {
    return this.state.phase(this.#world.time)
  }

  /** Whether scoring has begun; a market without contributions is settled without. */
  get hasScores(): boolean {
    return this.claims.length > 0 && scoring.includes(this.phaseName)
  }

  get phase(): 'before' | 'open' | 'closed' {
    const { phaseName } = this
    if (phaseName === 'Open') return 'open'
    return before.includes(phaseName) ? 'before' : 'closed'
  }

  price(): bigint {
    return this.terms.stake
  }

  topPrice(): bigint {
    return this.terms.stake
  }

  priceLevel(): number {
    return 0
  }

  claimable(): bigint {
    return 0n
  }

  /** No deadline of a market gives anything to whoever is first. */
  sweep(): undefined {
    return undefined
  }

  /** Contributions that are not paid, and the bounty as long as the sponsor may get something of it back. */
  get openCount(): number {
    const waits = this.bounty === undefined || (!this.bounty.over && this.phaseName !== 'Defaulted')
    return this.#open + (waits ? 1 : 0)
  }

  add(claim: Claim): void {
    this.claims.push(claim)
    this.#open++
  }

  claim(account: Account): void {
    const { phaseName } = this
    if (phaseName === 'Settled') this.#claimScored(account)
    else if (phaseName === 'Defaulted') this.#claimDefault(account)
    else if (phaseName === 'Settling' && this.#world.time > this.#lastStep + patience) {
      if (account.open().length > 0) this.advance(account)
    }
  }

  market(): MarketResult {
    return marketResult(this)
  }

  /** The account has committed a bounty, in wei. */
  committed(account: Account, bounty: bigint): void {
    this.bounty = new Bounty(account, bounty)
  }

  /** A piece was revealed; with the last one the settlement opens. */
  revealed(): void {
    this.#lastStep = this.#world.time
  }

  /** A step of the settlement, as long as there is one to make. */
  advance(account: Account): void {
    if (this.phaseName !== 'Settling') return
    const world = this.#world
    const { count, known, predictions } = planStep(world, this.state, this.claims)
    const args = [count, Math.max(1, predictions)]
    const gas = world.weiOf(BigInt(settleGas(known, predictions)))
    world.counts.requests++
    if (world.send(account, 'settle', args, 0n, gas) === undefined) return
    this.steps.count++
    this.steps.gas += gas
    this.#lastStep = world.time
    if (predictions > 0 && this.state.tried === 0) this.#tried()
    if (this.state.scored === this.claims.length) this.#settled()
  }

  /** The trial of the last contribution that was scored has come to an end. */
  #tried(): void {
    this.steps.tried++
    const last = this.claims[this.state.scoredAt(this.state.scored - 1)]!
    if (!this.#scoreOf(last).kept) return
    this.steps.kept++
    this.#world.changed()
  }

  /** Penalties are lost from now on; with a stake all of which is lost nobody has anything more to do. */
  #settled(): void {
    const { state } = this
    this.bounty?.settled(state)
    for (const claim of this.claims) {
      const { gain } = this.#scoreOf(claim)
      const { author, deposit } = claim
      if (gain > 0) author.verified++
      const penalty = this.#penaltyOf(claim)
      author.agent.book.lost += penalty
      if (penalty === deposit) this.#close(claim)
    }
  }

  #scoreOf({ index }: Claim) {
    return this.state.entries[Number(index)]!.score!
  }

  /** What of its stake a contribution has lost, in wei: nothing where nobody gains by it. */
  #penaltyOf(claim: Claim): bigint {
    return this.state.gains === 0 ? 0n : this.#scoreOf(claim).penalty
  }

  #claimScored(account: Account): void {
    const { bounty } = this
    if (bounty === undefined) return
    const world = this.#world
    for (const claim of account.open()) {
      const gain = BigInt(this.#scoreOf(claim).gain)
      const left = claim.deposit - this.#penaltyOf(claim)
      if (left + bounty.rewardOf(gain) < world.gasCost('claim', 0)) continue
      this.#collect(account, claim, 'claim', left, gain)
    }
  }

  #claimDefault(account: Account): void {
    const { bounty } = this
    if (bounty === undefined) return
    const world = this.#world
    const share = bounty.all / BigInt(this.claims.length)
    for (const claim of account.open()) {
      if (claim.deposit + share < world.gasCost('claim', 0)) continue
      this.#collect(account, claim, 'claimDefault', claim.deposit, 0n)
    }
  }

  /** Has the contract pay what it owes for a contribution: what is left of its stake, and a reward for its gain. */
  #collect(
    account: Account,
    claim: Claim,
    functionName: 'claim' | 'claimDefault',
    left: bigint,
    gain: bigint,
  ): void {
    const world = this.#world
    world.counts.requests++
    const { address } = claim.author
    const before = this.state.received(address)
    const gas = world.gasCost('claim', 0)
    if (world.send(account, functionName, [Number(claim.index)], 0n, gas) === undefined) return
    world.counts.refunds++
    account.agent.book.refunded += left
    this.bounty!.paid(account, this.state.received(address) - before - left, gain)
    this.#close(claim)
  }

  #close(claim: Claim): void {
    claim.open = false
    this.#open--
  }
}
