import type { Hex } from 'viem'
import type { Contribution } from '../kinds/types.ts'
import { type Entry, EntryLog, type LeafSource } from '../record/EntryLog.ts'
import { noHash } from '../record/hashes.ts'
import { leafOf } from '../record/leaf.ts'
import { faultIn, type ProofEnd, type ProofFault, pinTime, proofOf } from '../record/proof.ts'
import { revert, TwinError } from './errors.ts'
import { registered } from './Models.ts'
import type { AnyTrainer } from './Trainer.ts'
import type { Context } from './types/Call.ts'
import { equal } from './types/Contribution.ts'
import type { AnyModel, OpenRecord } from './types/Model.ts'

/** How far the log of a model has got. */
export type LogView = {
  /** The hash that is chained over all entries; zero when there are none. */
  running: Hex
  entries: bigint
  /** When the last contribution was made, in seconds since 1970; 0 when there is none. */
  lastContribution: bigint
}

/** Of models that are not there, and of those without contributions. */
const noLog = new EntryLog()

function logOf(trainer: AnyTrainer, modelId: bigint): EntryLog {
  return trainer.find(modelId)?.log ?? noLog
}

/** The log of a model, as far as it has got. Hashed when asked for, as all that the log says. */
export function log(trainer: AnyTrainer, modelId: bigint): LogView {
  const { running, entries, time } = logOf(trainer, modelId)
  return { running, entries: BigInt(entries), lastContribution: BigInt(time) }
}

/** The Merkle root of 64 entries, zero while there are fewer, and a bit for each of them that is touched. */
export function page(trainer: AnyTrainer, modelId: bigint, number: bigint): [root: Hex, touched: bigint] {
  const found = logOf(trainer, modelId)
  return [found.root(Number(number)), found.touchedOf(Number(number))]
}

/** The pinned running hash, of how many entries it is, and when it was pinned (seconds since 1970). */
export function pinned(trainer: AnyTrainer, modelId: bigint): [running: Hex, entries: bigint, time: bigint] {
  const found = logOf(trainer, modelId)
  const { entries, time } = found.pin ?? { entries: 0, time: 0 }
  return [found.before(entries), BigInt(entries), BigInt(time)]
}

/** Keeps the present running hash for ten minutes at least. @throws TwinError NothingToPin, PinStands */
export function pin(trainer: AnyTrainer, { time }: Context, modelId: bigint): void {
  const model = trainer.find(modelId)
  if (!model || model.log.entries === 0) revert('NothingToPin')
  const until = model.log.pin && model.log.pin.time + pinTime
  if (until !== undefined && time < until) revert('PinStands', BigInt(until), BigInt(time))
  settlePin(trainer, model, time)
}

/** The effects of a pin at `time` (seconds). */
export function settlePin(trainer: AnyTrainer, { id: modelId, log: found }: AnyModel, time: number): void {
  if (time >= 2 ** 32) revert('Overflow')
  const { pin: before, entries } = found
  const running = found.isKept ? found.running : noHash
  trainer.journal.record(() => {
    found.pin = before
  })
  found.pin = { entries, time }
  trainer.emit('Pinned', { modelId, entries: BigInt(entries), running, until: BigInt(time + pinTime) })
}

/** The open contribution's state as claims bring it; undefined when it is closed or was never made. */
export function contribution(trainer: AnyTrainer, modelId: bigint, index: bigint): Contribution | undefined {
  const found = trainer.find(modelId)?.records[Number(index)]
  return found && 'state' in found ? found.state : undefined
}

/**
 * The position of the entry that has the last state of a contribution, open or not; undefined when there is no such
 * contribution. Of the twin only.
 */
export function positionOf(trainer: AnyTrainer, modelId: bigint, index: bigint): bigint | undefined {
  const found = trainer.find(modelId)?.records[Number(index)]
  return found && BigInt(found.position)
}

/**
 * The proof that the entry at `position` stands in the log, or that `count` entries from there on do. Of the twin only.
 *
 * @param end What it ends at. @default what lasts longest
 * @throws RangeError when the log does not have that many entries
 */
export function proof(
  trainer: AnyTrainer,
  modelId: bigint,
  position: bigint,
  count = 1,
  end?: ProofEnd,
): Hex {
  return proofOf(logOf(trainer, modelId), { position: Number(position), count, end })
}

/**
 * The class that the model gives now to the sample of an open contribution.
 * @throws TwinError UnknownModel, NoOpenContribution
 */
export function predictContribution(trainer: AnyTrainer, modelId: bigint, index: bigint): number {
  const model = registered(trainer, modelId)
  return model.classifier.predict(recordAt(model, index).sample)
}

/** The open contribution. @throws TwinError NoOpenContribution */
export function recordAt(model: AnyModel, index: bigint): OpenRecord {
  const found = model.records[Number(index)]
  return found && 'state' in found ? found : revert('NoOpenContribution', model.id, index)
}

