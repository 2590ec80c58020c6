import type { Hex } from 'viem'
import type { Account } from '../../engine/Account.ts'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'
import type { Disputes } from './Disputes.ts'
import { enter } from './enter.ts'

/** A bond from several purses; wei. */
type Pool = {
  readonly claim: Claim
  /** Of the contribution and its challenges when it was opened. */
  readonly leaf: Hex
  readonly label: number
  readonly bond: bigint
  /** Which challenge of the contribution it is for, the first being 1. */
  readonly challenge: number
  readonly pledges: Map<Account, bigint>
  isStaked: boolean
}

/** Bonds that several agents pay, where none of them can pay alone. */
export class Pools {
  readonly #world: World
  readonly #disputes: Disputes
  #pools: Pool[] = []

  constructor(world: World, disputes: Disputes) {
    this.#world = world
    this.#disputes = disputes
  }

  /** What an account has in the pool that made a challenge, in wei. */
  pledgeIn(account: Account, claim: Claim, challenge: number): bigint {
    const pool = this.#pools.find(
      pool => pool.isStaked && pool.claim === claim && pool.challenge === challenge,
    )
    return pool?.pledges.get(account) ?? 0n
  }

  /**
   * Adds what the account can spare to the pool for the next challenge, and makes the challenge when that fills it.
   * @param kept What it keeps for other disputes, in wei.
   * @returns Whether the pool has changed, so that others may look at it.
   */
  join(account: Account, claim: Claim, label: number, kept: bigint): boolean {
    const world = this.#world
    const pool = this.#poolFor(claim, label)
    const pledged = [...pool.pledges.values()].reduce((sum, pledge) => sum + pledge, 0n)
    const gas = world.gasCost('challenge', claim.example.sample.length)
    // The challenge itself and a withdrawal are to be paid, too.
    const spare = account.agent.balance - kept - 3n * gas
    const amount = spare < pool.bond - pledged ? spare : pool.bond - pledged
    if (amount <= 0n || pool.pledges.has(account)) return false
    const { leaf, bond } = pool
    if (!world.send(account, 'pledge', [world.modelId, leaf, label, bond], amount, gas)) return false
    account.agent.book.deposited += amount
    pool.pledges.set(account, amount)
    if (!account.claims.includes(claim)) account.claims.push(claim)
    if (pledged + amount === bond) {
      const args = [world.modelId, claim.index, ...this.#disputes.given(claim), label]
      pool.isStaked = world.send(account, 'challengeTogether', args, 0n, gas) !== undefined
      if (pool.isStaked) world.counts.challenges++
    }
    return true
  }

  /** Takes the account's pledges back where nothing is at stake any more. */
  withdraw(account: Account): void {
    const world = this.#world
    for (const pool of this.#pools) {
      const pledge = pool.pledges.get(account)
      if (pledge === undefined || !this.#isOver(pool)) continue
      const gas = world.gasCost('refund', pool.claim.example.sample.length)
      if (pledge < gas) continue
      const { leaf, label, bond } = pool
      const events = world.send(account, 'withdraw', [world.modelId, leaf, label, bond], 0n, gas)
      const withdrawn = events?.find(event => event.eventName === 'Withdrawn')
      if (withdrawn === undefined) continue
      pool.pledges.delete(account)
      enter(account.agent.book, pledge, withdrawn.args.amount)
    }
    this.#pools = this.#pools.filter(({ pledges }) => pledges.size > 0)
  }

  /** Whether there is nothing to wait for: its challenge was settled, or will not be made. */
  #isOver({ claim, isStaked, challenge }: Pool): boolean {
    if (!claim.open) return true
    if (isStaked) return false
    return this.#disputes.challenges(claim).length >= challenge || this.#disputes.isFinal(claim)
  }

  #poolFor(claim: Claim, label: number): Pool {
    const challenge = this.#disputes.challenges(claim).length + 1
    const found = this.#pools.find(
      pool => pool.claim === claim && pool.challenge === challenge && pool.label === label && !pool.isStaked,
    )
    if (found !== undefined) return found
    const pool: Pool = {
      claim,
      leaf: this.#disputes.leafOf(claim),
      label,
      bond: this.#disputes.bondOf(claim),
      challenge,
      pledges: new Map(),
      isStaked: false,
    }
    this.#pools.push(pool)
    return pool
  }
}
