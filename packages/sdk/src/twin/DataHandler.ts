import { type Hex, zeroHash } from 'viem'
import type { Contribution } from '../kinds/types.ts'
import { revert } from './errors.ts'
import { registered } from './Models.ts'
import type { AnyTrainer } from './Trainer.ts'
import { equal, hash, hashScored } from './types/Contribution.ts'
import type { AnyModel, OpenRecord, ScoredRecord } from './types/Model.ts'

/** Of the states asked for so far, which are frozen. */
const hashes = new WeakMap<Contribution, Hex>()

/** The hash of the contribution's state, 0 when it is closed or was never made. Hashed when asked for. */
export function record(trainer: AnyTrainer, modelId: bigint, index: bigint): Hex {
  const found = trainer.find(modelId)?.records[Number(index)]
  return found === undefined ? zeroHash : hashOf(found)
}

/** The hash that the chain keeps of a record. */
export function hashOf(found: OpenRecord | ScoredRecord): Hex {
  if ('scored' in found) return hashScored(found.scored)
  let known = hashes.get(found.state)
  if (known === undefined) {
    known = hash(found.state)
    hashes.set(found.state, known)
  }
  return known
}

/** The open contribution's state as claims bring it; undefined when it is closed, scored or was never made. */
export function contribution(trainer: AnyTrainer, modelId: bigint, index: bigint): Contribution | undefined {
  const found = trainer.find(modelId)?.records[Number(index)]
  return found && 'state' in found ? found.state : undefined
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
 * @throws TwinError NoOpenContribution, ContributionMismatch
 */
export function openRecord(model: AnyModel, index: bigint, given: Contribution): OpenRecord {
  const found = model.records[Number(index)]
  if (found === undefined) revert('NoOpenContribution', model.id, index)
  if ('state' in found && equal(found.state, given)) return found
  revert('ContributionMismatch', model.id, index, hashOf(found), hash(given))
}

/** Puts a record in the place of the one at `index`, or behind the last. */
export function setRecord(
  trainer: AnyTrainer,
  model: AnyModel,
  index: number,
  next: OpenRecord | ScoredRecord,
): void {
  const { records } = model
  const { length } = records
  const before = records[index]
  trainer.journal.record(() => {
    if (index === length) records.length = length
    else records[index] = before
  })
  if ('state' in next) {
    Object.freeze(next.state.takers)
    Object.freeze(next.state)
  }
  records[index] = next
}

/** Closes an open contribution. */
export function closeRecord(trainer: AnyTrainer, model: AnyModel, index: number): void {
  const before = model.records[index]
  trainer.journal.record(() => {
    model.records[index] = before
  })
  model.records[index] = undefined
}
