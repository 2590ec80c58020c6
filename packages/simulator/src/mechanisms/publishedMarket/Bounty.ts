import type { Account } from '../../engine/Account.ts'
import { fullGain } from './Payout.ts'
import type { PublishedMarket } from './PublishedMarket.ts'

/** A sponsor's bounty, the penalties that are added to it, and to whom they go. Wei; gains in units of 2^-16. */
export class Bounty {
  readonly sponsor: Account
  /** As it was committed. */
  readonly all: bigint
  /** What contributors have had of it so far. */
  paidOut = 0n
  /** Whether the sponsor has nothing more to get. */
  over = false
  #gains = 0n
  #claimedGains = 0n
  #penalties = 0n
  /** Of the bounty, what all gains together earn. */
  #earned = 0n

  constructor(sponsor: Account, bounty: bigint) {
    this.sponsor = sponsor
    this.all = bounty
    sponsor.agent.book.deposited += bounty
  }

  /** All is scored. */
  settled({ rules, hiddenSamples, gains: sum, penalties }: PublishedMarket): void {
    const full = fullGain(hiddenSamples, rules.fullImprovement)
    const gains = BigInt(sum)
    this.#gains = gains
    this.#earned = gains === 0n ? 0n : (this.all * gains) / (gains > full ? gains : full)
    this.#penalties = gains === 0n ? 0n : penalties
  }

  /** What nobody has earned. */
  get rest(): bigint {
    return this.all - this.#earned
  }

  /** What a gain earns, to a wei or two. */
  rewardOf(gain: bigint): bigint {
    return gain === 0n ? 0n : ((this.#earned + this.#penalties) * gain) / this.#gains
  }

  /** The contract has paid the account a reward, beside its stake, for a gain, or its share of a default. */
  paid({ agent }: Account, reward: bigint, gain: bigint): void {
    const before = this.penaltiesLeft
    this.#claimedGains += gain
    const fromPenalties = before - this.penaltiesLeft
    const fromBounty = reward - fromPenalties
    this.paidOut += fromBounty
    agent.book.taken += fromPenalties
    if (agent === this.sponsor.agent) agent.book.refunded += fromBounty
    else {
      agent.book.taken += fromBounty
      this.sponsor.agent.book.lost += fromBounty
    }
  }

  /** The contract has paid the sponsor what nobody has earned. */
  withdrawn(amount: bigint): void {
    this.sponsor.agent.book.refunded += amount
  }

  /** Penalties that nobody has claimed yet: as the contract rounds them, so that in the end nothing is left. */
  get penaltiesLeft(): bigint {
    return this.#penalties === 0n
      ? 0n
      : this.#penalties - (this.#penalties * this.#claimedGains) / this.#gains
  }
}
