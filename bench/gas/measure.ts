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
import { type BenchModel, type BenchSample, encodeFor, similarSamples } from './inputs.ts'
import { type Lesson, type StorageModel, storageOf } from './storage.ts'

type Context = BenchContext<'deposits'> & { storage: StorageModel }

/** After how many contributions an average is taken: what one of many costs besides is in it. */
const consecutive = 64

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
  if (first !== undefined && isSparse(bench.file)) {
    rows.push(await measureMean(context, first), await measureRefunds(context, first))
  }
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
  // the record is cleared, the head and the contributor's count change
  const { read, code } = context.storage.predict(encodeFor(context.bench.file, sample.features))
  const use = { cleared: 1, changed: 2, read, code, payments: 1 }
  const refunds: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index } = await add(context, sample.features, 'agree')
    await pass(context.owner, hour)
    const { receipt } = await context.contributor.refundSync({ model: context.model, index })
    refunds.push(await sentBy(context.owner, receipt.transactionHash, use))
  }
  return median('refund', sample, refunds)
}

/** A contribution that the model disagrees with is taken, whole or in part, by a verified contributor. */
async function measureTake(
  context: Context,
  sample: BenchSample,
  action: 'take' | 'take a share',
): Promise<Measurement> {
  const { taker, model, storage } = context
  // the head and the taker's count are read; the record is cleared, or changed when something remains
  const { read, code } = storage.predict(encodeFor(context.bench.file, sample.features))
  const use = { [action === 'take' ? 'cleared' : 'changed']: 1, read: 2 + read, code, payments: 1 }
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
      sent.push(together([(await addBatch(context, sample, flip)).sent], batchSize))
    rows.push(median(action, sample, sent))
  }
  return rows
}

/** Ten different samples in a transaction. */
async function addBatch(
  { bench, classes, contributor, model, storage }: Context,
  { features }: BenchSample,
  flip: boolean,
) {
  const samples = similarSamples(bench.file, features, batchSize).map(each => encodeFor(bench.file, each))
  const predictions = await contributor.predictBatch({ model, samples })
  await pass(contributor, 2 * hour)
  const lessons = samples.map((sample, i): Lesson => {
    const predicted = predictions[i]!
    return { sample, predicted, label: flip ? otherThan(predicted, classes) : predicted }
  })
  const { contributions, receipt } = await contributor.contributeBatchSync({
    model,
    contributions: lessons,
    ...exactly,
  })
  const { changed, ...words } = storage.teach(lessons)
  const use = { ...words, created: batchSize, changed: 1 + changed }
  const sent = await sentBy(contributor, receipt.transactionHash, use)
  return { samples, indices: contributions.map(({ index }) => index), sent }
}

/** Refunds of ten different samples in a transaction. */
async function measureRefunds(context: Context, sample: BenchSample): Promise<Measurement> {
  const { contributor, model, storage } = context
  const refunds: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { samples, indices } = await addBatch(context, sample, false)
    await pass(contributor, hour)
    const all = await contributor.listClaims({ model })
    const claims = all.filter(({ index }) => indices.includes(index))
    const { refunded, hashes } = await contributor.claimAllSync({ model, claims })
    if (refunded.length !== batchSize) throw new Error(`${refunded.length} of ${batchSize} were refunded`)
    const { read, code } = storage.predict(...samples)
    const use = { cleared: batchSize, changed: 2, read, code, payments: batchSize }
    refunds.push(together([await sentBy(contributor, hashes[0]!, use)], batchSize))
  }
  return median('refund-batch-10', sample, refunds)
}

/** What one contribution costs on average of many different ones in a row, with which the model agrees. */
async function measureMean(context: Context, sample: BenchSample): Promise<Measurement> {
  const adds: Sent[] = []
  for (const features of similarSamples(context.bench.file, sample.features, consecutive)) {
    adds.push((await add(context, features, 'agree')).sent)
  }
  return { action: `add-mean-${consecutive}`, sample: sample.name, ...together(adds, consecutive) }
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
  const { changed, ...words } = context.storage.teach([taught])
  const use = { ...words, created: 1, changed: 1 + changed }
  return { ...taught, sent: await sentBy(context.contributor, taught.hash, use) }
}
