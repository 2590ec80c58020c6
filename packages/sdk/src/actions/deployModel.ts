import { concat, type Hash, hexToBytes, stringToBytes } from 'viem'
import { getBlock } from 'viem/actions'
import {
  checkPublished,
  encodeVocabulary,
  VocabularyMismatchError,
  vocabularyName,
} from '../encoders/index.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { type ModelReference, referenceOf } from '../kinds/modelId.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../kinds/options.ts'
import { classifierNumber, trainerOf } from '../kinds/trainers.ts'
import type { ClassifierOptions, IncentiveOptions } from '../kinds/types.ts'
import { encodeMetadata, type ModelMetadata } from '../metadata/index.ts'
import { createModelSync } from './createModel.ts'
import { getEncoderPieces } from './getEncoder.ts'
import { checkArbiter } from './internal/arbiter.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters, writing } from './internal/client.ts'
import { findSameModel } from './internal/findSameModel.ts'
import { initialClassCount } from './internal/readModels.ts'
import { settlePending } from './internal/settlePending.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'
import { chunkEnd, cutPieces, type UploadShape, uploadGas, uploadShape } from './internal/uploadPlan.ts'
import { publishEncoderSync } from './publishEncoder.ts'
import { uploadParametersSync } from './uploadParameters.ts'

export type DeployProgress = {
  /** Words of weights on the chain by now. */
  sentWords: number
  totalWords: number
  /** Bytes of the vocabulary on the chain by now. */
  sentBytes: number
  totalBytes: number
}

export type DeployModelParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = WriteParameters & {
  mechanism: mechanism
  /** A model in the integers of its contract, such as `quantise` gives. */
  quantised: { classifier: classifier; options: ClassifierOptions<classifier>; words: readonly bigint[] }
  incentiveOptions: IncentiveOptions<mechanism>
  metadata: ModelMetadata
  /** How many features a contributed sample may have; only of sets of features. @default as many as the classifier takes */
  maxFeatures?: number | undefined
  /** The words that the metadata's encoder names by their hash; published for all clients. */
  vocabulary?: readonly string[] | undefined
  /** Instead of `vocabulary`: the bytes that any encoder needs, as `encoderOf` gives them for a model file. */
  published?: Uint8Array | undefined
  onProgress?: ((progress: DeployProgress) => void) | undefined
  /** Go on with the same model if this account has deployed it, wholly or in part. @default true */
  resume?: boolean | undefined
  /** Gas that one transaction may need. @default 12,000,000, or half a block where that is less */
  gasBudget?: bigint | undefined
}
export type DeployModelReturnType<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  model: ModelReference<mechanism, classifier>
  /** Whether this call created the model, rather than found it. */
  created: boolean
  /** The transactions that this call sent; none when the model stood there already. */
  hashes: Hash[]
}

/**
 * Puts a model on the chain, ready for use, with its vocabulary: in one transaction if it fits, else in chunks. If it
 * breaks off (the node goes away, the process ends), the same call later finds this account's unfinished model, checks
 * that its words are the same, and goes on with the next ones. If the model is there already, nothing is sent.
 *
 * @throws MetadataError, VocabularyMismatchError, TrainerNotDeployedError, NodeUnreachableError,
 * TransactionsPendingError; CourtSilentError and ArbiterTooDearError, where the arbiter is a court; and as `createModel`
 *
 * @example
 * const file = parseModelFile(JSON.parse(text))
 * const { model } = await deployModel(client, {
 *   mechanism: 'deposits',
 *   quantised: quantiseSparsePerceptron(file),
 *   incentiveOptions: { refundTime: 600, ownerClaimTime: 86_400, anyClaimTime: 604_800, depositWeight: 1000 },
 *   metadata: { name: 'Spam filter', classes: ['ham', 'spam'], encoder: encoder.name },
 *   vocabulary: encoder.words,
 * })
 */
export async function deployModel<
  const mechanism extends MechanismName,
  const classifier extends ClassifierName,
>(
  client: CotrainClient,
  parameters: DeployModelParameters<mechanism, classifier>,
): Promise<DeployModelReturnType<mechanism, classifier>> {
  const job = await startJob(client, parameters as DeployModelParameters)
  const found = (await findModel(client, job)) ?? (await create(client, job))
  await uploadRest(client, job, found)
  await publishRest(client, job, found)
  const model = found.model as ModelReference<mechanism, classifier>
  return { model, created: found.created, hashes: job.hashes }
}

/** A deployment under way. */
export type Job = DeployModelParameters & {
  data: Uint8Array
  budget: bigint
  hashes: Hash[]
  progress: DeployProgress
  shape: UploadShape
  report(progress: Partial<DeployProgress>): void
}

export type Found = { model: ModelReference; created: boolean; createdBlock: bigint; uploadedWords: number }

function vocabularyOf({ vocabulary, published, metadata }: DeployModelParameters): Uint8Array {
  if (published) {
    checkPublished(metadata.encoder, published) // throws unless the name is that of these bytes
    return published
  }
  if (!vocabulary) return new Uint8Array()
  const data = encodeVocabulary(vocabulary)
  const name = vocabularyName(data)
  if (name !== metadata.encoder) throw new VocabularyMismatchError(metadata.encoder, name)
  return data
}

