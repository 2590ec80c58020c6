import { type ClassifierName, classifiers } from '@cotrain/sdk'
import { isSparse, quantise } from '@cotrain/sdk/models'
import {
  type Context as BenchContext,
  batchSize,
  correct,
  deploy,
  exactly,
  hour,
  type Measurement,
  median,
  otherThan,
  runs,
  type Sent,
  sentBy,
  teach,
  together,
} from './actions.ts'
import { type BenchClient, type Cast, pass } from './chain.ts'
import type { StorageUse } from './floor.ts'
import { type BenchModel, type BenchSample, encodeFor, similarSamples } from './inputs.ts'
import { type Lesson, type StorageModel, storageOf } from './storage.ts'

type Context = BenchContext<'deposits'> & { storage: StorageModel }

/** Entries of a page of the log: an average over one has all that a contribution costs besides, now and then. */
const entriesOfPage = 64

/** Deploys a model on a fresh chain and measures every action with each of its samples, as a user would send them. */
export async function measureModel(cast: Cast, bench: BenchModel): Promise<Measurement[]> {
  const deployed = await deploy(cast, bench, 'deposits')
  const { classifier, classifierOptions } = deployed.context.model
  const storage = storageOf(classifier, classifierOptions, deployed.context.classes)
  const context: Context = { ...deployed.context, storage }
  const [first] = bench.samples
  const rows = [...deployed.code, await deploymentOf(context, deployed.hashes)]
  // the taker is the only one with verified contributions until all whole takes are measured
  await verify(context, cast.taker, bench.samples)
  for (const sample of bench.samples) rows.push(...(await measureAdds(context, sample)))
  for (const sample of bench.samples) rows.push(await measureTake(context, sample, 'take'))
  await verify(context, cast.contributor, bench.samples)
  for (const sample of bench.samples) rows.push(await measureRefund(context, sample))
  for (const sample of bench.samples) rows.push(await measureTake(context, sample, 'take a share'))
  for (const sample of bench.samples) rows.push(...(await measureBatches(context, sample)))
  // of numbers, 64 contributions are as many words of storage as all else together
  if (first !== undefined && isSparse(bench.file)) rows.push(...(await measurePage(context, first)))
  rows.push(await measurePin(context))
  const place = ({ sample }: Measurement) => bench.samples.findIndex(({ name }) => name === sample)
  return rows.toSorted((a, b) => place(a) - place(b))
}

async function deploymentOf({ bench, owner }: Context, hashes: Sent['hashes']): Promise<Measurement> {
  const { classifier, words } = quantise(bench.file)
  const sent = together(await Promise.all(hashes.map(hash => sentBy(owner, hash, {}))), 1)
  // beside the parameters: the model's head, its registration, and the count of models
  const floor = sent.floor + placeOf(classifier, words.length) + 22_100 * 2 + 5_000
  return { action: 'deploy', sample: null, ...sent, floor }
}

/** Gas of so many words in storage, or in contracts of 512 words: 32,000 each and 200 for a byte. */
function placeOf(classifier: ClassifierName, words: number): number {
  return classifiers[classifier].storage === 'slots'
    ? 22_100 * words
    : 32_000 * Math.ceil(words / 512) + 200 * 32 * words
}

async function measureAdds(context: Context, sample: BenchSample): Promise<Measurement[]> {
  const agree: Sent[] = []
  const disagree: Sent[] = []
  for (let run = 0; run < runs; run++) {
    agree.push((await add(context, sample.features, 'agree')).sent)
    disagree.push((await add(context, sample.features, 'disagree')).sent)
  }
  return [median('add-agree', sample, agree), median('add-disagree', sample, disagree)]
}

async function measureRefund(context: Context, sample: BenchSample): Promise<Measurement> {
  const refunds: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index } = await add(context, sample.features, 'agree')
    await pass(context.owner, hour)
    refunds.push(await refund(context, [sample.features], [index]))
  }
  return median('refund', sample, refunds)
}

/** Refunds of contributions whose entries follow one another, in a transaction. */
async function refund(
  { bench, contributor, model, storage }: Context,
  samples: readonly (readonly number[])[],
  indices: readonly [bigint, ...bigint[]],
): Promise<Sent> {
  const { receipt } =
    indices.length === 1
      ? await contributor.refundSync({ model, index: indices[0] })
      : await contributor.refundBatchSync({ model, indices })
  // the head, the page's bits and the contributor's count change
  const { read, code } = storage.predict(...samples.map(features => encodeFor(bench.file, features)))
  const use = { changed: 3, read, code, payments: 1 }
  return together([await sentBy(contributor, receipt.transactionHash, use)], indices.length)
}

