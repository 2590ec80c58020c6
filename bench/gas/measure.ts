import { type ClassifierName, classifiers, type Model } from '@cotrain/sdk'
import { quantise } from '@cotrain/sdk/models'
import type { Hash, TransactionReceipt } from 'viem'
import { type BenchClient, type Cast, pass } from './chain.ts'
import { floorOf, type StorageUse } from './floor.ts'
import { type BenchModel, type BenchSample, encodeFor, encoderNameOf, similarSamples } from './inputs.ts'
import { type Action, referenceDeploy, referenceGas } from './reference.ts'
import { type Lesson, type StorageModel, storageOf } from './storage.ts'

export type Measurement = {
  action: Action
  sample: string | null
  /** Gas used; of a batch, gas for each sample. */
  gas: number
  /** The same of the older project, or null. */
  reference: number | null
  /** The least that the action can cost, see floor.ts. */
  floor: number
}

const hour = 3_600
/** How often each action is measured; the median counts. */
const runs = 3
const batchSize = 10
/** The deposit to the wei: what else is sent comes back, and costs gas that is not the action's own. */
const exactly = { ahead: 0 }

type Sent = { gas: number; floor: number }

/** The classifier's name as contracts and the reference spell it: `SparsePerceptron`. */
export function classifierOf({ classifier }: { classifier: ClassifierName }): string {
  return classifiers[classifier].contract
}

/** Deploys a model on a fresh chain and measures every action with each of its samples, as a user would send them. */
export async function measureModel(
  cast: Cast,
  bench: BenchModel,
): Promise<{ classifier: string; measurements: Measurement[] }> {
  const { model, measurement } = await deploy(cast.owner, bench)
  const { length: classes } = bench.file.classifications
  const storage = storageOf(model.classifier, model.classifierOptions, classes)
  const context: Context = { ...cast, bench, model, classes, storage }
  const rows = [measurement]
  // the taker is the only one with verified contributions until all whole takes are measured
  await verify(context, cast.taker, bench.samples)
  for (const sample of bench.samples) rows.push(...(await measureAdds(context, sample)))
  for (const sample of bench.samples) rows.push(await measureTake(context, sample, 'take'))
  await verify(context, cast.contributor, bench.samples)
  for (const sample of bench.samples) rows.push(await measureRefund(context, sample))
  for (const sample of bench.samples) rows.push(await measureTake(context, sample, 'take a share'))
  for (const sample of bench.samples) rows.push(...(await measureBatches(context, sample)))
  const place = ({ sample }: Measurement) => bench.samples.findIndex(({ name }) => name === sample)
  return { classifier: classifierOf(model), measurements: rows.toSorted((a, b) => place(a) - place(b)) }
}

type Context = Cast & { bench: BenchModel; model: Model<'deposits'>; classes: number; storage: StorageModel }

async function deploy(
  client: BenchClient,
  { name, file }: BenchModel,
): Promise<{ model: Model<'deposits'>; measurement: Measurement }> {
  const quantised = quantise(file)
  const { classifier, words, options } = quantised
  await client.deployTrainer({ classifier, mechanism: 'deposits' })
  const { model: reference, hashes } = await client.deployModel({
    mechanism: 'deposits',
    quantised,
    incentiveOptions: {
      refundTime: hour,
      ownerClaimTime: 2 ** 24 - 1,
      anyClaimTime: 2 ** 24 - 1,
      depositWeight: 1_000,
    },
    metadata: { name, classes: file.classifications, encoder: encoderNameOf(file) },
  })
  const sent = await Promise.all(hashes.map(hash => sentBy(client, hash, {})))
  const sum = (key: keyof Sent) => sent.reduce((total, one) => total + one[key], 0)
  const { length: classes } = file.classifications
  const row = {
    action: 'deploy',
    sample: null,
    gas: sum('gas'),
    reference: referenceDeploy(classifierOf(quantised), options.featureCount, classes),
  } as const
  // beside the parameters: the model's head, its registration, and the count of models
  const floor = sum('floor') + placeOf(classifier, words.length) + 22_100 * 2 + 5_000
  return { model: await client.getModel({ model: reference }), measurement: { ...row, floor } }
}

/** Gas of so many words in storage, or in contracts of 512 words: 32,000 each and 200 for a byte. */
function placeOf(classifier: ClassifierName, words: number): number {
  return classifiers[classifier].storage === 'slots'
    ? 22_100 * words
    : 32_000 * Math.ceil(words / 512) + 200 * 32 * words
}

async function measureAdds(context: Context, { name, features }: BenchSample): Promise<Measurement[]> {
  const agree: Sent[] = []
  const disagree: Sent[] = []
  for (let run = 0; run < runs; run++) {
    agree.push((await add(context, features, 'agree')).sent)
    disagree.push((await add(context, features, 'disagree')).sent)
  }
  return [median('add-agree', context, name, agree), median('add-disagree', context, name, disagree)]
}