/** @throws MetadataError, VocabularyMismatchError, NodeUnreachableError */
export async function startJob(client: CotrainClient, parameters: DeployModelParameters): Promise<Job> {
  const data = vocabularyOf(parameters)
  encodeMetadata(parameters.metadata, initialClassCount(parameters.quantised.options)) // throws unless it is valid
  const { gasLimit } = await withTrainerErrors(client, trainerOf(parameters.mechanism).trainer, () =>
    getBlock(client),
  )
  const budget = parameters.gasBudget ?? (gasLimit / 2n < uploadGas ? gasLimit / 2n : uploadGas)
  const totals = { totalWords: parameters.quantised.words.length, totalBytes: data.length }
  const job: Job = {
    ...parameters,
    data,
    budget,
    hashes: [],
    shape: uploadShape(parameters.quantised.classifier, parameters.quantised.options),
    progress: { sentWords: 0, sentBytes: 0, ...totals },
    report(progress) {
      job.progress = { ...job.progress, ...progress }
      parameters.onProgress?.(job.progress)
    },
  }
  return job
}

/** The same model of this account, if it is there already, wholly or in part. */
export async function findModel(client: CotrainClient, job: Job): Promise<Found | undefined> {
  const { quantised, incentiveOptions, maxFeatures = 0, metadata, resume = true } = job
  if (!resume) return undefined
  const trainer = trainerOf(job.mechanism)
  const owner = addressOf(senderOf(client, job))
  await withTrainerErrors(client, trainer.trainer, () => settlePending(client, owner))
  const same = await findSameModel(client, trainer, {
    owner,
    classifier: BigInt(classifierNumber(quantised.classifier)),
    classifierOptions: encodeClassifierOptions(quantised.classifier, quantised.options),
    incentiveOptions: encodeIncentiveOptions(job.mechanism, incentiveOptions),
    maxFeatures,
    metadata: encodeMetadata(metadata),
    words: quantised.words,
  })
  if (!same) return undefined
  const { createdBlock, uploadedWords } = same
  job.report({ sentWords: uploadedWords })
  return { model: referenceOf(same), created: false, createdBlock, uploadedWords }
}

/** The words that go with the creation. */
export function firstWords(job: Job): readonly bigint[] {
  const textBytes = stringToBytes(encodeMetadata(job.metadata)).length
  return job.quantised.words.slice(0, nextEnd(job, 0, textBytes))
}

/** Throws where the model should not be created. @throws CourtSilentError, ArbiterTooDearError */
export async function checkNew(client: CotrainClient, { incentiveOptions }: Job): Promise<void> {
  if ('arbiter' in incentiveOptions) await checkArbiter(client, incentiveOptions)
}

async function create(client: CotrainClient, job: Job): Promise<Found> {
  await checkNew(client, job)
  const { quantised, incentiveOptions, maxFeatures, metadata } = job
  job.report({ sentWords: 0 })
  const words = firstWords(job)
  const options = { classifierOptions: quantised.options, incentiveOptions, maxFeatures, metadata, words }
  const { model, receipt } = await createModelSync(client, {
    ...writing(job, job.hashes.length),
    mechanism: job.mechanism,
    classifier: quantised.classifier,
    ...options,
  })
  job.hashes.push(receipt.transactionHash)
  job.report({ sentWords: words.length })
  return { model, created: true, createdBlock: receipt.blockNumber, uploadedWords: words.length }
}

async function uploadRest(client: CotrainClient, job: Job, { model, uploadedWords }: Found): Promise<void> {
  const { words } = job.quantised
  for (let offset = uploadedWords; offset < words.length; ) {
    const chunk = words.slice(offset, nextEnd(job, offset, 0))
    const { receipt } = await uploadParametersSync(client, {
      ...writing(job, job.hashes.length),
      model,
      offset,
      words: chunk,
    })
    job.hashes.push(receipt.transactionHash)
    offset += chunk.length
    job.report({ sentWords: offset })
  }
}

/** Where the chunk that begins at word `start` ends. */
export function nextEnd({ shape, quantised, budget }: Job, start: number, textBytes: number): number {
  return chunkEnd(shape, { start, total: quantised.words.length, textBytes, budget })
}

async function publishRest(client: CotrainClient, job: Job, found: Found): Promise<void> {
  const { start, pieces } = await unpublished(client, job, found)
  let sentBytes = start
  for (const data of pieces) {
    const receipt = await publishEncoderSync(client, {
      ...writing(job, job.hashes.length),
      model: found.model,
      data,
    })
    job.hashes.push(receipt.transactionHash)
    sentBytes += data.length
    job.report({ sentBytes })
  }
}

/** What clients need of the encoder and is not on the chain yet, in pieces for a transaction each. */
export async function unpublished(
  client: CotrainClient,
  job: Job,
  { model, created, createdBlock }: Pick<Found, 'model' | 'created' | 'createdBlock'>,
): Promise<{ start: number; pieces: Uint8Array[] }> {
  if (job.data.length === 0) return { start: 0, pieces: [] }
  const published = created ? [] : await getEncoderPieces(client, model, { fromBlock: createdBlock })
  const start = publishedBytes(hexToBytes(concat(published)), job.data)
  if (start > 0) job.report({ sentBytes: start })
  return { start, pieces: cutPieces(job.data.subarray(start), job.budget) }
}

/** How many bytes of `data` end what is published: all of them, or those before the upload broke off. */
function publishedBytes(published: Uint8Array, data: Uint8Array): number {
  for (let length = Math.min(published.length, data.length); length > 0; length--) {
    const end = published.subarray(published.length - length)
    if (end.every((byte, i) => byte === data[i])) return length
  }
  return 0
}
