import { type Hex, zeroHash } from 'viem'
import type { Contribution } from '../kinds/types.ts'
import type { AnySample, Classifier } from './classifiers/Classifier.ts'
import { revert } from './errors.ts'
import type { IncentiveMechanism } from './incentives/IncentiveMechanism.ts'
import { type Model, registered } from './Models.ts'
import type { AnyTrainer } from './Trainer.ts'
import { equal, hash } from './types/Contribution.ts'

type AnyModel = Model<Classifier, IncentiveMechanism>

/** Of the states asked for so far, which are frozen. */
const hashes = new WeakMap<Contribution, Hex>()

/** An open contribution. Never changed, only replaced. */
export type OpenRecord = {
  readonly state: Contribution
  /** The sample of the state, ready for predictions. */
  readonly sample: AnySample
}

/** The hash of the open contribution's state, 0 when it is closed or was never made. Hashed when asked for. */
export function record(trainer: AnyTrainer, modelId: bigint, index: bigint): Hex {
  const state = contribution(trainer, modelId, index)
  if (state === undefined) return zeroHash
  let known = hashes.get(state)
  if (known === undefined) {
    known = hash(state)
    hashes.set(state, known)
  }
  return known
}

/** The open contribution's state as claims bring it; undefined when it is closed or was never made. */
export function contribution(trainer: AnyTrainer, modelId: bigint, index: bigint): Contribution | undefined {
  return trainer.find(modelId)?.records[Number(index)]?.state
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
  return model.records[Number(index)] ?? revert('NoOpenContribution', model.id, index)
}

/** The open contribution, of which `given` must be the state. @throws TwinError ContributionMismatch */
export function openRecord(model: AnyModel, index: bigint, given: Contribution): OpenRecord {
  const open = recordAt(model, index)
  if (!equal(open.state, given)) {
    revert('ContributionMismatch', model.id, index, hash(open.state), hash(given))
  }
  return open
}

/** Puts a record in the place of the one at `index`, or behind the last. */
export function setRecord(trainer: AnyTrainer, model: AnyModel, index: number, next: OpenRecord): void {
  const { records } = model
  const { length } = records
  const before = records[index]
  trainer.journal.record(() => {
    if (index === length) records.length = length
    else records[index] = before
  })
  Object.freeze(next.state.takers)
  Object.freeze(next.state)
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
