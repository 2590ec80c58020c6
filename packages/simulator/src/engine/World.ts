import {
  type ClassifierName,
  type ClassifierOptions,
  classifierNumber,
  classifiers,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  type GasAction,
  type GasTable,
  type IncentiveOptions,
  isUnder,
  type Kind,
  type MechanismName,
  revertedGas,
} from '@cotrain/sdk/kinds'
import {
  type CallContext,
  createLearner,
  createTwin,
  type Learner,
  type Twin,
  TwinError,
  type TwinEvent,
} from '@cotrain/sdk/twin'
import type { Address } from 'viem'
import { type DataSet, type Example, examplesOf, type Sample } from '../data/DataSet.ts'
import type { ContractMechanism, Ground, Mechanism, Settlement } from '../mechanisms/Mechanism.ts'
import type { EventCounts } from '../results/types.ts'
import type { Account } from './Account.ts'
import type { Agent } from './Agent.ts'
import type { Claim } from './Claim.ts'
import { atMost } from './money.ts'
import { type ProvenCall, proofsOf } from './proofs.ts'
import { Refusal } from './Refusal.ts'
import type { Behaviour } from './Strategy.ts'
import type { Stream } from './Stream.ts'

/** What somebody teaches: an example, with a label that need not be its own. */
export type Lesson = { readonly example: Example; readonly label: number }

/** A transaction as it was sent to the trainer; `accepted` unless the contract reverted it. */
export type SentTransaction = ProvenCall & {
  time: number
  sender: Address
  value: bigint
  accepted: boolean
}

/** The model as its owner makes it. */
export type Creation = {
  classifier: ClassifierName
  classifierOptions: ClassifierOptions
  /** Features that a contributed sample has at most; 0: as many as the classifier takes. */
  maxFeatures: number
  words: readonly bigint[]
}

/** The twin of the contract that a model is in, and how it was created there. */
export type Contract = { twin: Twin; kind: Kind; creation: Creation; incentiveOptions: IncentiveOptions }

type Send = (call: CallContext, ...args: readonly unknown[]) => { events: TwinEvent[] }

export type WorldOptions = {
  creation: Creation
  mechanism: Mechanism
  /** As the scenario sets them. */
  mechanismOptions: unknown
  owner: Address
  data: DataSet
  gasPriceGwei: number
  gas: GasTable
  /** Of a test set that a sponsor hides at first. */
  hidden: readonly Example[]
  modelId: bigint
  /** Seconds since 1970. */
  startTime: number
  /** Whether the twin keeps its log, so that transactions are recorded with their proofs. */
  keepsLog: boolean
  /** Called with every transaction, in the order of the chain. */
  record?: ((transaction: SentTransaction) => void) | undefined
}

/** No rule of the contracts asks for the block. */
const blockNumber = 1n

/** The chain, and what everybody can see on it: one model under one mechanism, run by the contracts' twin. */
export class World {
  readonly twin: Ground
  readonly modelId: bigint
  /** Undefined where no contract has the mechanism. */
  readonly contract: Contract | undefined
  readonly owner: Address
  readonly data: DataSet
  readonly classes: number
  /** How many features the contract takes a contributed sample of, at most. */
  readonly maxSampleLength: number
  readonly startTime: number
  /** What accuracy is measured on, and a market's test set; without samples that the contract would refuse. */
  readonly test: readonly Example[]
  readonly hidden: readonly Example[]
  /** The owner of a market's model, where no agent is. */
  house: Agent | undefined
  readonly accounts = new Map<Address, Account>()
  readonly counts: EventCounts = {
    contributions: 0,
    refunds: 0,
    takes: 0,
    lateTakes: 0,
    challenges: 0,
    dropped: 0,
    verified: 0,
    reported: 0,
    confirmed: 0,
    reverted: 0,
    pricedOut: 0,
    wakeUps: 0,
    requests: 0,
  }
  /** Set once, before the first agent wakes. */
  settlement!: Settlement
  stream!: Stream
  /** Agents that see contributions before they are mined. */
  watchers: readonly Agent[] = []
  /** Accuracy on the hidden test set as it was last measured and published. */
  accuracy = 0
  /** Whether the class that the model gives before a contribution decides what that teaches or costs. */
  #agreementMatters: boolean | undefined
  readonly #learnsAtOnce: boolean
  /** Whether a contribution changes the model also when it says nothing new. */
  readonly learnsAlways: boolean
  readonly #creation: Creation
  readonly #gas: GasTable
  readonly #gasPrice: bigint
  readonly #keepsLog: boolean
  readonly #record: WorldOptions['record']
  #time: number
  #blockTime: bigint
  /** Grows with each change of the model. */
  #version = 0
  #notifying = false

