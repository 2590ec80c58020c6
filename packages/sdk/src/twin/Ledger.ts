import type { Address } from 'viem'
import type { Journal } from './Journal.ts'

/** Where the ether is, in wei. */
export class Ledger {
  readonly #journal: Journal
  readonly #received = new Map<Address, bigint>()
  #balance = 0n

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** What the trainer holds. */
  get balance(): bigint {
    return this.#balance
  }

  /** What the trainer has paid `account`, less what `account` has sent. */
  received(account: Address): bigint {
    return this.#received.get(account) ?? 0n
  }

  /** Moves `amount` from the trainer to `account`, or the other way when it is negative. */
  pay(account: Address, amount: bigint): void {
    if (amount === 0n) return
    const before = this.received(account)
    this.#journal.record(() => {
      this.#received.set(account, before)
      this.#balance += amount
    })
    this.#received.set(account, before + amount)
    this.#balance -= amount
  }
}
