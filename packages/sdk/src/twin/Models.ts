import { type Address, type Hex, zeroAddress } from 'viem'
import type { Classifier } from './classifiers/Classifier.ts'
import { revert } from './errors.ts'
import type { IncentiveMechanism } from './incentives/IncentiveMechanism.ts'
import type { AnyTrainer, Trainer } from './Trainer.ts'
import type { Context } from './types/Call.ts'
import type { Model } from './types/Model.ts'

export type ModelView = {
  owner: Address
  /** The number of its classifier. */
  classifier: bigint
  /** Seconds since 1970. */
  createdAt: bigint
  ready: boolean
  uploadedWords: bigint
  requiredWords: bigint
  /** How many features a contributed sample may have; 0: as many as the classifier takes. */
  maxFeatures: bigint
}

/** How many models there are; their ids are 0 to this less one. */
export function modelCount(trainer: AnyTrainer): bigint {
  return trainer.modelCount
}

/** Whether an account has created a model, and the one that it created last. */
export function newestModel(trainer: AnyTrainer, account: Address): [exists: boolean, modelId: bigint] {
  const next = trainer.newestOf(trainer.account(account))
  return next === 0n ? [false, 0n] : [true, next - 1n]
}

/** How many classes a model has now; labels are 0 to this less one. @throws TwinError UnknownModel */
export function classCount(trainer: AnyTrainer, modelId: bigint): bigint {
  return BigInt(registered(trainer, modelId).classifier.classes)
}

/** What the register knows of a model. @throws TwinError UnknownModel */
export function model(trainer: AnyTrainer, modelId: bigint): ModelView {
  const { owner, createdAt, ready, uploadedWords, classifier, maxFeatures } = registered(trainer, modelId)
  return {
    owner,
    classifier: trainer.classifierNumber,
    createdAt,
    ready,
    uploadedWords: BigInt(uploadedWords),
    requiredWords: BigInt(classifier.requiredWords),
    maxFeatures: BigInt(maxFeatures),
  }
}

/**
 * How many features the classifier takes a sample of; contributed ones may be limited to fewer (`maxFeatures`). Of the
 * twin only; the chain refuses those that have more.
 * @throws TwinError UnknownModel
 */
export function maxSampleLength(trainer: AnyTrainer, modelId: bigint): number {
  return registered(trainer, modelId).classifier.maxSampleLength
}

/** Logs a piece of the model's encoder. @throws TwinError UnknownModel, NotOwner */
export function publishEncoder(trainer: AnyTrainer, context: Context, modelId: bigint, data: Hex): void {
  onlyOwner(trainer, context, modelId)
  trainer.emit('EncoderPublished', { modelId, data })
}

/** Hands the model over. @throws TwinError UnknownModel, NotOwner, NewOwnerIsZero */
export function transferOwnership(
  trainer: AnyTrainer,
  context: Context,
  modelId: bigint,
  newOwner: Address,
): void {
  const owned = onlyOwner(trainer, context, modelId)
  const next = trainer.account(newOwner)
  if (next === zeroAddress) revert('NewOwnerIsZero', modelId)
  const { owner } = owned
  trainer.journal.record(() => {
    owned.owner = owner
  })
  owned.owner = next
  trainer.emit('OwnershipTransferred', { modelId, previousOwner: owner, newOwner: next })
}

/** A model that may be used. @throws TwinError UnknownModel, ModelIncomplete */
export function usable<classifier extends Classifier, incentive extends IncentiveMechanism>(
  trainer: Trainer<classifier, incentive>,
  modelId: bigint,
): Model<classifier, incentive> {
  const found = registered(trainer, modelId)
  if (!found.ready) {
    revert('ModelIncomplete', modelId, BigInt(found.uploadedWords), BigInt(found.classifier.requiredWords))
  }
  return found
}

/** A model that exists. @throws TwinError UnknownModel */
export function registered<classifier extends Classifier, incentive extends IncentiveMechanism>(
  trainer: Trainer<classifier, incentive>,
  modelId: bigint,
): Model<classifier, incentive> {
  return trainer.find(modelId) ?? revert('UnknownModel', modelId)
}

/** A model of which the caller is the owner. @throws TwinError UnknownModel, NotOwner */
export function onlyOwner<classifier extends Classifier, incentive extends IncentiveMechanism>(
  trainer: Trainer<classifier, incentive>,
  { sender }: Context,
  modelId: bigint,
): Model<classifier, incentive> {
  const found = registered(trainer, modelId)
  if (sender !== found.owner) revert('NotOwner', modelId, sender, found.owner)
  return found
}
