import type { Address, Hex } from 'viem'
import type { SampleInput } from './classifiers/Classifier.ts'
import { setRecord } from './DataHandler.ts'
import { revert } from './errors.ts'
import { onlyOwner, usable } from './Models.ts'
import type { AnyTrainer } from './Trainer.ts'
import type { Context } from './types/Call.ts'
import type { AnyModel } from './types/Model.ts'

/** The takers of a new contribution. */
const nobody: readonly Address[] = Object.freeze([])

/**
 * Creates a model and uploads the first of its packed parameters, or all of them.
 * @returns The model's id.
 * @throws TwinError TooManyWords, and those of the options and of the parameters
 */
export function createModel(
  trainer: AnyTrainer,
  context: Context,
  classifierOptions: Hex,
  incentiveOptions: Hex,
  metadata: string,
  words: readonly bigint[],
): bigint {
  const model = register(trainer, context, classifierOptions, incentiveOptions, metadata)
  upload(trainer, model, 0n, words)
  return model.id
}

/**
 * Uploads the next packed parameters. With the last one the model becomes ready for use.
 * @throws TwinError UnknownModel, NotOwner, UnexpectedOffset, TooManyWords, and those of the parameters
 */
export function uploadParameters(
  trainer: AnyTrainer,
  context: Context,
  modelId: bigint,
  offset: bigint,
  words: readonly bigint[],
): void {
  upload(trainer, onlyOwner(trainer, context, modelId), offset, words)
}

/**
 * Records a labelled sample and trains the model with it, for a deposit of the price at this time. What was sent
 * beyond it comes back.
 * @returns The contribution's number in this model.
 * @throws TwinError UnknownModel, ModelIncomplete, EmptySample, DepositTooSmall, LabelOutOfRange, and those of a
 * malformed sample
 */
export function contribute(
  trainer: AnyTrainer,
  context: Context,
  modelId: bigint,
  label: number,
  sample: SampleInput,
): bigint {
  const model = usable(trainer, modelId)
  const index = model.records.length
  const change = contributeOne(trainer, context, model, label, sample, context.value)
  trainer.ledger.pay(context.sender, change)
  return BigInt(index)
}

/**
 * The same as contributing the samples one after the other in this block.
 * @returns The number of the first contribution; the others follow.
 * @throws TwinError EmptyBatch, LengthMismatch, and those of `contribute`
 */
export function contributeBatch(
  trainer: AnyTrainer,
  context: Context,
  modelId: bigint,
  labels: readonly number[],
  samples: readonly SampleInput[],
): bigint {
  if (samples.length === 0) revert('EmptyBatch')
  if (labels.length !== samples.length) {
    revert('LengthMismatch', BigInt(labels.length), BigInt(samples.length))
  }
  const model = usable(trainer, modelId)
  const firstIndex = model.records.length
  let change = context.value
  for (let i = 0; i < samples.length; i++) {
    change = contributeOne(trainer, context, model, labels[i]!, samples[i]!, change)
  }
  trainer.ledger.pay(context.sender, change)
  return BigInt(firstIndex)
}

/**
 * The class that the model gives to `sample`.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
export function predict(trainer: AnyTrainer, modelId: bigint, sample: SampleInput): number {
  const { classifier } = usable(trainer, modelId)
  return classifier.predict(classifier.checkSample(sample))
}

/** The class of each of `samples`. @throws as `predict` */
export function predictBatch(
  trainer: AnyTrainer,
  modelId: bigint,
  samples: readonly SampleInput[],
): number[] {
  const { classifier } = usable(trainer, modelId)
  return samples.map(sample => classifier.predict(classifier.checkSample(sample)))
}

/** Makes a model that has no parameters yet. */
export function register(
  trainer: AnyTrainer,
  context: Context,
  classifierOptions: Hex,
  incentiveOptions: Hex,
  metadata: string,
): AnyModel {
  const model = trainer.addModel(classifierOptions, incentiveOptions, context)
  const args = { modelId: model.id, owner: context.sender, classifierOptions, incentiveOptions, metadata }
  trainer.emit('ModelCreated', args)
  return model
}

/** Stores the next parameters of a model. */
export function upload(trainer: AnyTrainer, model: AnyModel, offset: bigint, words: readonly bigint[]): void {
  const { uploadedWords, ready } = model
  if (offset !== BigInt(uploadedWords)) revert('UnexpectedOffset', model.id, BigInt(uploadedWords), offset)
  const left = model.classifier.requiredWords - uploadedWords
  if (words.length > left) revert('TooManyWords', model.id, BigInt(left), BigInt(words.length))
  model.classifier.storeParameters(uploadedWords, words)

  trainer.journal.record(() => {
    model.uploadedWords = uploadedWords
    model.ready = ready
  })
  model.uploadedWords += words.length
  model.ready = words.length === left
  const requiredWords = BigInt(model.classifier.requiredWords)
  trainer.emit('ParametersUploaded', { modelId: model.id, offset, requiredWords, words: [...words] })
}

/** One contribution, but for the change, which batches pay once: what is left of `available`, in wei. */
export function contributeOne(
  trainer: AnyTrainer,
  { sender, time }: Context,
  model: AnyModel,
  label: number,
  input: SampleInput,
  available: bigint,
): bigint {
  if (input.length === 0 || input === '0x') revert('EmptySample')
  const checked = model.classifier.checkSample(input)
  // Callers may use their array again.
  const sample = checked === input ? trainer.samples.copy(checked) : checked
  const index = model.records.length
  const deposit = model.incentive.accept({ index, label, sample, time })
  if (available < deposit) revert('DepositTooSmall', deposit, available)

  model.incentive.train(sample, label)
  const packed = model.classifier.packSample(sample)
  const state = {
    contributor: sender,
    label,
    time,
    deposit,
    remaining: deposit,
    takers: nobody,
    sample: packed,
  }
  setRecord(trainer, model, index, { state, sample })
  const { id: modelId } = model
  const args = { modelId, index: BigInt(index), contributor: sender, label, time, deposit, sample: packed }
  trainer.emit('Contributed', args)
  return available - deposit
}
