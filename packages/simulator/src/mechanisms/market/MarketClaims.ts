import { settleGas } from '@cotrain/sdk/kinds'
import type { Twin, TwinEvent } from '@cotrain/sdk/twin'
import type { Account } from '../../engine/Account.ts'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'
import type { MarketResult } from '../../results/types.ts'
import type { Settlement } from '../Mechanism.ts'
import { Bounty } from './Bounty.ts'
import { marketResult } from './marketResult.ts'
import { type PhaseName, phaseNames } from './phases.ts'
import { planStep } from './planStep.ts'

/** Seconds for which nobody brings a settlement on, until those who wait for their stakes do. */
const patience = 86_400
const before: readonly PhaseName[] = ['Created', 'Drawing', 'Opening']
const scoring: readonly PhaseName[] = ['Settling', 'Settled']
const ended: readonly PhaseName[] = ['Defaulted', 'Cancelled']

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
  readonly #world: World
  readonly #twin: Twin<'market'>
  #open = 0
  #lastStep = 0

  constructor(world: World, terms: MarketTerms) {
    this.#world = world
    this.#twin = world.twinUnder('market')
    this.terms = terms
  }

  /** What the contract says. */
  get state() {
    return this.#twin.incentive(this.#world.modelId, this.#world.blockTime)
  }

  get phaseName(): PhaseName {
    return phaseNames[this.#twin.phase(this.#world.modelId, this.#world.blockTime)]!
  }

  /** Whether scoring has begun; a market without contributions is settled without. */
  get scoring(): boolean {
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
    const waits = this.bounty === undefined || (!this.bounty.over && !ended.includes(this.phaseName))
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
    const { claims, known, predictions } = planStep(world, this.#twin, this.claims)
    const contributions = claims.map(({ index }) => this.#twin.contribution(world.modelId, index))
    const args = [world.modelId, contributions, BigInt(Math.max(1, predictions))]
    const gas = world.weiOf(BigInt(settleGas(known, predictions)))
    world.counts.requests++
    const events = world.send(account, 'settle', args, 0n, gas)
    if (events === undefined) return
    this.steps.count++
    this.steps.gas += gas
    this.#lastStep = world.time
    if (predictions > 0) this.#tried(events)
    if (this.state.scored === BigInt(this.claims.length)) this.#settled()
  }

  /** What the events of a step say of its last contribution, if its trial has come to an end. */
  #tried(events: readonly TwinEvent[]): void {
    const last = events.findLast(event => event.eventName === 'Scored')
    if (last === undefined || events.some(({ eventName }) => eventName === 'SettlementAdvanced')) return
    this.steps.tried++
    if (!last.args.kept) return
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
      if (gain > 0n) author.verified++
      const penalty = this.#penaltyOf(claim)
      author.agent.book.lost += penalty
      if (penalty === deposit) this.#close(claim)
    }
  }

  #scoreOf({ index }: Claim) {
    return this.#twin.scored(this.#world.modelId, index)!
  }

  /** What of its stake a contribution has lost, in wei: nothing where nobody gains by it. */
  #penaltyOf(claim: Claim): bigint {
    return this.state.gains === 0n ? 0n : this.#scoreOf(claim).penalty
  }

  #claimScored(account: Account): void {
    const { bounty } = this
    if (bounty === undefined) return
    const world = this.#world
    for (const claim of account.open()) {
      const { gain, penalty } = this.#scoreOf(claim)
      const left = claim.deposit - this.#penaltyOf(claim)
      if (left + bounty.rewardOf(gain) < world.gasCost('claim', 0)) continue
      this.#collect(account, claim, 'claim', [account.address, gain, penalty], left, gain)
    }
  }

  #claimDefault(account: Account): void {
    const { bounty } = this
    if (bounty === undefined) return
    const world = this.#world
    const share = bounty.all / BigInt(this.claims.length)
    for (const claim of account.open()) {
      if (claim.deposit + share < world.gasCost('claim', 0)) continue
      const state = this.#twin.contribution(world.modelId, claim.index)
      this.#collect(account, claim, 'claimDefault', [state], claim.deposit, 0n)
    }
  }

  /** Has the contract pay what it owes for a contribution: what is left of its stake, and a reward for its gain. */
  #collect(
    account: Account,
    claim: Claim,
    functionName: 'claim' | 'claimDefault',
    terms: readonly unknown[],
    left: bigint,
    gain: bigint,
  ): void {
    const world = this.#world
    world.counts.requests++
    const args = [world.modelId, claim.index, ...terms]
    const events = world.send(account, functionName, args, 0n, world.gasCost('claim', 0))
    const claimed = events?.find(event => event.eventName === 'Claimed')
    if (claimed === undefined) return
    world.counts.refunds++
    account.agent.book.refunded += left
    this.bounty!.paid(account, claimed.args.amount - left, gain)
    this.#close(claim)
  }

  #close(claim: Claim): void {
    claim.open = false
    this.#open--
  }
}