  constructor(options: WorldOptions) {
    const { creation, data, owner, startTime, mechanism } = options
    const { classifier } = creation
    this.#creation = creation
    this.data = data
    this.classes = data.classes.length
    this.owner = owner
    this.startTime = startTime
    this.#time = startTime
    this.#blockTime = BigInt(startTime)
    this.#keepsLog = options.keepsLog
    this.#record = options.record
    this.#learnsAtOnce = mechanism.learns === 'at once'
    this.learnsAlways = classifiers[classifier].learnsAlways
    this.#gas = options.gas
    this.#gasPrice = BigInt(Math.round(options.gasPriceGwei * 1e9))
    this.modelId = options.modelId
    if ('simulated' in mechanism) {
      const { modelId, mechanismOptions } = options
      const { maxFeatures } = creation
      const model = { modelId, maxFeatures, learnsAlways: this.learnsAlways }
      this.twin = mechanism.simulated(mechanismOptions, this.learner(), model)
    } else {
      this.contract = this.#created(mechanism, options)
      this.twin = this.contract.twin
    }
    const longest = this.twin.maxSampleLength(this.modelId)
    this.maxSampleLength = Math.min(longest, creation.maxFeatures || longest)
    const fits = ({ sample }: Example) => sample.length <= longest
    this.test = examplesOf(data.test).filter(fits)
    this.hidden = options.hidden.filter(fits)
  }

