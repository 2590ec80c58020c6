import { marketGas } from '@cotrain/sdk/kinds'
import type { Example } from '../../data/DataSet.ts'
import type { Agent } from '../../engine/Agent.ts'
import type { World } from '../../engine/World.ts'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import { bytesOf, hashOf, maxPageBytes, type Page, packPage, saltOf, type TestLesson } from '../pages.ts'
import type { BlindMarket } from './BlindMarket.ts'

/** Seconds from the creation of the model until the first market opens, and between two blocks. */
const [openDelay, blockTime] = [36, 12]
/** Seconds after the last deadline in which contributors claim themselves. */
const patience = 3_600

/** What a sponsor does in the phases of a blind market; which of it when, its strategy says. */
export class MarketSponsor {
  readonly market: BlindMarket
  /** The test set of the present market. */
  pages: readonly Page[] = []
  readonly #agent: Agent
  readonly #labelOf: (example: Example) => number

  /**
   * @param labelOf The label that it gives a test sample.
   * @throws ScenarioError when the agent cannot pay the bounty.
   */
  constructor(
    agent: Agent,
    market: BlindMarket,
    labelOf: (example: Example) => number = ({ label }) => label,
  ) {
    this.#agent = agent
    this.market = market
    this.#labelOf = labelOf
    if (agent.start < market.terms.bounty) {
      const { population } = agent.settings
      throw new ScenarioError([`populations.${population}.startBalance: does not pay the bounty`])
    }
  }

  get #world(): World {
    return this.#agent.world
  }

  /** When to open the first market. */
  begin(): number {
    return this.#world.startTime + openDelay
  }

  /** Everything that a sponsor does who plays by the rules. @returns When to look again. */
  act(): number | undefined {
    const { market } = this
    const { commitUntil, revealUntil } = market.state
    switch (market.phaseName) {
      case 'Committing':
        return Number(commitUntil)
      case 'Revealing':
        return Number(revealUntil)
      case 'Testing':
        this.publish()
        return this.#soon
      case 'Overdue':
        this.#send('close', [this.#world.modelId], marketGas.close())
        return this.#soon
      case 'Settling':
        market.advance(this.#agent.main)
        return this.#soon
      default:
        return this.#next()
    }
  }

  get #soon(): number {
    return this.#world.time + blockTime
  }

  /** Opens the next market, when everything of the last one is paid. */
  #next(): number | undefined {
    const { market } = this
    const { time } = this.#world
    const { unpaid, testUntil } = market.state
    if (market.round === market.terms.rounds) return undefined
    if (unpaid > 0n) {
      const claimed = Number(testUntil) + patience
      if (time < claimed) return claimed
      for (const account of new Set(market.sealed.map(each => each.account))) market.claim(account)
    }
    this.#open()
    return this.#soon
  }

  #open(): void {
    const world = this.#world
    const { market } = this
    const { testSamples } = market.state.options
    const first = market.round * testSamples
    const samples = world.hidden.slice(first, first + testSamples)
    if (samples.length < testSamples) {
      throw new ScenarioError([
        `mechanism.options.testSamples: is ${testSamples}, and ${samples.length} are left that the model takes`,
      ])
    }
    const lessons = samples.map(example => ({ example, label: this.#labelOf(example) }))
    this.pages = this.#pagesOf(lessons)
    const hashes = this.pages.map((page, i) => hashOf(world.modelId, i, page))
    this.#send('open', [world.modelId, hashes], marketGas.open(hashes.length), market.terms.bounty)
    market.opened(this.#agent.main)
  }

  /** As few pages as hold the test samples, with one salt. */
  #pagesOf(lessons: readonly TestLesson[]): Page[] {
    const salt = saltOf(this.#agent.random)
    const parts: TestLesson[][] = [[]]
    let bytes = 0
    for (const lesson of lessons) {
      bytes += bytesOf(lesson)
      if (bytes > maxPageBytes) {
        parts.push([])
        bytes = bytesOf(lesson)
      }
      parts.at(-1)!.push(lesson)
    }
    return parts.map(part => ({ salt, data: packPage(part), lessons: part }))
  }

  /** Publishes the whole test set. */
  publish(): void {
    for (const { salt, data, lessons } of this.pages) {
      const features = (data.length / 2 - 3 * lessons.length) / 2 / lessons.length
      const gas = marketGas.publish(lessons.length, Math.round(features))
      this.#send('publish', [this.#world.modelId, salt, data], gas)
    }
  }

  #send(functionName: string, args: readonly unknown[], gas: number, value = 0n): void {
    const world = this.#world
    world.counts.requests++
    const events = world.send(this.#agent.main, functionName, args, value, world.weiOf(BigInt(gas)))
    if (events === undefined) throw new Error(`the contract refuses to ${functionName}`)
    this.market.noted(events)
  }
}
