import type { Example } from '../data/DataSet.ts'
import { type Distribution, Random } from '../random/Random.ts'
import type { Role } from '../results/types.ts'
import type { BundlePlan } from '../scenario/schema.ts'
import { Account } from './Account.ts'
import { awakeFrom, type Hours } from './hours.ts'
import { inBundles } from './inBundles.ts'
import { toWei } from './money.ts'
import type { Behaviour, Strategy } from './Strategy.ts'
import type { Lesson, World } from './World.ts'

/** Money in wei, counts; over all accounts of an agent. What is neither refunded nor lost of a stake is locked. */
export type Book = {
  deposited: bigint
  refunded: bigint
  taken: bigint
  lost: bigint
  contributions: number
  honestContributions: number
}

/** What a population says of each of its agents. */
export type AgentSettings = {
  population: string
  name: string
  role: Role
  strategy: Strategy
  /** Ether. */
  startBalance: number
  /** Ether; drawn anew for each contribution. */
  maxDeposit: Distribution
  /** Seconds. */
  wakeInterval: Distribution
  /** Seconds between two looks at claims, at least. */
  claimInterval: number
  /** Ether that a point is worth to it; the mechanism's default when undefined. */
  pointValue: number | undefined
  /** Ether: what labelling a sample, and looking at one of others', costs it in time; no money, but no profit either. */
  labelCost: number
  lookCost: number
  /** The hours of each day in which it is awake; always when undefined. */
  hours: Hours | undefined
  /** What it commits in a blind market. */
  bundles: BundlePlan
  /** Seconds from the start of the run: when it teaches. */
  from: number
  until: number
  options: unknown
}

/** Somebody who wakes, looks, and sends transactions. Strategies act through it. */
export class Agent {
  readonly settings: AgentSettings
  readonly world: World
  readonly random: Random
  readonly accounts: Account[] = []
  readonly behaviour: Behaviour
  readonly book: Book = {
    deposited: 0n,
    refunded: 0n,
    taken: 0n,
    lost: 0n,
    contributions: 0,
    honestContributions: 0,
  }
  readonly start: bigint
  /** Agents of one owner, this one among them: they pay from one purse and know one another. */
  crew: readonly Agent[] = [this]
  /** What its work was worth so far, in wei: labelling and looking. */
  labour = 0n
  #nextClaims = 0

  constructor(settings: AgentSettings, world: World, seed: number) {
    this.settings = settings
    this.world = world
    this.random = new Random(seed, settings.name)
    this.start = toWei(settings.startBalance)
    this.addAccount()
    this.behaviour = inBundles(this, settings.strategy.create(this, settings.options))
  }

  /** The first account. */
  get main(): Account {
    return this.accounts[0]!
  }

  /** A new address; all addresses of an agent live on one purse. */
  addAccount(): Account {
    const account = new Account(`${this.settings.name} ${this.accounts.length}`, this)
    this.accounts.push(account)
    this.world.accounts.set(account.address, account)
    return account
  }

  /** What it can spend: all that is in the purse of its crew, in wei. */
  get balance(): bigint {
    if (this.crew.length === 1) return this.own
    return this.crew.reduce((sum, { own }) => sum + own, 0n)
  }

  /** Its part of the purse, in wei; below 0 where it has spent what others of its crew brought in. */
  get own(): bigint {
    let sum = this.start
    for (const { address, gas } of this.accounts) sum += this.world.twin.received(address) - gas
    return sum
  }

  /** What the contract holds of it, in wei. */
  get locked(): bigint {
    const { deposited, refunded, lost } = this.book
    return deposited - refunded - lost
  }

  /** What it has, locked deposits and the worth of its points included, in wei. */
  get wealth(): bigint {
    const { settlement } = this.world
    return this.accounts.reduce(
      (sum, account) => sum + (settlement.worth?.(account) ?? 0n),
      this.own + this.locked - this.labour,
    )
  }

  /**
   * Sends a contribution if the price is within the agent's ceiling (or the one given, in wei) and its balance, and if its
   * sample may still be contributed.
   * @returns Whether the contract accepted it.
   */
  contribute(lesson: Lesson, account: Account = this.main, ceiling?: bigint): boolean {
    if (!this.isNew(lesson.example)) return false
    const most = ceiling ?? toWei(this.random.draw(this.settings.maxDeposit))
    return this.world.contribute(account, lesson, most)
  }

