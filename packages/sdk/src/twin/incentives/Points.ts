import { type Address, type Hex, zeroAddress } from 'viem'
import type { Contribution, PointsOptions } from '../../kinds/types.ts'
import type { Classifier } from '../classifiers/Classifier.ts'
import { closeRecord, contribution, openRecord, recordAt } from '../DataHandler.ts'
import { decodeIntegers, revert, TwinReplayError } from '../errors.ts'
import { registered, usable } from '../Models.ts'
import type { Trainer } from '../Trainer.ts'
import { type ReplayableEvent, timeOf } from '../types/abi.ts'
import type { Context } from '../types/Call.ts'
import { addDay, type DayRows } from '../types/DayRows.ts'
import type { Model, OpenRecord } from '../types/Model.ts'
import {
  dayOf,
  daysOfMonth,
  earn,
  joinRow,
  noReputation,
  type Reputation,
} from '../types/PointsReputation.ts'
import type { Acceptance, Arrival, IncentiveMechanism, Surroundings } from './IncentiveMechanism.ts'

/** What `incentive` returns. */
type PointsView = {
  options: PointsOptions
  /** Verified contributions of all contributors that the model did not know. */
  totalVerified: bigint
}

/** Who has reported a contribution, when (seconds since 1970), and whether that was confirmed. */
type Report = { reporter: Address; time: number; confirmed: boolean }
type Best = { account: Address; points: number }

type PointsTrainer = Trainer<Classifier, Points>
type PointsModel = Model<Classifier, Points>

/** A class is rare with less than one in this many verified contributions, */
const rareShare = 10
/** once there are this many. */
const rareFrom = 20
const maxLabels = 256n
const noReport: Report = Object.freeze({ reporter: zeroAddress, time: 0, confirmed: false })

/** *Points* of one model. */
export class Points implements IncentiveMechanism {
  readonly wanted = { judge: true, learn: 'now' } as const
  readonly options: PointsOptions
  totalVerified = 0
  readonly reputations = new Map<Address, Reputation>()
  /** The days on which an account has done something that has earned points. */
  readonly #rows = new Map<Address, DayRows>()
  readonly reports = new Map<number, Report>()
  readonly verifiedOfClass = new Map<number, number>()
  readonly bestOfMonth = new Map<number, Best>()
  readonly #surroundings: Surroundings

  /** @throws TwinError PointsOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    const [verifyTime, confirmTime, contributionPoints, reportPoints, dailyCap] = decodeIntegers(
      encodedOptions,
      [24, 24, 16, 16, 16],
    ) as [number, number, number, number, number]
    if (contributionPoints === 0 || contributionPoints > dailyCap || reportPoints > dailyCap) {
      revert('PointsOutOfRange', BigInt(contributionPoints), BigInt(reportPoints), BigInt(dailyCap))
    }
    this.options = { verifyTime, confirmTime, contributionPoints, reportPoints, dailyCap }
    this.#surroundings = surroundings
  }

  accept({ index, label, predicted }: Arrival): Acceptance {
    const { emit, modelId } = this.#surroundings
    const surprising = predicted !== label
    emit('Judged', { modelId, index: BigInt(index), surprising })
    return { deposit: 0n, surprising }
  }

  reputation(account: Address): Reputation {
    return this.reputations.get(account) ?? noReputation
  }

  setReputation(account: Address, next: Reputation): void {
    this.#set(this.reputations, account, next)
  }

  setReport(index: number, next: Report | undefined): void {
    this.#set(this.reports, index, next)
  }

  /** Counts one more verified contribution to a class, and tells whether the class was rare before. */
  addVerified(label: number): boolean {
    const before = this.verifiedOfClass.get(label) ?? 0
    const total = this.totalVerified
    this.#set(this.verifiedOfClass, label, before + 1)
    this.#surroundings.journal.record(() => {
      this.totalVerified = total
    })
    this.totalVerified++
    return total >= rareFrom && rareShare * before < total
  }

  /**
   * Stores the reputation `r` of `account` with the points that it earns at `time` for what was made at `madeAt` (both
   * in seconds), and gives it.
   */
  credit(account: Address, r: Reputation, points: number, time: number, madeAt: number): Reputation {
    let next = r
    if (points !== 0) {
      next = earn(r, account, points, this.options.dailyCap, time)
      next = this.#addDay(account, next, dayOf(madeAt))
    }
    this.setReputation(account, next)
    const month = Math.floor(next.day / daysOfMonth)
    if (next.pointsOfMonth > (this.bestOfMonth.get(month)?.points ?? 0)) {
      this.#set(this.bestOfMonth, month, { account, points: next.pointsOfMonth })
    }
    return next
  }

  #addDay(account: Address, r: Reputation, day: number): Reputation {
    const rows = this.#rows.get(account) ?? new Map<number, number>()
    this.#rows.set(account, rows)
    const row = addDay(rows, day, (end, other) => this.#set(rows, end, other))
    return row ? joinRow(r, row) : r
  }

  #set<key, value>(map: Map<key, value>, key: key, next: value | undefined): void {
    const before = map.get(key)
    this.#surroundings.journal.record(() => put(map, key, before))
    put(map, key, next)
  }
}

