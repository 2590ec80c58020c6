import { keccak256, stringToHex } from 'viem'
import type { Account } from '../../engine/Account.ts'
import type { Agent } from '../../engine/Agent.ts'
import type { World } from '../../engine/World.ts'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import type { Page } from '../pages.ts'
import { sponsorGas } from './gas.ts'
import type { MarketClaims } from './MarketClaims.ts'

/** Seconds from the creation of the model until the sponsor commits, and between two blocks. */
const [commitDelay, blockTime] = [36, 12]
/** Seconds between two looks at a market that is open. */
const lookEvery = 3_600
/** Blocks from the commitment to the first that can draw: the hash of the second one decides. */
const drawDelay = 3

/** What a sponsor does in the phases of a market; which of it when, its strategy says. */
export class Sponsor {
  readonly market: MarketClaims
  readonly #agent: Agent
  readonly #pieces: readonly Page[]

  /** @throws ScenarioError when the agent cannot pay the bounty. */
  constructor(agent: Agent, market: MarketClaims, pieces: readonly Page[]) {
    this.#agent = agent
    this.market = market
    this.#pieces = pieces
    if (agent.start < market.terms.bounty) {
      const { population } = agent.settings
      throw new ScenarioError([`populations.${population}.startBalance: does not pay the bounty`])
    }
  }

  get #world(): World {
    return this.#agent.world
  }

  get #account(): Account {
    return this.#agent.main
  }

  /** When to commit. */
  begin(): number {
    return this.#world.startTime + commitDelay
  }

  /** Everything that a sponsor does who plays by the rules. @returns When to look again. */
  act(): number | undefined {
    const { market } = this
    switch (market.phaseName) {
      case 'Created':
      case 'Drawing':
      case 'Opening':
        return this.open()
      case 'Open':
        return this.#later(Math.max(1, Math.min(lookEvery, market.state.closesAt - this.#world.time)))
      case 'Revealing':
        this.reveal(true)
        return this.#later(blockTime)
      case 'Settling':
        market.advance(this.#account)
        return this.#later(blockTime)
      case 'Settled':
        this.#withdraw()
        return undefined
      default:
        return undefined
    }
  }

  /** Brings the market to its opening, step by step. @returns When to make the next step. */
  open(): number {
    const { phaseName } = this.market
    if (phaseName === 'Created') {
      this.#commit()
      return this.#later(drawDelay * blockTime)
    }
    if (phaseName === 'Drawing') this.#draw()
    else this.reveal(false)
    return this.#later(blockTime)
  }

  /** Reveals all pieces that are due: the shown ones before the market, the hidden ones after it. */
  reveal(hidden: boolean): void {
    const { drawn } = this.market.state
    for (const [i, { data }] of this.#pieces.entries()) {
      if (((drawn >> BigInt(i)) & 1n) === (hidden ? 1n : 0n)) continue
      this.#send('reveal', [i], sponsorGas.reveal((data.length - 2) / 2, hidden))
      this.market.revealed()
    }
  }

  #commit(): void {
    const { bounty } = this.market.terms
    this.#send('commit', [this.#pieces], sponsorGas.commit(this.#pieces.length), bounty)
    this.market.committed(this.#account, bounty)
  }

  #draw(): void {
    const blockHash = keccak256(stringToHex(`a block's hash: ${this.#agent.random.uniform()}`))
    this.#send('draw', [blockHash], sponsorGas.draw())
  }

  #withdraw(): void {
    const { bounty } = this.market
    if (bounty === undefined || bounty.over) return
    bounty.over = true
    if (bounty.rest === 0n) return
    const { address } = bounty.sponsor
    const before = this.market.state.received(address)
    this.#send('withdraw', [], sponsorGas.withdraw())
    bounty.withdrawn(this.market.state.received(address) - before)
  }

  #send(functionName: string, args: readonly unknown[], gas: number, value = 0n): void {
    const world = this.#world
    world.counts.requests++
    const events = world.send(this.#account, functionName, args, value, world.weiOf(BigInt(gas)))
    if (events === undefined) throw new Error(`the market refuses to ${functionName}`)
  }

  #later(seconds: number): number {
    return this.#world.time + seconds
  }
}