/**
 * The open contribution, of which `given` must be the state.
 * @throws as {@link checkState}
 */
export function openRecord(model: AnyModel, index: bigint, given: Contribution): OpenRecord {
  checkState(model, index, given)
  return recordAt(model, index)
}

/**
 * Throws unless `given` is the last state of contribution `index`, and its entry is not touched.
 * @throws TwinError as the contract with the proof that the twin gives of the contribution: EndsBefore, ProofMismatch,
 * AlreadyTouched
 */
export function checkState(model: AnyModel, index: bigint, given: Contribution): void {
  const found = model.records[Number(index)]
  if (found && 'state' in found && equal(found.state, given)) return
  checkLeaves(model, index, [leafOf(given)])
}

/**
 * Throws unless `leaves` are those of entries one after another, the first of which is the last one of contribution
 * `index`, and none of them is touched. A twin that keeps no log takes them for touched ones.
 */
export function checkLeaves({ log: found, records }: AnyModel, index: bigint, leaves: readonly Hex[]): void {
  const position = records[Number(index)]?.position ?? Number(index)
  if (!found.isKept) revert('AlreadyTouched', BigInt(position))
  const fault = faultAt(found, position, leaves)
  if (fault) throw new TwinError(fault.errorName, fault.args)
}

/** Throws unless `leaves` are those of entries one after another from `position` on, touched or not. */
export function checkProven({ log: found }: AnyModel, position: number, leaves: readonly Hex[]): void {
  const fault = faultAt(found, position, leaves)
  // the last that is looked at
  if (fault && fault.errorName !== 'AlreadyTouched') throw new TwinError(fault.errorName, fault.args)
}

/** What the contract would say of `leaves` with the proof that the twin gives of the entries from `position` on. */
function faultAt(found: EntryLog, position: number, leaves: readonly Hex[]): ProofFault | undefined {
  const count = leaves.length
  const entries = BigInt(found.entries)
  if (position + count <= found.entries) return faultIn(found, leaves, proofOf(found, { position, count }))
  // nobody can prove what is not there
  return { errorName: 'EndsBefore', args: [4n, entries, entries] }
}

/** Puts the record of an open contribution in the place of the one at `index`. */
export function setRecord(trainer: AnyTrainer, model: AnyModel, index: number, next: OpenRecord): void {
  const before = model.records[index]
  trainer.journal.record(() => {
    model.records[index] = before
  })
  freeze(next.state)
  model.records[index] = next
}

/** Makes the entry and the record of a new contribution; gives the entry before it. */
export function addRecord(
  trainer: AnyTrainer,
  { log: found, records }: AnyModel,
  state: Contribution,
  sample: OpenRecord['sample'],
): Entry {
  const { last, entries: position, time } = found
  trainer.journal.record(() => {
    records.length = position
    found.truncate(position)
    found.time = time
  })
  freeze(state)
  found.append(state)
  found.time = state.time
  records[position] = { state, sample, position }
  return last
}

/** Touches the entry of a contribution, and appends its new state: gives where that stands. */
export function changeEntry(trainer: AnyTrainer, model: AnyModel, index: number, source: LeafSource): number {
  const { id: modelId, log: found, records } = model
  const { last, entries: position } = found
  touch(trainer, model, records[index]!.position)
  trainer.journal.record(() => {
    records.length = position
    found.truncate(position)
  })
  const entry = found.append(source)
  records[position] = undefined
  const hashes = { before: noHash, leaf: noHash }
  const args = { modelId, position: BigInt(position), index: BigInt(index), ...hashes }
  if (found.isKept) {
    hashLater(args, 'before', () => last.running)
    hashLater(args, 'leaf', () => entry.leaf)
  }
  trainer.emit('Changed', args)
  return position
}

/** Has a value of an event hashed when somebody reads it. */
export function hashLater<name extends string>(
  args: { [key in name]: Hex },
  name: name,
  get: () => Hex,
): void {
  Object.defineProperty(args, name, { get, enumerable: true })
}

/** Closes an open contribution, and touches its entry. */
export function closeRecord(trainer: AnyTrainer, model: AnyModel, index: number): void {
  touch(trainer, model, model.records[index]!.position)
  dropRecord(trainer, model, index)
}

/** Forgets the state of a contribution, whose entry stays as it is. */
export function dropRecord(trainer: AnyTrainer, model: AnyModel, index: number): void {
  const before = model.records[index]!
  trainer.journal.record(() => {
    model.records[index] = before
  })
  model.records[index] = model.log.isKept ? { position: before.position } : undefined
}

/** Touches the entry at `position`, which was not touched before. */
export function touch(trainer: AnyTrainer, { log: found }: AnyModel, position: number): void {
  const entry = found.at(position)
  trainer.journal.record(() => {
    entry.touched = false
  })
  entry.touched = true
}

function freeze(state: Contribution): void {
  Object.freeze(state.takers)
  Object.freeze(state)
}
