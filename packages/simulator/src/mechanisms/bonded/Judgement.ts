import type { Account } from '../../engine/Account.ts'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'
import type { Arbiter } from './Arbiter.ts'
import type { Disputes } from './Disputes.ts'
import type { Pools } from './Pools.ts'

/** After an answer, whoever contradicts next has its next turn two challenges later: four times the bond. */
const turns = 2

/** What is worth staking on, for whoever asks. */
export class Judgement {
  readonly #world: World
  readonly #disputes: Disputes
  readonly #pools: Pools
  readonly #arbiter: Arbiter | undefined

  constructor(world: World, disputes: Disputes, pools: Pools, arbiter: Arbiter | undefined) {
    this.#world = world
    this.#disputes = disputes
    this.#pools = pools
    this.#arbiter = arbiter
  }

  /** Whether one more challenge with that label is worth it to the account, whatever it has in its purse. */
  pays(account: Account, claim: Claim, label: number): boolean {
    const { motive = 'money' } = account.agent.behaviour
    if (motive === 'harm') return true
    const { maxChallenges, dropRisk } = this.#disputes
    const count = this.#disputes.challenges(claim).length
    const isLast = count + 1 === maxChallenges && this.#arbiter === undefined
    const { bySilence, byDrop } = this.#losses(account, claim)
    // Who has a stake loses no more by an answer than by silence, and wins if that is the last word.
    if (bySilence > 0n && bySilence >= byDrop) return !isLast || motive === 'model' || bySilence > byDrop
    if (isLast) return motive === 'model'
    const reward = this.#rewardOf(claim, label)
    const gas = this.gasToWin(claim)
    if (motive === 'model' || this.#arbiter !== undefined || count > 0) return reward > gas
    const won = Number(reward) * (1 - dropRisk) - Number(claim.deposit) * dropRisk
    return won > Number(gas)
  }

  /** Whether the account can pay the next challenge, and its answers to whoever contradicts that. */
  affords(account: Account, claim: Claim): boolean {
    const { balance, behaviour } = account.agent
    const now = this.#disputes.bondOf(claim) + this.#gasOfChallenge(claim)
    if (behaviour.motive === 'harm') return balance >= now
    const count = this.#disputes.challenges(claim).length + 1
    return balance >= now + this.#answersAfter(claim.deposit, count) + this.kept(account, claim)
  }

  /** Whether the account could answer whoever contradicts a contribution that stakes so much, in wei. */
  defends(account: Account, deposit: bigint): boolean {
    return account.agent.balance >= deposit + this.#answersAfter(deposit, 0) + this.kept(account)
  }

  /** What the answers cost that the account may have to give in its disputes, and for its contributions; wei. */
  kept(account: Account, except?: Claim): bigint {
    let sum = 0n
    for (const claim of account.open()) {
      const own = claim === except ? undefined : this.#labelOf(account, claim)
      if (own === undefined) continue
      const { length } = this.#disputes.challenges(claim)
      const isLast = own === this.#disputes.lastLabel(claim)
      sum += this.#answersAfter(claim.deposit, isLast ? length : length - 1)
    }
    return sum
  }

  /** Whether it is worth it to call the arbiter for a contribution that cannot be challenged any more. */
  isWorthAsking({ fee }: Arbiter, account: Account, claim: Claim, label: number): boolean {
    const { behaviour, balance } = account.agent
    if (behaviour.motive === 'harm' || balance < fee + 2n * this.gasToSettle(claim)) return false
    const assertions = this.#disputes.assertions(claim)
    const wrong = assertions.reduce((sum, each) => (each.label === label ? sum : sum + each.stake), 0n)
    const own = assertions.some((each, i) => each.label === label && this.stakeOf(account, claim, i) > 0n)
    return (
      wrong >= fee && assertions.some(each => each.label === label) && (own || behaviour.motive === 'model')
    )
  }

  /** What the account has at stake on an assertion, in wei: its own, or its part of a pool. */
  stakeOf(account: Account, claim: Claim, i: number): bigint {
    const { address, stake } = this.#disputes.assertions(claim)[i]!
    if (address === account.address) return stake
    return this.#world.accounts.has(address) ? 0n : this.#pools.pledgeIn(account, claim, i)
  }

  gasToWin(claim: Claim): bigint {
    return this.#gasOfChallenge(claim) + this.gasToSettle(claim)
  }

  gasToSettle(claim: Claim): bigint {
    const world = this.#world
    const challenges = this.#disputes.challenges(claim)
    const label = this.#disputes.lastLabel(claim)
    const action = world.predicted(claim) === label ? 'refund' : 'refund-disagree'
    const gas = world.gasCost(action, claim.example.sample.length)
    return gas + world.weiOf(gasOfSettledChallenge) * BigInt(challenges.length)
  }

  /** The label that the account has asserted; undefined when it has none. */
  #labelOf({ address }: Account, claim: Claim): number | undefined {
    if (claim.author.address === address) return claim.label
    return this.#disputes.challenges(claim).find(challenge => challenge.account === address)?.label
  }

  #gasOfChallenge(claim: Claim): bigint {
    return this.#world.gasCost('challenge', claim.example.sample.length)
  }

  /** What the account loses when nobody answers the last label, and when the contribution is dropped; wei. */
  #losses(account: Account, claim: Claim): { bySilence: bigint; byDrop: bigint } {
    const last = this.#disputes.lastLabel(claim)
    const own = this.#disputes.assertions(claim).map(({ label }, i) => ({
      label,
      stake: this.stakeOf(account, claim, i),
    }))
    const bySilence = own.reduce((sum, { label, stake }) => (label === last ? sum : sum + stake), 0n)
    // Of the first challenge, which staked twice the deposit, half.
    return { bySilence, byDrop: own[0]!.stake + (own[1]?.stake ?? 0n) / 2n }
  }

  /** What one more assertion of `label` earns if nobody contradicts it, in wei. */
  #rewardOf(claim: Claim, label: number): bigint {
    const bond = this.#disputes.bondOf(claim)
    let wrong = 0n
    let right = bond
    for (const { label: asserted, stake } of this.#disputes.assertions(claim)) {
      if (asserted === label) right += stake
      else wrong += stake
    }
    return (wrong * bond) / right
  }

  /** The bonds with which whoever makes challenge `count`, or the contribution, answers all others that there may be. */
  #answersAfter(deposit: bigint, count: number): bigint {
    let sum = 0n
    for (let next = count + turns; next <= this.#disputes.maxChallenges; next += turns) {
      sum += deposit << BigInt(next)
    }
    return sum
  }
}

/** What settling takes more for each challenge. */
const gasOfSettledChallenge = 7_000n
