import { type Address, getAddress, type Hex } from 'viem'
import { classifierNames, classifiers } from '../kinds/classifiers.ts'
import { EntryLog } from '../record/EntryLog.ts'
import type { Classifier, CreateClassifier } from './classifiers/Classifier.ts'
import { revert } from './errors.ts'
import type { CreateIncentive, IncentiveMechanism } from './incentives/IncentiveMechanism.ts'
import { Journal } from './Journal.ts'
import { Ledger } from './Ledger.ts'
import { CountedLog } from './libraries/CountedLog.ts'
import { SamplePool } from './libraries/SamplePool.ts'
import type { Emit, TwinEvent } from './types/abi.ts'
import type { CallContext, CallOutcome, Context } from './types/Call.ts'
import type { Model } from './types/Model.ts'

/** Where an event stands on the chain. */
export type ReplayPosition = { readonly blockNumber: bigint; readonly logIndex: number }

/** The parts that a trainer is composed of. */
export type TrainerParts<classifier extends Classifier, incentive extends IncentiveMechanism> = {
  createClassifier: CreateClassifier<classifier>
  createIncentive: CreateIncentive<incentive>
  /** The classifier's number in the contract. */
  classifierNumber: bigint
}

/** The state of a trainer: its models, its ether, and the call that is running. */
export class Trainer<classifier extends Classifier, incentive extends IncentiveMechanism> {
  readonly journal = new Journal()
  readonly ledger = new Ledger(this.journal)
  /** The samples of contributions. */
  readonly samples = new SamplePool()
  /** The only model that this trainer follows; undefined when it follows all. */
  readonly only: bigint | undefined
  modelCount = 0n
  /** The last event that was replayed. */
  position: ReplayPosition | undefined
  /** Events that were replayed, but whose effects come with the next one. */
  announced: readonly TwinEvent[] = []
  /** Whether entries of logs are kept, so that there are hashes of them. */
  readonly keepsLog: boolean
  /** Of the contract. */
  readonly address: Address
  readonly #parts: TrainerParts<classifier, incentive>
  /** By id; the number of a bigint finds them faster than the bigint itself. */
  readonly #models = new Map<number, Model<classifier, incentive>>()
  /** The model that was asked for last, which mostly is asked for again. */
  #last: Model<classifier, incentive> | undefined
  readonly #accounts = new Map<Address, Address>()
  /** What each account created last, plus 1. */
  readonly #newest = new Map<Address, bigint>()
  #events: TwinEvent[] = []

  constructor(
    parts: TrainerParts<classifier, incentive>,
    {
      address,
      only,
      keepsLog = true,
    }: { address: Address; only?: bigint | undefined; keepsLog?: boolean | undefined },
  ) {
    this.#parts = parts
    this.address = this.account(address)
    this.keepsLog = keepsLog
    this.only = only
  }

  find(modelId: bigint): Model<classifier, incentive> | undefined {
    if (this.#last?.id === modelId) return this.#last
    const found = this.#models.get(Number(modelId))
    if (found?.id !== modelId) return undefined
    this.#last = found
    return found
  }

  /** All models that this trainer follows. */
  models(): Iterable<Model<classifier, incentive>> {
    return this.#models.values()
  }

  /** The one spelling of an address that this trainer uses: the checksummed one. */
  account(address: Address): Address {
    let known = this.#accounts.get(address)
    if (known === undefined) {
      known = getAddress(address)
      this.#accounts.set(address, known)
    }
    return known
  }

  readonly emit: Emit = (eventName, args) => {
    this.#events.push({ eventName, args } as TwinEvent)
  }

  /** The events of the call that is running. */
  get emitted(): readonly TwinEvent[] {
    return this.#events
  }

  /** Notes events that were replayed, but whose effects come with another one. */
  announce(events: readonly TwinEvent[]): void {
    const before = this.announced
    this.journal.record(() => {
      this.announced = before
    })
    this.announced = events
  }

  moveTo(position: ReplayPosition): void {
    const before = this.position
    this.journal.record(() => {
      this.position = before
    })
    this.position = position
  }

  /** Makes an empty model with the next id. */
  addModel(classifierOptions: Hex, incentiveOptions: Hex, maxFeatures: number, { sender, time }: Context) {
    const { modelCount, only } = this
    const id = only !== undefined && modelCount === 0n ? only : modelCount
    if (only !== undefined && id !== only) throw new Error(`this twin follows model ${only} only`)
    const classifier = this.#parts.createClassifier(classifierOptions, this.journal)
    if (maxFeatures !== 0 && !this.takesSets) revert('MaxFeaturesNotOffered', this.classifierNumber)
    const log = this.keepsLog ? new EntryLog() : new CountedLog()
    const surroundings = { modelId: id, classifier, journal: this.journal, emit: this.emit, time, log }
    const incentive = this.#parts.createIncentive(incentiveOptions, surroundings)
    const model: Model<classifier, incentive> = {
      id,
      owner: sender,
      createdAt: BigInt(time),
      maxFeatures,
      uploadedWords: 0,
      ready: false,
      records: [],
      log,
      classifier,
      incentive,
    }
    this.journal.record(() => {
      this.#models.delete(Number(id))
      this.#last = undefined
      this.modelCount = modelCount
    })
    this.#models.set(Number(id), model)
    this.modelCount = id + 1n
    return model
  }

  /** The classifier's number in the contract. */
  get classifierNumber(): bigint {
    return this.#parts.classifierNumber
  }

  /** Whether samples are sets of features. */
  private get takesSets(): boolean {
    const name = classifierNames[Number(this.classifierNumber)]!
    return classifiers[name].samples === 'sparse'
  }

  /** What an account created last, plus 1; 0 if nothing. */
  newestOf(account: Address): bigint {
    return this.#newest.get(account) ?? 0n
  }

  setNewest(account: Address, next: bigint): void {
    const before = this.newestOf(account)
    this.journal.record(() => this.#newest.set(account, before))
    this.#newest.set(account, next)
  }

  /** Runs a call from outside: all of it, or nothing. */
  transact<result>(
    call: CallContext,
    payable: boolean,
    body: (context: Context) => result,
  ): CallOutcome<result> {
    const { value = 0n, time, blockNumber } = call
    if (value !== 0n && !payable) revert('EmptyRevert')
    const context = { sender: this.account(call.sender), value, time: Number(time), blockNumber }
    return this.collect(() => {
      this.ledger.pay(context.sender, -value)
      return body(context)
    })
  }

  /** Runs `body`, all of it or nothing, and gives the events that it emits. */
  collect<result>(body: () => result): CallOutcome<result> {
    const outer = this.#events
    const events: TwinEvent[] = []
    this.#events = events
    try {
      return { result: this.journal.atomically(body), events }
    } finally {
      this.#events = outer
    }
  }
}

/** A trainer of which only the classifier matters. */
export type TrainerOf<classifier extends Classifier> = Trainer<classifier, IncentiveMechanism>

export type AnyTrainer = Trainer<Classifier, IncentiveMechanism>
