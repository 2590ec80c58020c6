import { type Address, type Hex, zeroAddress } from 'viem'
import type { BondedOptions, Challenge } from '../../../kinds/types.ts'
import type { Classifier } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'
import type { Trainer } from '../../Trainer.ts'
import type { Model } from '../../types/Model.ts'
import type { Acceptance, Arrival, IncentiveMechanism, Surroundings } from '../IncentiveMechanism.ts'
import { checkedOptions } from './options.ts'

export type BondedTrainer = Trainer<Classifier, BondedState>
export type BondedModel = Model<Classifier, BondedState>

/** A bond from several purses. Never changed, only replaced; wei. */
export type Pool = {
  /** What all have pledged and not withdrawn. */
  readonly pledged: bigint
  /** Whether its challenge was made, and the contribution is closed since. */
  readonly staked: boolean
  readonly closed: boolean
  /** What is left to share. */
  readonly paid: bigint
  /** While it is full but has not challenged: when pledges can be withdrawn again, in seconds since 1970; else 0. */
  readonly lockedUntil: bigint
  readonly pledges: ReadonlyMap<Address, bigint>
}

/** What the arbiter was asked. Never changed, only replaced. */
export type Dispute = {
  readonly disputeId: bigint
  /** The index of the contribution. */
  readonly index: number
  /** Who called the arbiter, for which fee in wei. */
  readonly account: Address
  readonly fee: bigint
  /** A hash of the model and the entry. */
  readonly subject: Hex
  /** When the ruling is due, in seconds since 1970. */
  readonly until: number
  /** How many labels there are to rule for. */
  readonly labels: number
  /** 0 to refuse, or a label plus 1; undefined before there is a ruling. */
  readonly ruling: number | undefined
}

const unchallenged: readonly Challenge[] = Object.freeze([])
const emptyPool: Pool = Object.freeze({
  pledged: 0n,
  staked: false,
  closed: false,
  paid: 0n,
  lockedUntil: 0n,
  pledges: new Map(),
})

/** *Deposit, Refund, Take* with bonds of one model. */
export class BondedState implements IncentiveMechanism {
  /** The model learns when the label is final. */
  readonly wanted = { judge: true, learn: 'later' } as const
  readonly options: BondedOptions
  readonly #challenges = new Map<number, readonly Challenge[]>()
  readonly #disputes = new Map<number, Dispute>()
  readonly #pools = new Map<string, Pool>()
  readonly #surroundings: Surroundings

  /** @throws TwinError BondedOptionOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    this.options = checkedOptions(encodedOptions)
    this.#surroundings = surroundings
  }

  accept({ label, predicted }: Arrival): Acceptance {
    return { deposit: this.priceOf(label, predicted), surprising: false }
  }

  /** What a sample stakes to which the model gives the class `predicted`, in wei. */
  priceOf(label: number, predicted: number): bigint {
    return predicted === label ? this.options.deposit : this.topPrice
  }

  /** What a contribution stakes that the model disagrees with, in wei. */
  get topPrice(): bigint {
    return this.options.deposit * BigInt(this.options.surpriseFactor)
  }

  get hasArbiter(): boolean {
    return this.options.arbiter !== zeroAddress
  }

  checkLabel(label: number): void {
    const { classes } = this.#surroundings.classifier
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
  }

  /** The challenges of a contribution so far. */
  challengesOf(index: number): readonly Challenge[] {
    return this.#challenges.get(index) ?? unchallenged
  }

  setChallenges(index: number, next: readonly Challenge[]): void {
    this.#put(this.#challenges, index, next.length === 0 ? undefined : Object.freeze(next))
  }

  /** The dispute about a contribution that is not concluded. */
  disputeAbout(index: number): Dispute | undefined {
    return this.#disputes.get(index)
  }

  /** The dispute that its arbiter knows by this number. */
  disputeOf(disputeId: bigint): Dispute | undefined {
    for (const dispute of this.#disputes.values()) if (dispute.disputeId === disputeId) return dispute
    return undefined
  }

  setDispute(index: number, next: Dispute | undefined): void {
    this.#put(this.#disputes, index, next)
  }

  /** The pool for one challenge, empty when nobody has pledged. */
  pool(key: string): Pool {
    return this.#pools.get(key) ?? emptyPool
  }

  setPool(key: string, next: Pool): void {
    this.#put(this.#pools, key, next)
  }

  #put<key, value>(map: Map<key, value>, key: key, next: value | undefined): void {
    const before = map.get(key)
    this.#surroundings.journal.record(() => put(map, key, before))
    put(map, key, next)
  }
}

function put<key, value>(map: Map<key, value>, key: key, value: value | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}
