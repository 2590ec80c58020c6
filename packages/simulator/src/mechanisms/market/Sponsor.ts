import { sponsorGas } from '@cotrain/sdk/kinds'
import { keccak256, stringToHex } from 'viem'
import type { Account } from '../../engine/Account.ts'
import type { Agent } from '../../engine/Agent.ts'
import type { World } from '../../engine/World.ts'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import type { MarketClaims } from './MarketClaims.ts'
import type { Piece } from './pieces.ts'

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
  readonly #pieces: readonly Piece[]

  /** @throws ScenarioError when the agent cannot pay the bounty. */
  constructor(agent: Agent, market: MarketClaims, pieces: readonly Piece[]) {
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
        return this.#later(Math.max(1, Math.min(lookEvery, Number(market.state.closesAt) - this.#world.time)))
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
    const world = this.#world
    const { drawn } = this.market.state
    for (const [i, { salt, data }] of this.#pieces.entries()) {
      if (((drawn >> BigInt(i)) & 1n) === (hidden ? 1n : 0n)) continue
      const args = [world.modelId, BigInt(i), salt, data]
      const gas = sponsorGas.reveal((data.length - 2) / 2, hidden)
      this.#send('reveal', args, gas)
      this.market.revealed()
    }
  }

  #commit(): void {
    const world = this.#world
    const hashes = this.#pieces.map(({ salt, data }, i) =>
      world.twinUnder('market').pieceHash(world.modelId, BigInt(i), salt, data),
    )
    const { bounty } = this.market.terms
    this.#send('commit', [world.modelId, hashes], sponsorGas.commit(hashes.length), bounty)
    this.market.committed(this.#account, bounty)
  }

  #draw(): void {
    const world = this.#world
    const { commitBlock, drawHash = this.#chance() } = world.chain
    world.blockNumber = commitBlock + BigInt(drawDelay)
    this.#send('draw', [world.modelId, drawHash], sponsorGas.draw())
  }

  /** The hash of a block, where there is no chain to ask. */
  #chance() {
    return keccak256(stringToHex(`a block's hash: ${this.#agent.random.uniform()}`))
  }

  #withdraw(): void {
    const { bounty } = this.market
    if (bounty === undefined || bounty.over) return
    bounty.over = true
    if (bounty.rest === 0n) return
    const events = this.#send('withdraw', [this.#world.modelId], sponsorGas.withdraw())
    const withdrawn = events.find(event => event.eventName === 'Withdrawn')
    if (withdrawn !== undefined) bounty.withdrawn(withdrawn.args.amount)
  }

  #send(functionName: string, args: readonly unknown[], gas: number, value = 0n) {
    const world = this.#world
    world.counts.requests++
    const events = world.send(this.#account, functionName, args, value, world.weiOf(BigInt(gas)))
    if (events === undefined) throw new Error(`the contract refuses to ${functionName}`)
    return events
  }

  #later(seconds: number): number {
    return this.#world.time + seconds
  }
}
