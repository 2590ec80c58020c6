import type { Address, Hex } from 'viem'
import type { Contribution, DepositOptions } from '../../kinds/types.ts'
import { leafOf } from '../../record/leaf.ts'
import type { AnySample, Classifier } from '../classifiers/Classifier.ts'
import { changeEntry, checkLeaves, closeRecord, openRecord, recordAt, setRecord } from '../DataHandler.ts'
import { decodeIntegers, revert, TwinReplayError } from '../errors.ts'
import { registered, usable } from '../Models.ts'
import type { Trainer } from '../Trainer.ts'
import type { ReplayableEvent } from '../types/abi.ts'
import type { Context } from '../types/Call.ts'
import type { Model, OpenRecord } from '../types/Model.ts'
import { depositPrice } from './depositPrice.ts'
import type { Acceptance, Arrival, IncentiveMechanism, Surroundings } from './IncentiveMechanism.ts'

/** What `incentive` returns. */
type DepositView = {
  options: DepositOptions
  /** When the last contribution was made (at first: when the model was created), in seconds since 1970. */
  lastContribution: bigint
  /** Refunded, that is verified, contributions of all contributors. */
  totalVerified: bigint
}

type DepositTrainer = Trainer<Classifier, Deposits>
type DepositModel = Model<Classifier, Deposits>

/** Keeps the list that a taker must bring within the gas of one transaction. */
const maxTakers = 256

/** *Deposit, Refund, Take* of one model. */
export class Deposits implements IncentiveMechanism {
  readonly wanted = { judge: false, learn: 'now' } as const
  readonly options: DepositOptions
  /** Verified contributions by account. */
  readonly verified = new Map<Address, number>()
  totalVerified = 0
  readonly #surroundings: Surroundings

  /** @throws TwinError ClaimTimesNotAscending, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    const [refundTime, ownerClaimTime, anyClaimTime, depositWeight] = decodeIntegers(
      encodedOptions,
      [24, 24, 24, 40],
    ) as [number, number, number, number]
    if (refundTime > ownerClaimTime || ownerClaimTime > anyClaimTime) {
      revert('ClaimTimesNotAscending', BigInt(refundTime), BigInt(ownerClaimTime), BigInt(anyClaimTime))
    }
    this.options = { refundTime, ownerClaimTime, anyClaimTime, depositWeight }
    this.#surroundings = surroundings
  }

  accept({ time }: Arrival): Acceptance {
    return { deposit: this.price(time), surprising: false }
  }

  /** When the last contribution was made; before the first one, when the model was created. Seconds since 1970. */
  get lastContribution(): number {
    const { log, time } = this.#surroundings
    return log.entries === 0 ? time : log.time
  }

  price(time: number): bigint {
    return depositPrice(this.options, time - this.lastContribution)
  }

  /** Counts one more verified contribution of `account`, and gives how many it has now. */
  addVerified(account: Address): number {
    const before = this.verified.get(account) ?? 0
    this.#surroundings.journal.record(() => {
      this.verified.set(account, before)
      this.totalVerified--
    })
    this.verified.set(account, before + 1)
    this.totalVerified++
    return before + 1
  }
}

/** The mechanism's state of a model. @throws TwinError UnknownModel */
function incentive(trainer: DepositTrainer, modelId: bigint): DepositView {
  const { options, lastContribution, totalVerified } = registered(trainer, modelId).incentive
  return {
    options: { ...options },
    lastContribution: BigInt(lastContribution),
    totalVerified: BigInt(totalVerified),
  }
}

/** The deposit, in wei, of a contribution at `time` (seconds). @throws TwinError UnknownModel, ModelIncomplete */
function price(trainer: DepositTrainer, modelId: bigint, time: bigint): bigint {
  return usable(trainer, modelId).incentive.price(Number(time))
}

/** How many contributions of `account` to the model are verified. */
function verified(trainer: DepositTrainer, modelId: bigint, account: Address): bigint {
  return BigInt(trainer.find(modelId)?.incentive.verified.get(trainer.account(account)) ?? 0)
}

/**
 * Gives the contributor what remains of the deposit, once the model agrees and the time is up.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, NotContributor, TooEarly,
 * ModelDisagrees
 */
function refund(
  trainer: DepositTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
): void {
  const model = usable(trainer, modelId)
  const open = openRecord(model, index, contribution)
  checkRefund(context, model, open.state, open.sample)
  settleRefund(trainer, model, Number(index), open.state)
}

/**
 * The same as refunding contributions whose entries stand in the log one after another.
 * @throws TwinError NothingToRefund, and as `refund`
 */
function refundBatch(
  trainer: DepositTrainer,
  context: Context,
  modelId: bigint,
  contributions: readonly Contribution[],
): void {
  const model = usable(trainer, modelId)
  if (contributions.length === 0) revert('NothingToRefund')
  for (const each of contributions)
    checkRefund(context, model, each, model.classifier.checkSample(each.sample))
  const [first] = contributions as [Contribution]
  const position = model.records[Number(first.index)]?.position ?? Number.NaN
  const isNext = ({ index }: Contribution, i: number) =>
    model.records[Number(index)]?.position === position + i
  if (!contributions.every(isNext)) checkLeaves(model, first.index, contributions.map(leafOf))
  for (const each of contributions) {
    const { state } = openRecord(model, each.index, each)
    settleRefund(trainer, model, Number(each.index), state)
  }
}

