import { type Distribution, Random } from '../random/Random.ts'
import type { Role } from '../results/types.ts'
import { Account } from './Account.ts'
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
  #nextClaims = 0

  constructor(settings: AgentSettings, world: World, seed: number) {
    this.settings = settings
    this.world = world
    this.random = new Random(seed, settings.name)
    this.start = toWei(settings.startBalance)
    this.addAccount()
    this.behaviour = settings.strategy.create(this, settings.options)
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

  /** What is in the purse, in wei. */
  get balance(): bigint {
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
      this.balance + this.locked,
    )
  }

  /**
   * Sends a contribution if the price is within the agent's ceiling (or the one given, in wei) and its balance.
   * @returns Whether the contract accepted it.
   */
  contribute(lesson: Lesson, account: Account = this.main, ceiling?: bigint): boolean {
    const most = ceiling ?? toWei(this.random.draw(this.settings.maxDeposit))
    return this.world.contribute(account, lesson, most)
  }

  /** The next example of the shared stream that nobody has contributed yet; none when they are used up. */
  nextExample() {
    return this.world.stream.peek()
  }

  /** Contributes the next example of the stream with the label that `choose` gives. */
  teachNext(choose: (truth: number) => number, account: Account = this.main): boolean {
    const example = this.nextExample()
    if (example === undefined) return false
    const accepted = this.contribute({ example, label: choose(example.label) }, account)
    if (accepted) this.world.stream.advance(this.world.time)
    return accepted
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

  /** Claims all that can be claimed for all accounts, and contradicts what its strategy has another opinion of. */
  claimAll(): void {
    const { world } = this
    if (world.time < this.#nextClaims) return
    this.#nextClaims = world.time + this.settings.claimInterval
    for (const account of this.accounts) world.settlement.claim(account)
  }
}
