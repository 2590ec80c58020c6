import { getChainId } from 'viem/actions'
import { cardOf, createCounter } from '../dataset/card.ts'
import { createRowMaker } from '../dataset/rows.ts'
import { type DatasetEncoder, describeSamples, sampleReader } from '../dataset/samples.ts'
import type { Dataset } from '../dataset/types.ts'
import { CotrainError } from '../errors/base.ts'
import { classifiers } from '../kinds/classifiers.ts'
import type { ModelAddress } from '../kinds/modelId.ts'
import { entriesOfPage } from '../record/hashes.ts'
import { getEncoder } from './getEncoder.ts'
import { getModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEvent } from './internal/getEvents.ts'
import { initialClassCount } from './internal/readModels.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type GetDatasetParameters = {
  model: ModelAddress
  /** The model's history, if it is at hand: the data set is as it was then. @default synced now */
  synced?: SyncedModel | undefined
}
export type GetDatasetReturnType = Dataset

/**
 * All that a model was ever taught, as a data set: rows of sample, label, status, contributor and time, and a card that
 * says where they come from, with the roots of the record that they can be checked against. Rows are made one by one.
 *
 * @throws as `syncModel`
 *
 * @example
 * const { card, rows } = await getDataset(client, { model })
 * for (const row of rows()) file.write(`${writeDatasetRow(row)}\n`)
 */
export async function getDataset(
  client: CotrainClient,
  { model: address, synced: given }: GetDatasetParameters,
): Promise<GetDatasetReturnType> {
  const [synced, model] = await Promise.all([
    given ?? syncModel(client, { model: address }),
    getModel(client, { model: address }),
  ])
  const { twin, events, contributions } = synced
  const { samples, classes, make } = await rowMakerAt(client, model, events)
  const counter = createCounter(classes.length)
  for (const record of contributions) counter.add(record)
  const { running, entries } = twin.log(model.modelId)
  const pageCount = Math.floor(Number(entries) / entriesOfPage)
  const pages = Array.from({ length: pageCount }, (_, i) => twin.page(model.modelId, BigInt(i))[0])
  const card = cardOf({
    model,
    classes,
    chainId: client.chain?.id ?? (await getChainId(client)),
    block: { number: synced.blockNumber, hash: synced.blockHash, timestamp: synced.time },
    log: { entries, running, pages },
    samples,
    counts: counter.counts(),
  })
  return {
    card,
    *rows() {
      for (const record of contributions) yield make(record)
    },
  }
}

/** What makes rows of a model as its events up to some block tell, and what the card says of samples and classes then. */
export async function rowMakerAt(client: CotrainClient, model: Model, events: readonly TrainerEvent[]) {
  const { encoder, problem } = await encoderOf(client, model)
  const { classifierOptions, classifier, classCount, mechanism, metadata } = model
  const { samples: kind } = classifiers[classifier]
  const samples = describeSamples(kind, classifierOptions.featureCount, encoder, problem)
  const added = events.filter(({ eventName }) => eventName === 'ClassAdded').length
  const first = Math.min(classCount, initialClassCount(classifierOptions))
  const classes = metadata.classes.slice(0, first + added)
  const make = createRowMaker({ mechanism, classes, events, read: sampleReader(samples, encoder) })
  return { samples, classes, make }
}

/** The model's encoder; why there is none, if it is not published or not known. */
async function encoderOf(
  client: CotrainClient,
  model: Model,
): Promise<{ encoder?: DatasetEncoder; problem?: string }> {
  try {
    return { encoder: await getEncoder(client, { model }) }
  } catch (error) {
    if (!(error instanceof CotrainError) || !unreadable.includes(error.name)) throw error
    return { problem: error.shortMessage }
  }
}

/** What is the model's own fault, whoever asks. */
const unreadable = [
  'EncoderUnknownError',
  'EncoderOptionsError',
  'VocabularyError',
  'VocabularyMissingError',
  'VocabularyMismatchError',
]