/**
 * Takes a share of a deposit that the model disagrees with, or late all that remains of any.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, OwnContribution,
 * TooEarly, TooManyTakers, AlreadyTaken, NotVerified, ModelAgrees, NothingToTake
 */
function take(
  trainer: DepositTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  contribution: Contribution,
): void {
  const model = usable(trainer, modelId)
  const open = openRecord(model, index, contribution)
  settleTake(trainer, model, Number(index), open, context.sender, claim(context, model, open))
}

/** The effects of a refund that has passed all checks. */
function settleRefund(
  trainer: DepositTrainer,
  model: DepositModel,
  index: number,
  { contributor, remaining }: Contribution,
): void {
  const mine = model.incentive.addVerified(contributor)
  closeRecord(trainer, model, index)
  trainer.emit('Refunded', {
    modelId: model.id,
    index: BigInt(index),
    contributor,
    amount: remaining,
    verified: BigInt(mine),
    totalVerified: BigInt(model.incentive.totalVerified),
  })
  trainer.ledger.pay(contributor, remaining)
}

/** The effects of a take of `amount` wei that has passed all checks. */
function settleTake(
  trainer: DepositTrainer,
  model: DepositModel,
  index: number,
  { state, sample }: OpenRecord,
  taker: Address,
  amount: bigint,
): void {
  const remaining = state.remaining - amount
  if (remaining === 0n) closeRecord(trainer, model, index)
  else {
    const next = { ...state, remaining, takers: [...state.takers, taker] }
    const position = changeEntry(trainer, model, index, next)
    setRecord(trainer, model, index, { state: next, sample, position })
  }
  trainer.emit('Taken', { modelId: model.id, index: BigInt(index), taker, amount, remaining })
  trainer.ledger.pay(taker, amount)
}

/** Throws unless the caller may have the contribution refunded. */
function checkRefund(
  context: Context,
  { incentive, classifier }: DepositModel,
  state: Contribution,
  sample: AnySample,
): void {
  if (context.sender !== state.contributor) revert('NotContributor', context.sender, state.contributor)
  checkTime(context, state.time + incentive.options.refundTime)
  const predicted = classifier.predict(sample)
  if (predicted !== state.label) revert('ModelDisagrees', BigInt(predicted), BigInt(state.label))
}

/** What the caller may take, in wei: all that remains when it is late, whatever the model says, else a share. */
function claim(context: Context, model: DepositModel, open: OpenRecord): bigint {
  const { sender, time } = context
  const { state } = open
  const age = time - state.time
  const { ownerClaimTime, anyClaimTime } = model.incentive.options
  if (age >= anyClaimTime) return state.remaining
  if (age >= ownerClaimTime && sender === model.owner) return state.remaining
  return share(context, model, open)
}

/** The caller's share, in wei, of a deposit that the model disagrees with; or throws. */
function share(
  context: Context,
  { incentive, classifier }: DepositModel,
  { state, sample }: OpenRecord,
): bigint {
  const { sender } = context
  if (sender === state.contributor) revert('OwnContribution', state.contributor)
  checkTime(context, state.time + incentive.options.refundTime)
  if (state.takers.length >= maxTakers) revert('TooManyTakers', BigInt(maxTakers))
  if (state.takers.includes(sender)) revert('AlreadyTaken', sender)
  const mine = BigInt(incentive.verified.get(sender) ?? 0)
  if (mine === 0n) revert('NotVerified', sender)
  if (classifier.predict(sample) === state.label) revert('ModelAgrees', BigInt(state.label))
  const total = BigInt(incentive.totalVerified)
  const part = (state.deposit * mine) / total
  if (part === 0n) revert('NothingToTake', state.deposit, mine, total)
  return part < state.remaining ? part : state.remaining
}

function checkTime({ time }: Context, availableAt: number): void {
  if (time < availableAt) revert('TooEarly', BigInt(availableAt), BigInt(time))
}

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
function replay(trainer: DepositTrainer, event: ReplayableEvent): boolean {
  const { eventName, args } = event
  if (eventName !== 'Refunded' && eventName !== 'Taken') return false
  const model = usable(trainer, args.modelId)
  const record = recordAt(model, args.index)
  if (eventName === 'Taken') {
    settleTake(trainer, model, Number(args.index), record, trainer.account(args.taker), args.amount)
  } else if (model.classifier.predict(record.sample) === record.state.label) {
    settleRefund(trainer, model, Number(args.index), record.state)
  } else {
    throw new TwinReplayError(event, 'the model disagrees with the contribution')
  }
  return true
}

/** What the twin of a trainer under *Deposit, Refund, Take* needs. */
export const deposits = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new Deposits(options, surroundings),
  views: { incentive, price, verified },
  actions: { refund, refundBatch, take },
  payable: [],
  replay,
}