function put<key, value>(map: Map<key, value>, key: key, value: value | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** The mechanism's state of a model. @throws TwinError UnknownModel */
function incentive(trainer: PointsTrainer, modelId: bigint): PointsView {
  const { options, totalVerified } = registered(trainer, modelId).incentive
  return { options: { ...options }, totalVerified: BigInt(totalVerified) }
}

/** 0 wei, at any time: contributing is free. @throws TwinError UnknownModel, ModelIncomplete */
function price(trainer: PointsTrainer, modelId: bigint, _time: bigint): bigint {
  usable(trainer, modelId)
  return 0n
}

/** What an account has earned with a model. */
function reputation(trainer: PointsTrainer, modelId: bigint, account: Address): Reputation {
  const found = trainer.find(modelId)?.incentive.reputation(trainer.account(account))
  return { ...(found ?? noReputation) }
}

/** Whether the model did not know an open contribution when it was made. Of the twin only. */
function surprising(trainer: PointsTrainer, modelId: bigint, index: bigint): boolean {
  return contribution(trainer, modelId, index)?.surprising ?? false
}

/** The report of a contribution; its reporter is the zero address when there is none. */
function report(trainer: PointsTrainer, modelId: bigint, index: bigint): Report {
  return { ...(trainer.find(modelId)?.incentive.reports.get(Number(index)) ?? noReport) }
}

/** Verified contributions to a class that the model did not know. */
function verifiedOfClass(trainer: PointsTrainer, modelId: bigint, label: bigint): bigint {
  if (label >= maxLabels) return 0n
  return BigInt(trainer.find(modelId)?.incentive.verifiedOfClass.get(Number(label)) ?? 0)
}

/** Who has the most points of a month, the first to get there, and how many; the zero address when nobody has any. */
function bestOfMonth(
  trainer: PointsTrainer,
  modelId: bigint,
  month: bigint,
): [account: Address, points: bigint] {
  const best = trainer.find(modelId)?.incentive.bestOfMonth.get(Number(month))
  return best ? [best.account, BigInt(best.points)] : [zeroAddress, 0n]
}

/**
 * Closes a contribution that the model agrees with, and credits its contributor. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooEarly, ModelDisagrees,
 * DailyCapReached
 */
function verify(
  trainer: PointsTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  given: Contribution,
): void {
  const model = usable(trainer, modelId)
  const open = openRecord(model, index, given)
  checkTime(context, open.state.time + model.incentive.options.verifyTime)
  settleVerify(trainer, context, model, Number(index), open)
}

/**
 * Says that a contribution, with which the model disagrees, is bad.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, TooEarly, OwnContribution,
 * AlreadyReported, TooManyReports, ModelAgrees
 */
function reportContribution(
  trainer: PointsTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  given: Contribution,
): void {
  const { sender } = context
  const model = usable(trainer, modelId)
  const { state, sample } = openRecord(model, index, given)
  const { incentive, classifier } = model
  checkTime(context, state.time + incentive.options.verifyTime)
  if (sender === state.contributor) revert('OwnContribution', state.contributor)
  const earlier = incentive.reports.get(Number(index))
  if (earlier) revert('AlreadyReported', modelId, index, earlier.reporter)
  const mine = incentive.reputation(sender)
  const reports = mine.reports + mine.pendingReports
  if (reports >= mine.verified) {
    revert('TooManyReports', sender, BigInt(mine.verified), BigInt(reports))
  }
  if (classifier.predict(sample) === state.label) revert('ModelAgrees', BigInt(state.label))
  settleReport(trainer, context, model, Number(index))
}

/**
 * Ends a report that is old enough: confirms it if the model still disagrees, else dismisses it. Anybody may call it.
 * @throws TwinError UnknownModel, ModelIncomplete, EndsBefore, ProofMismatch, AlreadyTouched, NotReported, TooEarly,
 * DailyCapReached
 */
function confirm(
  trainer: PointsTrainer,
  context: Context,
  modelId: bigint,
  index: bigint,
  given: Contribution,
): void {
  const model = usable(trainer, modelId)
  const { sample, state } = openRecord(model, index, given)
  const { incentive, classifier } = model
  const pending = pendingReport(model, Number(index))
  if (!pending) revert('NotReported', modelId, index)
  checkTime(context, pending.time + incentive.options.confirmTime)
  if (classifier.predict(sample) === state.label) dismiss(trainer, model, Number(index), pending)
  else settleConfirm(trainer, context, model, Number(index), pending)
}

/** The effects of verifying a contribution that is old enough. */
function settleVerify(
  trainer: PointsTrainer,
  { time }: Pick<Context, 'time'>,
  model: PointsModel,
  index: number,
  { state, sample }: OpenRecord,
): void {
  const { incentive, classifier } = model
  const { contributor, label, time: madeAt } = state
  const predicted = classifier.predict(sample)
  if (predicted !== label) revert('ModelDisagrees', BigInt(predicted), BigInt(label))
  closeRecord(trainer, model, index)
  const pending = pendingReport(model, index)
  if (pending) dismiss(trainer, model, index, pending)

  let mine = incentive.reputation(contributor)
  let points = 0
  if (state.surprising) {
    points = incentive.options.contributionPoints
    const rare = incentive.addVerified(label) ? 1 : 0
    mine = { ...mine, verified: mine.verified + 1, rare: mine.rare + rare }
    mine = incentive.credit(contributor, mine, points, time, madeAt)
  }
  trainer.emit('Verified', {
    modelId: model.id,
    index: BigInt(index),
    contributor,
    points: BigInt(points),
    verified: BigInt(mine.verified),
    total: BigInt(mine.points),
  })
}

/** The effects of a report that has passed all checks. */
function settleReport(
  trainer: PointsTrainer,
  { sender, time }: Pick<Context, 'sender' | 'time'>,
  { id: modelId, incentive }: PointsModel,
  index: number,
): void {
  const mine = incentive.reputation(sender)
  if (time >= 2 ** 32) revert('Overflow')
  incentive.setReputation(sender, { ...mine, pendingReports: mine.pendingReports + 1 })
  incentive.setReport(index, { reporter: sender, time, confirmed: false })
  trainer.emit('Reported', { modelId, index: BigInt(index), reporter: sender })
}

/** The effects of a confirmation that has passed all checks. */
function settleConfirm(
  trainer: PointsTrainer,
  { time }: Pick<Context, 'time'>,
  { id: modelId, incentive }: PointsModel,
  index: number,
  pending: Report,
): void {
  const { reporter } = pending
  incentive.setReport(index, { ...pending, confirmed: true })
  const before = incentive.reputation(reporter)
  const counted = {
    ...before,
    pendingReports: before.pendingReports - 1,
    reports: before.reports + 1,
  }
  const points = incentive.options.reportPoints
  const theirs = incentive.credit(reporter, counted, points, time, pending.time)
  trainer.emit('ReportConfirmed', {
    modelId,
    index: BigInt(index),
    reporter,
    points: BigInt(points),
    reports: BigInt(theirs.reports),
    total: BigInt(theirs.points),
  })
}

function dismiss(
  trainer: PointsTrainer,
  { id: modelId, incentive }: PointsModel,
  index: number,
  { reporter }: Report,
): void {
  incentive.setReport(index, undefined)
  const theirs = incentive.reputation(reporter)
  incentive.setReputation(reporter, { ...theirs, pendingReports: theirs.pendingReports - 1 })
  trainer.emit('ReportDismissed', { modelId, index: BigInt(index), reporter })
}

function pendingReport({ incentive }: PointsModel, index: number): Report | undefined {
  const found = incentive.reports.get(index)
  return found && !found.confirmed ? found : undefined
}

function checkTime({ time }: Context, availableAt: number): void {
  if (time < availableAt) revert('TooEarly', BigInt(availableAt), BigInt(time))
}

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
function replay(trainer: PointsTrainer, event: ReplayableEvent): boolean {
  const { eventName, args } = event
  switch (eventName) {
    case 'Judged':
      // The contribution that follows judges again.
      usable(trainer, args.modelId)
      trainer.emit('Judged', args)
      return true
    case 'Verified': {
      const model = usable(trainer, args.modelId)
      const record = recordAt(model, args.index)
      settleVerify(trainer, { time: timeOf(event) }, model, Number(args.index), record)
      return true
    }
    case 'Reported': {
      const model = usable(trainer, args.modelId)
      recordAt(model, args.index)
      const context = { sender: trainer.account(args.reporter), time: timeOf(event) }
      settleReport(trainer, context, model, Number(args.index))
      return true
    }
    case 'ReportConfirmed':
    case 'ReportDismissed': {
      const model = usable(trainer, args.modelId)
      const pending = pendingReport(model, Number(args.index))
      if (!pending) throw new TwinReplayError(event, 'there is no report to end')
      if (eventName === 'ReportDismissed') dismiss(trainer, model, Number(args.index), pending)
      else settleConfirm(trainer, { time: timeOf(event) }, model, Number(args.index), pending)
      return true
    }
    default:
      return false
  }
}

/** What the twin of a trainer under *Points* needs. */
export const points = {
  createIncentive: (options: Hex, surroundings: Surroundings) => new Points(options, surroundings),
  views: { incentive, price, reputation, surprising, report, verifiedOfClass, bestOfMonth },
  actions: { verify, reportContribution, confirm },
  payable: [],
  replay,
}
