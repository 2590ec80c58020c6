import type { Account } from '../../engine/Account.ts'
import type { Agent } from '../../engine/Agent.ts'
import type { Lesson } from '../../engine/World.ts'
import type { BundlePlan } from '../../scenario/schema.ts'
import type { BlindMarket, Sealed } from './BlindMarket.ts'

/** Seconds at either end of a phase in which those act who want to be the first or the last. */
const margin = 600
/** Seconds between two looks at whether another market has opened. */
const lookEvery = 3_600
/** Tries to find a lesson of a sample that the bundle does not have. */
const mostTries = 20

/** What an agent puts into bundles, and which of them it reveals. */
export type BundleSource = {
  /** What comes next; undefined when it has nothing more. */
  lesson(): Lesson | undefined
  /** Which of its bundles it reveals. @default all */
  chosen?(bundles: readonly Sealed[]): readonly Sealed[]
  /** The accounts that commit. @default all of the agent's */
  readonly accounts?: readonly Account[]
}

/** How an agent goes through blind markets: it commits bundles, reveals them, and claims what they came to. */
export class Bundler {
  readonly #agent: Agent
  readonly #market: BlindMarket
  readonly #source: BundleSource
  readonly #plan: BundlePlan
  #own: Sealed[] = []
  /** The market that it has committed to, or has chosen a time for. */
  #round = 0
  #commitAt = 0
  #revealAt = 0

  constructor(
    agent: Agent,
    market: BlindMarket,
    source: BundleSource,
    plan: BundlePlan = agent.settings.bundles,
  ) {
    this.#agent = agent
    this.#market = market
    this.#source = source
    this.#plan = plan
    while (source.accounts === undefined && agent.accounts.length < this.#plan.accounts) agent.addAccount()
  }

  /** Does what is due. @returns When to look again. */
  act(): number {
    const { time } = this.#agent.world
    const { phaseName, state } = this.#market
    if (phaseName === 'Committing') return this.#commitIn(time, Number(state.commitUntil))
    if (phaseName === 'Revealing') return this.#revealIn(time, state)
    for (const account of this.#accounts) this.#market.claim(account)
    if (phaseName === 'Testing' || phaseName === 'Settling') return Number(state.testUntil) + 1
    return this.#market.isOver ? time + 365 * 86_400 : time + lookEvery
  }

  get #accounts(): readonly Account[] {
    return this.#source.accounts ?? this.#agent.accounts
  }

  #commitIn(time: number, until: number): number {
    const { round } = this.#market
    if (this.#round < round) {
      this.#round = round
      this.#own = []
      this.#commitAt = this.#within(time, until, this.#plan.when)
      this.#revealAt = 0
    }
    if (time < this.#commitAt) return this.#commitAt
    if (this.#own.length === 0) this.#commit()
    return until
  }

  #revealIn(time: number, { commitUntil, revealUntil }: BlindMarket['state']): number {
    this.#revealAt ||= this.#within(Number(commitUntil), Number(revealUntil), this.#plan.reveal)
    if (time < this.#revealAt) return this.#revealAt
    const waiting = this.#own.filter(({ status }) => status === 'committed')
    for (const sealed of this.#source.chosen?.(waiting) ?? waiting) this.#market.reveal(sealed)
    return Number(revealUntil) + 1
  }

  /** A second of a phase. */
  #within(from: number, until: number, when: BundlePlan['when']): number {
    const span = Math.min(margin, until - from)
    const [first, length] =
      when === 'early' ? [from, span] : when === 'late' ? [until - span, span] : [from, until - from]
    return first + this.#agent.random.below(length)
  }

  #commit(): void {
    const accounts = this.#accounts
    for (let i = 0; i < this.#plan.count; i++) {
      const made = this.#bundle(accounts[i % accounts.length]!)
      if (made === undefined) return
      this.#own.push(made)
    }
  }

  #bundle(account: Account): Sealed | undefined {
    const most = this.#plan.samples ?? this.#market.state.options.maxSamples
    const lessons = new Map<string, Lesson>()
    for (let tries = 0; lessons.size < most && tries < most + mostTries; tries++) {
      const lesson = this.#source.lesson()
      if (lesson === undefined) break
      lessons.set(lesson.example.sample.join(), lesson)
    }
    return this.#market.commit(account, [...lessons.values()])
  }
}
