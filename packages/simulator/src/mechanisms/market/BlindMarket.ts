import { marketGas, testsWithin } from '@cotrain/sdk/kinds'
import type { Twin, TwinEvent } from '@cotrain/sdk/twin'
import type { Hex } from 'viem'
import type { Account } from '../../engine/Account.ts'
import type { Lesson, World } from '../../engine/World.ts'
import type { MarketResult } from '../../results/types.ts'
import type { Settlement } from '../Mechanism.ts'
import { featuresOf, unzipped } from './lessons.ts'
import { type PhaseName, phaseNames } from './phases.ts'
import { seal } from './seal.ts'
import { Tally } from './Tally.ts'

/** A bundle that was committed, as its owner knows it; what others know of it is what was revealed. */
export type Sealed = {
  readonly bundle: bigint
  /** Which market of the model it is in, the first being 1. */
  readonly round: number
  readonly account: Account
  /** Ascending by the hashes of their samples; none where somebody else's commitment was copied. */
  readonly lessons: readonly Lesson[]
  readonly salt: Hex
  readonly commitment: Hex
  status: 'committed' | 'revealed' | 'scored' | 'closed'
  /** Whether everybody can see what is in it. */
  shown: boolean
}

/** What a scenario says of the markets: wei, and how many there are, one after the other. */
export type BlindTerms = { readonly bounty: bigint; readonly rounds: number }

/** Gas that one step of a settlement may need (EIP-7825), with some room. */
const stepGas = 15_000_000

/** The blind markets of a model: bundles that are committed, revealed, and scored on a test set that comes last. */
export class BlindMarket implements Settlement {
  readonly terms: BlindTerms
  /** Markets that were opened so far. */
  round = 0
  /** By number. */
  readonly sealed: Sealed[] = []
  readonly tally: Tally
  readonly #world: World
  readonly #twin: Twin<'market'>

  constructor(world: World, terms: BlindTerms) {
    this.#world = world
    this.#twin = world.twinUnder('market')
    this.terms = terms
    this.tally = new Tally(this)
  }

  /** What the contract says. */
  get state() {
    return this.#twin.incentive(this.#world.modelId, this.#world.blockTime)
  }

  get phaseName(): PhaseName {
    return phaseNames[this.state.phase]!
  }

  /** Single contributions are never taken. */
  get phase(): 'before' | 'closed' {
    return this.isOver ? 'closed' : 'before'
  }

  /** Whether no market is open, and none will be. */
  get isOver(): boolean {
    const ended: readonly PhaseName[] = ['Settled', 'Defaulted']
    return this.round === this.terms.rounds && ended.includes(this.phaseName)
  }

  price(): bigint {
    return this.#twin.price(this.#world.modelId, this.#world.blockTime)
  }

  topPrice(): bigint {
    return this.price()
  }

  priceLevel(): number {
    return 0
  }

  claimable(): bigint {
    return 0n
  }

  /** No deadline gives anything to whoever is first. */
  sweep(): undefined {
    return undefined
  }

  /** Single contributions are never made. */
  add(): void {}

  /** Bundles that are not paid, and the markets that are not over. */
  get openCount(): number {
    const open = this.sealed.filter(({ status }) => status !== 'closed').length
    return open + (this.isOver ? 0 : 1)
  }

  /** The bundles of the present market, or of the last. */
  ofRound(round = this.round): Sealed[] {
    return this.sealed.filter(each => each.round === round)
  }

  /** A market was opened by this account. */
  opened(sponsor: Account): void {
    this.round++
    this.tally.opened(sponsor)
  }

  /**
   * Commits a bundle, of as many of the lessons as one transaction can teach.
   * @returns Undefined when they make no bundle that the contract takes, or the account's agent cannot pay it.
   */
  commit(account: Account, lessons: readonly Lesson[]): Sealed | undefined {
    const made = seal(this.#world, this.#twin, account, lessons)
    if (made === undefined) return undefined
    return this.#commit(account, made)
  }

  /** Commits to what somebody else has committed to, whatever that is. */
  commitCopy(account: Account, { commitment, salt }: Sealed): Sealed | undefined {
    return this.#commit(account, { lessons: [], salt, commitment })
  }

  #commit(account: Account, made: Pick<Sealed, 'lessons' | 'salt' | 'commitment'>): Sealed | undefined {
    const world = this.#world
    const gas = world.weiOf(BigInt(marketGas.commit(1)))
    const price = this.price()
    if (account.agent.balance < price + gas) return undefined
    world.counts.requests++
    const events = world.send(account, 'commit', [world.modelId, [made.commitment]], price, gas)
    if (events === undefined) return undefined
    const bundle = BigInt(this.sealed.length)
    const sealed: Sealed = { ...made, bundle, round: this.round, account, status: 'committed', shown: false }
    this.sealed.push(sealed)
    this.tally.committed(sealed, price)
    return sealed
  }

  /** Reveals a bundle. @returns Whether the contract took it. */
  reveal(sealed: Sealed): boolean {
    const world = this.#world
    const { account, lessons, bundle, salt } = sealed
    world.counts.requests++
    const gas = world.weiOf(BigInt(marketGas.reveal(lessons.length, featuresOf(lessons))))
    const [labels, samples] = unzipped(lessons)
    const args = [world.modelId, labels, samples, bundle, salt]
    if (world.send(account, 'reveal', args, 0n, gas) === undefined) return false
    sealed.status = 'revealed'
    sealed.shown = true
    return true
  }

  /** A step of the settlement, as long as there is one to make. */
  advance(account: Account): void {
    const world = this.#world
    const { modelId } = world
    const next = this.#twin.nextBundle(modelId)
    if (next === undefined) return
    const { contributor, labels, samples, salt } = this.#twin.contentsOf(modelId, next)!
    const features = featuresOf(this.sealed[Number(next)]!.lessons)
    const tests = Math.max(1, testsWithin(stepGas, samples.length, features))
    const gas = world.weiOf(BigInt(marketGas.settle(samples.length, features, tests)))
    const before = this.#twin.received(account.address)
    world.counts.requests++
    const args = [modelId, labels, samples, next, contributor, salt, BigInt(tests)]
    const events = world.send(account, 'settle', args, 0n, gas)
    if (events === undefined) return
    const gained = this.#twin.received(account.address) - before
    this.tally.stepped(account, events, gas, gained)
    if (events.some(({ eventName, args }) => eventName === 'BundleSettled' && args.kept)) world.changed()
  }

  /** Claims all that the account's bundles came to. */
  claim(account: Account): void {
    const world = this.#world
    const { phaseName } = this
    const gas = world.weiOf(BigInt(marketGas.claim()))
    for (const sealed of this.sealed) {
      const { status, bundle, commitment, account: owner } = sealed
      if (owner !== account || status === 'closed') continue
      const isBack = phaseName === 'Defaulted' && status === 'revealed' && sealed.round === this.round
      if (status !== 'scored' && !isBack) continue
      world.counts.requests++
      const events = isBack
        ? world.send(account, 'claimBack', [world.modelId, bundle, owner.address, commitment], 0n, gas)
        : world.send(account, 'claim', [world.modelId, bundle], 0n, gas)
      if (events !== undefined) this.tally.claimed(sealed, events)
    }
  }

  /** Notes what a call of the sponsor has come to. */
  noted(events: readonly TwinEvent[]): void {
    this.tally.noted(events)
  }

  market(): MarketResult {
    return this.tally.result()
  }
}
