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
import { Scores } from './Scores.ts'

/** Seconds for which nobody brings a settlement on, until those who wait for their stakes do. */
const patience = 86_400
const before: readonly PhaseName[] = ['Created', 'Drawing', 'Opening']
const ended: readonly PhaseName[] = ['Defaulted', 'Cancelled']

/** What a scenario says of a market's money (wei), and into how many pieces its test set is cut. */
export type MarketTerms = { readonly stake: bigint; readonly bounty: bigint; readonly pieces: number }

/** A market's contributions, and what its phases let agents do with them. */
export class MarketClaims implements Settlement {
  readonly terms: MarketTerms
  /** Where the bounty is; undefined before the sponsor has committed it. */
  bounty: Bounty | undefined
  /** Steps of the settlement so far, and what they cost in wei. */
  readonly steps = { count: 0, gas: 0n }
  /** By number. */
  readonly claims: Claim[] = []
  scores: Scores | undefined
  readonly #world: World
  readonly #twin: Twin<'market'>
  #open = 0
  #hiddenSamples = 0
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

  /** What the events of a piece's reveal say, once they open the settlement. */
  revealed(events: readonly TwinEvent[]): void {
    const opened = events.find(event => event.eventName === 'SettlementOpened')
    if (opened === undefined) return
    this.scores = new Scores(this.claims.length, opened.args.multiplier, opened.args.offset)
    this.#hiddenSamples = Number(this.state.hiddenSamples)
    this.#lastStep = this.#world.time
  }

  /** A step of the settlement, as long as there is one to make. */
  advance(account: Account): void {
    const { scores } = this
    if (scores === undefined || scores.done) return
    const world = this.#world
    const { claims, known, predictions } = planStep(world, scores, this.claims, this.#hiddenSamples)
    const contributions = claims.map(({ index }) => this.#twin.contribution(world.modelId, index))
    const args = [world.modelId, contributions, BigInt(Math.max(1, predictions))]
    const gas = world.weiOf(BigInt(settleGas(known, predictions)))
    world.counts.requests++
    const events = world.send(account, 'settle', args, 0n, gas)
    if (events === undefined) return
    this.steps.count++
    this.steps.gas += gas
    this.#lastStep = world.time
    if (scores.add(events, predictions > 0)) world.changed()
    if (scores.done) this.#settled(scores)
  }

  /** Penalties are lost from now on; with a stake all of which is lost nobody has anything more to do. */
  #settled(scores: Scores): void {
    this.bounty?.settled(scores.gains, this.state)
    for (const claim of this.claims) {
      const { gain, penalty } = scores.of(claim.index)
      const { author } = claim
      if (gain > 0n) author.verified++
      if (penalty === 0n || scores.gains === 0n) continue
      claim.remaining -= penalty
      author.locked -= penalty
      author.agent.book.lost += penalty
      if (claim.remaining === 0n) this.#close(claim)
    }
  }

  #claimScored(account: Account): void {
    const { scores, bounty } = this
    // A market without contributions is settled without scores.
    if (scores === undefined || bounty === undefined) return
    const world = this.#world
    for (const claim of account.open()) {
      const { gain, penalty } = scores.of(claim.index)
      if (claim.remaining + bounty.rewardOf(gain) < world.gasCost('claim', 0)) continue
      this.#collect(account, claim, 'claim', [account.address, gain, penalty], gain)
    }
  }

  #claimDefault(account: Account): void {
    const { bounty } = this
    if (bounty === undefined) return
    const world = this.#world
    const share = bounty.all / BigInt(this.claims.length)
    for (const claim of account.open()) {
      if (claim.remaining + share < world.gasCost('claim', 0)) continue
      const state = this.#twin.contribution(world.modelId, claim.index)
      this.#collect(account, claim, 'claimDefault', [state], 0n)
    }
  }

  /** Has the contract pay what it owes for a contribution: what is left of its stake, and a reward. */
  #collect(
    account: Account,
    claim: Claim,
    functionName: 'claim' | 'claimDefault',
    terms: readonly unknown[],
    gain: bigint,
  ): void {
    const world = this.#world
    world.counts.requests++
    const args = [world.modelId, claim.index, ...terms]
    const events = world.send(account, functionName, args, 0n, world.gasCost('claim', 0))
    const claimed = events?.find(event => event.eventName === 'Claimed')
    if (claimed === undefined) return
    world.counts.refunds++
    account.agent.book.refunded += claim.remaining
    account.locked -= claim.remaining
    this.bounty!.paid(account, claimed.args.amount - claim.remaining, gain)
    this.#close(claim)
  }

  #close(claim: Claim): void {
    claim.remaining = 0n
    claim.open = false
    this.#open--
  }
}