async function measureRefund(context: Context, { name, features }: BenchSample): Promise<Measurement> {
  // the record is cleared, the head and the contributor's count change
  const { read, code } = context.storage.predict(encodeFor(context.bench.file, features))
  const use = { cleared: 1, changed: 2, read, code, payments: 1 }
  const refunds: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index } = await add(context, features, 'agree')
    await pass(context.owner, hour)
    const { receipt } = await context.contributor.refundSync({ model: context.model, index })
    refunds.push(await sentBy(context.owner, receipt.transactionHash, use))
  }
  return median('refund', context, name, refunds)
}

/** A contribution that the model disagrees with is taken, whole or in part, by a verified contributor. */
async function measureTake(
  context: Context,
  { name, features }: BenchSample,
  action: 'take' | 'take a share',
): Promise<Measurement> {
  const { contributor, corrector, taker, model, storage } = context
  const sample = encodeFor(context.bench.file, features)
  // the head and the taker's count are read; the record is cleared, or changed when something remains
  const { read, code } = storage.predict(sample)
  const use = { [action === 'take' ? 'cleared' : 'changed']: 1, read: 2 + read, code, payments: 1 }
  const takes: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index, label, predicted } = await add(context, features, 'disagree')
    while ((await contributor.predict({ model, sample })) === label) {
      await pass(corrector, 2 * hour)
      await corrector.contributeSync({ model, label: predicted, sample })
    }
    await pass(taker, hour)
    const { receipt, remaining } = await taker.takeSync({ model, index })
    if ((remaining === 0n) !== (action === 'take')) throw new Error(`a ${action} left ${remaining} wei`)
    takes.push(await sentBy(taker, receipt.transactionHash, use))
  }
  return median(action, context, name, takes)
}

async function measureBatches(context: Context, { name, features }: BenchSample): Promise<Measurement[]> {
  const { bench, contributor, model, storage } = context
  const samples = similarSamples(bench.file, features, batchSize).map(each => encodeFor(bench.file, each))
  const rows: Measurement[] = []
  for (const [action, flip] of [
    ['add-batch-10', false],
    ['add-batch-10, all disagree', true],
  ] as const) {
    const sent: Sent[] = []
    for (let run = 0; run < runs; run++) {
      const predictions = await contributor.predictBatch({ model, samples })
      await pass(contributor, 2 * hour)
      const lessons = samples.map((sample, i): Lesson => {
        const predicted = predictions[i]!
        return { sample, predicted, label: flip ? otherThan(predicted, context) : predicted }
      })
      const { receipt } = await contributor.contributeBatchSync({ model, contributions: lessons, ...exactly })
      const { changed, ...words } = storage.teach(lessons)
      const use = { ...words, created: batchSize, changed: 1 + changed }
      const { gas, floor } = await sentBy(contributor, receipt.transactionHash, use)
      sent.push({ gas: Math.round(gas / batchSize), floor: Math.round(floor / batchSize) })
    }
    rows.push(median(action, context, name, sent))
  }
  return rows
}

/** Gives an account its first verified contributions, so that its counters have been written before. */
async function verify(context: Context, client: BenchClient, samples: readonly BenchSample[]): Promise<void> {
  for (const { features } of samples.slice(0, 1)) {
    const { index } = await add({ ...context, contributor: client }, features, 'agree')
    await pass(client, hour)
    await client.refundSync({ model: context.model, index })
  }
}

/** The contributor teaches a sample, two hours after the last one, with the label that the model gives or another. */
async function add(context: Context, features: readonly number[], how: 'agree' | 'disagree') {
  const { bench, contributor, model, storage } = context
  const sample = encodeFor(bench.file, features)
  await pass(contributor, 2 * hour)
  const predicted = await contributor.predict({ model, sample })
  const label = how === 'agree' ? predicted : otherThan(predicted, context)
  const { changed, ...words } = storage.teach([{ sample, label, predicted }])
  const { index, receipt } = await contributor.contributeSync({ model, label, sample, ...exactly })
  const use = { ...words, created: 1, changed: 1 + changed }
  return { index, label, predicted, sent: await sentBy(contributor, receipt.transactionHash, use) }
}

/** A class to disagree with; of that one it is the first again, so that no new class is begun run after run. */
function otherThan(label: number, { classes }: Context): number {
  return (label ^ 1) < classes ? label ^ 1 : label - 1
}

async function sentBy(client: BenchClient, hash: Hash, use: StorageUse): Promise<Sent> {
  const [{ input }, receipt] = await Promise.all([
    client.getTransaction({ hash }),
    client.getTransactionReceipt({ hash }),
  ])
  return { gas: gasOf(receipt), floor: floorOf(input, receipt, use) }
}

function gasOf({ gasUsed, status }: TransactionReceipt): number {
  if (status !== 'success') throw new Error('a measured transaction reverted')
  return Number(gasUsed)
}

function median(
  action: Exclude<Action, 'deploy'>,
  { bench, model }: Context,
  sample: string,
  sent: Sent[],
): Measurement {
  const [middle] = sent.toSorted((a, b) => a.gas - b.gas).slice(Math.floor(sent.length / 2))
  if (middle === undefined) throw new Error('nothing was measured')
  const { length = 0 } = bench.samples.find(({ name }) => name === sample)?.features ?? []
  return {
    action,
    sample,
    gas: middle.gas,
    floor: middle.floor,
    reference: referenceGas(classifierOf(model), action, length),
  }
}