  /** The twin of the mechanism's contract, with the model. */
  #created(
    mechanism: ContractMechanism,
    { creation, modelId, mechanismOptions, owner }: WorldOptions,
  ): Contract {
    const { classifier, classifierOptions, maxFeatures, words } = creation
    const kind: Kind = { classifier, mechanism: mechanism.name }
    const incentiveOptions = mechanism.contractOptions(mechanismOptions, classifier)
    const twin = createTwin({ ...kind, only: modelId, keepsLog: this.#keepsLog })
    const args = [
      BigInt(classifierNumber(classifier)),
      encodeClassifierOptions(classifier, classifierOptions),
      encodeIncentiveOptions(mechanism.name, incentiveOptions),
      maxFeatures,
      '{}',
      words,
    ] as const
    twin.createModel(this.#call(owner), ...args)
    this.#note(owner, { functionName: 'createModel', args, proofs: [] }, 0n, true)
    return { twin, kind, creation, incentiveOptions }
  }

  /** Now, in seconds since 1970. */
  get time(): number {
    return this.#time
  }

  set time(time: number) {
    this.#time = time
    this.#blockTime = BigInt(time)
  }

  /** Now, as calls of the twin take it. */
  get blockTime(): bigint {
    return this.#blockTime
  }

  /** The model as it was created, to try things on. */
  learner(): Learner {
    const { classifier, classifierOptions, words } = this.#creation
    return createLearner(classifier, classifierOptions, words)
  }

  /** The twin with what only its mechanism has. */
  twinUnder<mechanism extends MechanismName>(mechanism: mechanism): Twin<mechanism> {
    const { kind, twin } = this.contract ?? {}
    if (kind === undefined || !isUnder(kind, mechanism))
      throw new Error(`the model is not under ${mechanism}`)
    return twin as unknown as Twin<mechanism>
  }

  /** The class that the model gives. */
  predict(sample: Sample): number {
    return this.twin.predict(this.modelId, sample)
  }

  /** The class that the model gives to the sample of a contribution; asked again only when the model has changed. */
  predicted(claim: Claim): number {
    if (claim.version !== this.#version) {
      claim.predicted = this.twin.predictContribution(this.modelId, claim.index)
      claim.version = this.#version
    }
    return claim.predicted
  }

  /** The same, always asked anew: for states that are only imagined. */
  predictedNow({ index }: Claim): number {
    return this.twin.predictContribution(this.modelId, index)
  }

  /** Runs `body` on the state, and undoes what it did. Only calls that begin with `imagine` may change the state. */
  imagine<T>(body: () => T): T {
    return this.twin.simulate(body)
  }

  /** Whether contributions are taken now. */
  get accepting(): boolean {
    const { phase = 'open' } = this.settlement
    return phase === 'open'
  }

  /** Teaches the model within `imagine`, for nothing. */
  imagineContribution(sender: Address, { example, label }: Lesson): void {
    if (!this.accepting) return
    this.twin.contribute(this.#call(sender, this.settlement.topPrice()), this.modelId, label, example.sample)
  }

  /** What so much gas costs, in wei. */
  weiOf(gas: bigint): bigint {
    return gas * this.#gasPrice
  }

  /** What an action costs in gas, in wei. */
  gasCost(action: GasAction, features: number): bigint {
    return this.#gasPrice === 0n ? 0n : this.weiOf(BigInt(this.#gas(action, features)))
  }

  /** Share of the hidden test set that the model gets right; agents hear of it. */
  evaluate(): number {
    let right = 0
    for (const { sample, label } of this.test) if (this.predict(sample) === label) right++
    this.accuracy = this.test.length === 0 ? 0 : right / this.test.length
    return this.accuracy
  }

  /**
   * Sends a contribution, if its price is at most `ceiling` (wei) and the account's agent can pay it and the gas.
   * @returns Whether the contract accepted it.
   */
  contribute(account: Account, lesson: Lesson, ceiling: bigint): boolean {
    if (!this.accepting) return false
    const { sample } = lesson.example
    this.counts.requests++
    this.#agreementMatters ??=
      !this.learnsAlways && (this.#learnsAtOnce || this.#gas('add-agree', 1) !== this.#gas('add-disagree', 1))
    const predicted = this.#agreementMatters ? this.predict(sample) : lesson.label
    const gas = this.gasCost(predicted === lesson.label ? 'add-agree' : 'add-disagree', sample.length)
    const affordable = account.agent.balance - gas
    // What is beyond the price comes back, but nobody sends more than it can be.
    const value = atMost(atMost(ceiling, affordable), this.settlement.topPrice())
    if (value < this.settlement.price(lesson)) {
      this.counts.pricedOut++
      return false
    }
    this.notify(account, ({ onPending }) => onPending?.(lesson))
    const events = this.send(account, 'contribute', [this.modelId, lesson.label, sample], value, gas)
    const made = events?.find(event => event.eventName === 'Contributed')
    if (made === undefined) return false
    this.#accepted(account, lesson, made.args.index, made.args.deposit, predicted !== lesson.label)
    return true
  }

  /** Calls a function of the trainer that has to do with a contribution. @returns As `send`. */
  call(
    account: Account,
    functionName: GasAction,
    claim: Claim,
    args: readonly unknown[],
    { value = 0n, gas = this.gasCost(functionName, claim.example.sample.length) } = {},
  ): TwinEvent[] | undefined {
    this.counts.requests++
    return this.send(account, functionName, args, value, gas)
  }

  /** The model has learned something. */
  changed(): void {
    this.#version++
  }

  #accepted(account: Account, lesson: Lesson, index: bigint, deposit: bigint, moved: boolean): void {
    const { book } = account.agent
    book.deposited += deposit
    book.contributions++
    if (lesson.label === lesson.example.label) book.honestContributions++
    this.counts.contributions++
    if (this.#learnsAtOnce && (moved || this.learnsAlways)) this.changed()
    const claim: Claim = {
      index,
      author: account,
      example: lesson.example,
      label: lesson.label,
      time: this.#time,
      deposit,
      open: true,
      predicted: -1,
      version: -1,
    }
    account.claims.push(claim)
    this.settlement.add(claim)
  }

  /** Shows something of the account's to those who watch what waits to be mined. */
  notify(account: Account, show: (watcher: Behaviour) => void): void {
    if (this.#notifying || this.watchers.length === 0) return
    this.#notifying = true
    for (const watcher of this.watchers) {
      if (!watcher.owns(account) && watcher.awakeAt <= this.#time) show(watcher.behaviour)
    }
    this.#notifying = false
  }

  /**
   * Sends a transaction to the trainer, which costs `gas` wei.
   * @returns Its events; undefined when the contract reverted.
   */
  send(
    account: Account,
    functionName: string,
    args: readonly unknown[],
    value: bigint,
    gas: bigint,
  ): TwinEvent[] | undefined {
    const ground = this.twin as unknown as Readonly<Record<string, Send>>
    const { contract } = this
    const proofs = contract && this.#keepsLog ? proofsOf(contract.twin, functionName, args) : []
    const call = { functionName, args, proofs }
    try {
      const { events } = ground[functionName]!(this.#call(account.address, value), ...args)
      account.gas += gas
      this.#note(account.address, call, value, true)
      return events
    } catch (error) {
      if (!(error instanceof TwinError || error instanceof Refusal)) throw error
      account.gas += BigInt(revertedGas) * this.#gasPrice
      this.counts.reverted++
      this.#note(account.address, call, value, false)
      return undefined
    }
  }

  /** The same of somebody who is no agent, and pays no gas that anybody counts. */
  sendFor(sender: Address, functionName: string, args: readonly unknown[]): void {
    const ground = this.twin as unknown as Readonly<Record<string, Send>>
    ground[functionName]!(this.#call(sender), ...args)
    this.#note(sender, { functionName, args, proofs: [] }, 0n, true)
  }

  #call(sender: Address, value = 0n): CallContext {
    return { sender, value, time: this.#blockTime, blockNumber }
  }

  #note(sender: Address, call: ProvenCall, value: bigint, accepted: boolean): void {
    this.#record?.({ ...call, time: this.#time, sender, value, accepted })
  }
}