/** A contribution that the model disagrees with is taken, whole or in part, by a verified contributor. */
async function measureTake(
  context: Context,
  sample: BenchSample,
  action: 'take' | 'take a share',
): Promise<Measurement> {
  const { taker, model, storage } = context
  // the head and the taker's count are read; the page's bits change, and the log's word when something remains
  const { read, code } = storage.predict(encodeFor(context.bench.file, sample.features))
  const use = { changed: action === 'take' ? 1 : 2, read: 2 + read, code, payments: 1 }
  const takes: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const taught = await add(context, sample.features, 'disagree')
    await correct(context, taught)
    await pass(taker, hour)
    const { receipt, remaining } = await taker.takeSync({ model, index: taught.index })
    if ((remaining === 0n) !== (action === 'take')) throw new Error(`a ${action} left ${remaining} wei`)
    takes.push(await sentBy(taker, receipt.transactionHash, use))
  }
  return median(action, sample, takes)
}

async function measureBatches(context: Context, sample: BenchSample): Promise<Measurement[]> {
  const rows: Measurement[] = []
  for (const [action, flip] of [
    ['add-batch-10', false],
    ['add-batch-10, all disagree', true],
  ] as const) {
    const sent: Sent[] = []
    for (let run = 0; run < runs; run++)
      sent.push(together([await addBatch(context, sample, flip)], batchSize))
    rows.push(median(action, sample, sent))
  }
  return rows
}

/** Ten different samples in a transaction. */
async function addBatch(
  { bench, classes, contributor, model, storage }: Context,
  { features }: BenchSample,
  flip: boolean,
): Promise<Sent> {
  const samples = similarSamples(bench.file, features, batchSize).map(each => encodeFor(bench.file, each))
  const predictions = await contributor.predictBatch({ model, samples })
  await pass(contributor, 2 * hour)
  const lessons = samples.map((sample, i): Lesson => {
    const predicted = predictions[i]!
    return { sample, predicted, label: flip ? otherThan(predicted, classes) : predicted }
  })
  const { receipt } = await contributor.contributeBatchSync({ model, contributions: lessons, ...exactly })
  return sentBy(contributor, receipt.transactionHash, useOf(storage, lessons))
}

/**
 * What one of all the contributions of a page costs on average, which are different and which the model agrees with;
 * and, once the page is complete, the refund of the first one, whose proof is the longest that there is, and refunds of
 * ten in a transaction.
 */
async function measurePage(context: Context, sample: BenchSample): Promise<Measurement[]> {
  const { bench, contributor } = context
  await completePage(context, sample)
  const samples = similarSamples(bench.file, sample.features, entriesOfPage)
  const indices: bigint[] = []
  const adds: Sent[] = []
  for (const features of samples) {
    const { index, sent } = await add(context, features, 'agree')
    indices.push(index)
    adds.push(sent)
  }
  await pass(contributor, hour)
  const refunded = (from: number, count: number) =>
    refund(context, samples.slice(from, from + count), indices.slice(from, from + count) as [bigint])
  const longest = await refunded(0, 1)
  const batches: Sent[] = []
  for (let run = 0; run < runs; run++) batches.push(await refunded(1 + run * batchSize, batchSize))
  return [
    { action: `add-mean-${entriesOfPage}`, sample: sample.name, ...together(adds, entriesOfPage) },
    { action: 'refund, longest proof', sample: sample.name, ...longest },
    median(`refund-batch-${batchSize}`, sample, batches),
  ]
}

/** Fills up the log's page with copies of a sample, so that the next entry begins another one. */
async function completePage(
  { bench, contributor, model }: Context,
  { features }: BenchSample,
): Promise<void> {
  const sample = encodeFor(bench.file, features)
  const label = await contributor.predict({ model, sample })
  for (;;) {
    const used = Number((await contributor.getLog({ model })).entries) % entriesOfPage
    if (used === 0) return
    const count = Math.min(batchSize, entriesOfPage - used)
    const contributions = Array.from({ length: count }, () => ({ sample, label }))
    await contributor.contributeBatchSync({ model, contributions })
  }
}

/** A pin that is not the model's first. */
async function measurePin({ contributor, model }: Context): Promise<Measurement> {
  await contributor.pinSync({ model })
  await pass(contributor, hour)
  const { receipt } = await contributor.pinSync({ model })
  // the log's word is read, the pin's changes
  const sent = await sentBy(contributor, receipt.transactionHash, { read: 1, changed: 1 })
  return { action: 'pin', sample: null, ...sent }
}

/** Gives an account its first verified contributions, so that its counters have been written before. */
async function verify(context: Context, client: BenchClient, samples: readonly BenchSample[]): Promise<void> {
  for (const { features } of samples.slice(0, 1)) {
    const { index } = await add({ ...context, contributor: client }, features, 'agree')
    await pass(client, hour)
    await client.refundSync({ model: context.model, index })
  }
}

async function add(context: Context, features: readonly number[], how: 'agree' | 'disagree') {
  const taught = await teach(context, features, how)
  const sent = await sentBy(context.contributor, taught.hash, useOf(context.storage, [taught]))
  return { ...taught, sent }
}

/** Of contributions in a transaction: the log's word changes, and the head is read. */
function useOf(storage: StorageModel, lessons: readonly Lesson[]): StorageUse {
  const { read, changed, code } = storage.teach(lessons)
  return { read: 1 + read, changed: 1 + changed, code }
}