  /** The next example of the shared stream that may still be contributed; none when they are used up. */
  nextExample(): Example | undefined {
    const { stream } = this.world
    let example = stream.peek()
    for (; example !== undefined && !this.isNew(example); example = stream.peek()) stream.skip()
    return example
  }

  /** Whether the sample may still be contributed. */
  isNew({ sample }: Example): boolean {
    return this.world.settlement.isKnown?.(sample) !== true
  }

  /**
   * One of these by chance, whose sample may still be contributed; undefined when none was found by some tries.
   * @param form What of it is contributed.
   */
  pickNew(examples: readonly Example[], form = (example: Example): Example => example): Example | undefined {
    for (let tries = 0; tries < 20 && examples.length > 0; tries++) {
      const formed = form(this.random.pick(examples))
      if (this.isNew(formed)) return formed
    }
    return undefined
  }

  /** Contributes the next example of the stream with the label that `choose` gives. */
  teachNext(choose: (truth: number) => number, account: Account = this.main): boolean {
    const example = this.nextExample()
    if (example === undefined) return false
    const accepted = this.contribute({ example, label: choose(example.label) }, account)
    if (accepted) {
      this.world.stream.advance(this.world.time)
      this.work('label')
    }
    return accepted
  }

  /**
   * Takes the next example of the stream for itself, to be contributed later.
   * @param choose Its label.
   */
  takeNext(choose: (truth: number) => number): Lesson | undefined {
    const { stream, time } = this.world
    const example = this.nextExample()
    if (example === undefined) return undefined
    stream.advance(time)
    return { example, label: choose(example.label) }
  }

  /**
   * Contributes a known example (or else the next one of the stream) with the label that the model gives it already:
   * it teaches nothing, and is verified.
   */
  echo(account: Account = this.main): boolean {
    const { world } = this
    const { knownCount } = world.stream
    const example = knownCount > 0 ? world.stream.known(this.random.below(knownCount)) : this.nextExample()
    if (example === undefined) return false
    return this.contribute({ example, label: world.predict(example.sample) }, account)
  }

  /** A known example, of those that trained the initial model; undefined when there are none. */
  known(choose: (example: Example) => number): Lesson | undefined {
    const { knownCount } = this.world.stream
    if (knownCount === 0) return undefined
    const example = this.world.stream.known(this.random.below(knownCount))
    return { example, label: choose(example) }
  }

  /** Whether a contribution of the lesson earns more than its gas; true where it only gets back what it stakes. */
  pays(lesson: Lesson, account: Account = this.main): boolean {
    const { world } = this
    const reward = world.settlement.reward?.(account, lesson)
    if (reward === undefined) return true
    const { length } = lesson.example.sample
    return reward > world.gasCost('add-disagree', length) + world.gasCost('verify', length)
  }

  /** Another class than `label`, by chance when there are several. */
  otherThan(label: number): number {
    const classes = this.world.classes
    return (label + 1 + this.random.below(classes - 1)) % classes
  }

  /** Whether the account belongs to its owner. */
  owns({ agent }: Account): boolean {
    return this.crew.includes(agent)
  }

  /** When it is awake next: now, if it does not sleep. Seconds since 1970. */
  get awakeAt(): number {
    const { hours } = this.settings
    const { time, startTime } = this.world
    return hours === undefined ? time : startTime + awakeFrom(time - startTime, hours)
  }

  /** Notes the work of labelling a sample, or of looking at one that others labelled. */
  work(what: 'label' | 'look'): void {
    const { labelCost, lookCost } = this.settings
    const cost = what === 'label' ? labelCost : lookCost
    if (cost > 0) this.labour += toWei(cost)
  }

  /** Claims all that can be claimed for all accounts, and contradicts what its strategy has another opinion of. */
  claimAll(): void {
    const { world } = this
    if (world.time < this.#nextClaims) return
    this.#nextClaims = world.time + this.settings.claimInterval
    for (const account of this.accounts) world.settlement.claim(account)
  }
}
