import { type Address, type Hex, size } from 'viem'
import { classifierNames } from '../kinds/classifiers.ts'
import { noHash } from '../record/hashes.ts'
import type { AnySample, Classifier, SampleInput } from './classifiers/Classifier.ts'
import { addRecord, hashLater } from './DataHandler.ts'
import { revert } from './errors.ts'
import type { Acceptance } from './incentives/IncentiveMechanism.ts'
import { onlyOwner, usable } from './Models.ts'
import type { AnyTrainer } from './Trainer.ts'
import type { Context } from './types/Call.ts'
import type { AnyModel } from './types/Model.ts'

/** The takers of a new contribution. */
const nobody: readonly Address[] = Object.freeze([])

/**
 * Creates a model and uploads the first of its packed parameters, or all of them.
 * @returns The model's id.
 * @param classifier The number of this twin's classifier.
 * @param maxFeatures How many features a contributed sample may have, or 0.
 * @throws TwinError UnknownClassifier, MaxFeaturesNotOffered, TooManyWords, and those of the options and of the parameters
 */
export function createModel(
  trainer: AnyTrainer,
  context: Context,
  classifier: bigint,
  classifierOptions: Hex,
  incentiveOptions: Hex,
  maxFeatures: number,
  metadata: string,
  words: readonly bigint[],
): bigint {
  const { length } = classifierNames
  if (classifier >= BigInt(length)) revert('UnknownClassifier', classifier, BigInt(length))
  if (classifier !== trainer.classifierNumber) {
    throw new Error(`this twin is of models of classifier ${trainer.classifierNumber}, not ${classifier}`)
  }
  const model = register(trainer, context, classifierOptions, incentiveOptions, maxFeatures, metadata)
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
 * @returns The contribution's index: the position of its entry in the model's log.
 * @throws TwinError UnknownModel, ModelIncomplete, TooManyFeatures, EmptySample, LabelOutOfRange, SampleTooDear,
 * DepositTooSmall, those of a malformed sample and of the mechanism
 */
export function contribute(
  trainer: AnyTrainer,
  context: Context,
  modelId: bigint,
  label: number,
  sample: SampleInput,
): bigint {
  const model = usable(trainer, modelId)
  const index = model.log.entries
  const [admitted] = admitAll(trainer, model, [label], [sample])
  const change = contributeOne(trainer, context, model, admitted!, context.value)
  trainer.ledger.pay(context.sender, change)
  return BigInt(index)
}

/**
 * The same as contributing the samples one after the other in this block, but that all are checked and, where the model
 * learns now, learned before the first is paid for.
 * @returns The index of the first contribution; the others follow.
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
  const firstIndex = model.log.entries
  const admitted = admitAll(trainer, model, labels, samples)
  let change = context.value
  for (const each of admitted) change = contributeOne(trainer, context, model, each, change)
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
  maxFeatures: number,
  metadata: string,
): AnyModel {
  const model = trainer.addModel(classifierOptions, incentiveOptions, maxFeatures, context)
  const { id: modelId, owner } = model
  const { classifierNumber: classifier } = trainer
  const previous = trainer.newestOf(owner)
  trainer.setNewest(owner, modelId + 1n)
  const options = { classifierOptions, incentiveOptions, maxFeatures: BigInt(maxFeatures) }
  trainer.emit('ModelCreated', { modelId, owner, classifier, previous, ...options, metadata })
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

/** What learning from a sample or a bundle later may take at most, in gas. */
const maxLearningGas = 13_500_000

/** What bringing a feature of a bundle, which has two bytes, takes at most besides. */
const broughtGas = 48

/** A contribution that the classifier has admitted. */
export type Admitted = {
  readonly label: number
  /** Checked. */
  readonly sample: AnySample
  /** What the model gave to it before, if the mechanism wants to know. */
  readonly predicted: number
}

/** Throws when a contributed sample has more features than the model's owner allows. */
function checkFeatures(sample: SampleInput, max: number): void {
  const features = typeof sample === 'string' ? Math.floor(size(sample) / 2) : sample.length
  if (features > max) revert('TooManyFeatures', BigInt(features), BigInt(max))
}

/** Checks a contribution, and has the model say something of it and learn from it as the mechanism wants. */
export function admit(
  trainer: AnyTrainer,
  { classifier, incentive, maxFeatures }: AnyModel,
  label: number,
  input: SampleInput,
): Admitted {
  if (input.length === 0 || input === '0x') revert('EmptySample')
  if (maxFeatures !== 0) checkFeatures(input, maxFeatures)
  const checked = classifier.checkSample(input)
  // Callers may use their array again.
  const sample = checked === input ? trainer.samples.copy(checked) : checked
  const { judge, learn } = incentive.wanted
  if (learn !== 'now') {
    if (label >= classifier.classes) revert('LabelOutOfRange', BigInt(label), BigInt(classifier.classes))
    const gas = learn === 'later' ? classifier.learningGas(sample.length) : 0
    if (gas > maxLearningGas) revert('SampleTooDear', BigInt(gas), BigInt(maxLearningGas))
  }
  const predicted = judge ? classifier.predict(sample) : 0
  if (learn === 'now') classifier.update(sample, label)
  return { label, sample, predicted }
}

/** Admits contributions that come together. */
export function admitAll(
  trainer: AnyTrainer,
  model: AnyModel,
  labels: readonly number[],
  inputs: readonly SampleInput[],
): Admitted[] {
  const admitted = inputs.map((input, i) => admit(trainer, model, labels[i]!, input))
  if (model.incentive.wanted.learn === 'bundle') checkBundle(model.classifier, admitted)
  return admitted
}

/** Throws unless all can be learned in one transaction. */
function checkBundle(classifier: Classifier, admitted: readonly Admitted[]): void {
  const features = admitted.reduce((sum, { sample }) => sum + sample.length, 0)
  const gas = classifier.bundleGas(features, admitted.length) + features * broughtGas
  if (gas > maxLearningGas) revert('BundleTooDear', BigInt(gas), BigInt(maxLearningGas))
}

/** One contribution, but for the change, which batches pay once: what is left of `available`, in wei. */
export function contributeOne(
  trainer: AnyTrainer,
  context: Pick<Context, 'sender' | 'time'>,
  model: AnyModel,
  admitted: Admitted,
  available: bigint,
): bigint {
  const { label, predicted } = admitted
  const { time } = context
  const acceptance = model.incentive.accept!({ index: model.log.entries, label, predicted, time })
  const { deposit } = acceptance
  if (available < deposit) revert('DepositTooSmall', deposit, available)
  record(trainer, context, model, admitted, acceptance)
  return available - deposit
}

/** Records a contribution that is accepted. */
export function record(
  trainer: AnyTrainer,
  { sender, time }: Pick<Context, 'sender' | 'time'>,
  model: AnyModel,
  { label, sample }: Admitted,
  { deposit, surprising }: Acceptance,
): void {
  if (time >= 2 ** 32) revert('Overflow')
  const index = BigInt(model.log.entries)
  const packed = model.classifier.packSample(sample)
  const state = {
    contributor: sender,
    index,
    label,
    surprising,
    time,
    deposit,
    remaining: deposit,
    takers: nobody,
    sample: packed,
  }
  const last = addRecord(trainer, model, state, sample)
  const args = {
    modelId: model.id,
    index,
    contributor: sender,
    label,
    time,
    deposit,
    before: noHash,
    sample: packed,
  }
  if (model.log.isKept) hashLater(args, 'before', () => last.running)
  trainer.emit('Contributed', args)
}
