import type { Model } from '@cotrain/sdk'
import { toSample } from '@cotrain/sdk/encoders'
import { encoderOf, quantisePerceptron } from '@cotrain/sdk/models'
import type { Hash, TransactionReceipt } from 'viem'
import { type BenchClient, type Cast, pass } from './chain.ts'
import { floorOf, type StorageUse, touchedWords } from './floor.ts'
import { type BenchModel, type BenchSample, similarSamples } from './inputs.ts'
import { type Action, referenceDeploy, referenceGas } from './reference.ts'

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

type Sent = { gas: number; floor: number }

/** Deploys a model on a fresh chain and measures every action with each of its samples, as a user would send them. */
export async function measureModel(cast: Cast, bench: BenchModel): Promise<Measurement[]> {
  await cast.owner.deployTrainer({ kind: 'sparse-perceptron-drt' })
  const { model, measurement } = await deploy(cast.owner, bench)
  const context: Context = { ...cast, model, bits: model.classifierOptions.weightBits }
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
  return rows.toSorted((a, b) => place(a) - place(b))
}

type Context = Cast & { model: Model; bits: number }

async function deploy(
  client: BenchClient,
  { name, file }: BenchModel,
): Promise<{ model: Model; measurement: Measurement }> {
  const classifier = quantisePerceptron(file)
  const { model: reference, hashes } = await client.deployModel({
    kind: 'sparse-perceptron-drt',
    classifier,
    incentiveOptions: {
      refundTime: hour,
      ownerClaimTime: 2 ** 24 - 1,
      anyClaimTime: 2 ** 24 - 1,
      depositWeight: 1_000,
    },
    metadata: { name, classes: file.classifications, encoder: encoderOf(file).encoder.name },
  })
  const sent = await Promise.all(hashes.map(hash => sentBy(client, hash, {})))
  const sum = (key: keyof Sent) => sent.reduce((total, one) => total + one[key], 0)
  const features = classifier.options.featureCount
  // beside the weights: the model's head, its registration, and the count of models
  const storage = 22_100 * (classifier.words.length + 2) + 5_000
  const row = {
    action: 'deploy',
    sample: null,
    gas: sum('gas'),
    reference: referenceDeploy(features),
  } as const
  return {
    model: await client.getModel({ model: reference }),
    measurement: { ...row, floor: sum('floor') + storage },
  }
}

async function measureAdds(context: Context, { name, features }: BenchSample): Promise<Measurement[]> {
  const words = touchedWords([features], context.bits)
  const agree: Sent[] = []
  const disagree: Sent[] = []
  for (let run = 0; run < runs; run++) {
    agree.push((await add(context, features, 'agree', { created: 1, changed: 1, read: words })).sent)
    disagree.push((await add(context, features, 'disagree', { created: 1, changed: 1 + words })).sent)
  }
  return [median('add-agree', name, features, agree), median('add-disagree', name, features, disagree)]
}

async function measureRefund(context: Context, { name, features }: BenchSample): Promise<Measurement> {
  // the record is cleared, the head and the contributor's count change
  const use = { cleared: 1, changed: 2, read: touchedWords([features], context.bits), payments: 1 }
  const refunds: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index } = await add(context, features, 'agree', {})
    await pass(context.owner, hour)
    const { receipt } = await context.contributor.refundSync({ model: context.model, index })
    refunds.push(await sentBy(context.owner, receipt.transactionHash, use))
  }
  return median('refund', name, features, refunds)
}

/** A contribution that the model disagrees with is taken, whole or in part, by a verified contributor. */
async function measureTake(
  context: Context,
  { name, features }: BenchSample,
  action: 'take' | 'take a share',
): Promise<Measurement> {
  const { contributor, corrector, taker, model } = context
  // the head and the taker's count are read; the record is cleared, or changed when something remains
  const words = touchedWords([features], context.bits)
  const use = { [action === 'take' ? 'cleared' : 'changed']: 1, read: 2 + words, payments: 1 }
  const takes: Sent[] = []
  for (let run = 0; run < runs; run++) {
    const { index, label } = await add(context, features, 'disagree', {})
    const sample = toSample(features)
    while ((await contributor.predict({ model, sample })) === label) {
      await pass(corrector, 2 * hour)
      await corrector.contributeSync({ model, label: 1 - label, sample })
    }
    await pass(taker, hour)
    const { receipt, remaining } = await taker.takeSync({ model, index })
    if ((remaining === 0n) !== (action === 'take')) throw new Error(`a ${action} left ${remaining} wei`)
    takes.push(await sentBy(taker, receipt.transactionHash, use))
  }
  return median(action, name, features, takes)
}

async function measureBatches(context: Context, { name, features }: BenchSample): Promise<Measurement[]> {
  const { contributor, model } = context
  const batch = similarSamples(features, model.classifierOptions.featureCount, batchSize)
  const words = touchedWords(batch, context.bits)
  const rows: Measurement[] = []
  for (const [action, flip] of [
    ['add-batch-10', 0],
    ['add-batch-10, all disagree', 1],
  ] as const) {
    const sent: Sent[] = []
    for (let run = 0; run < runs; run++) {
      const samples = batch.map(indices => toSample(indices))
      const predicted = await contributor.predictBatch({ model, samples })
      await pass(contributor, 2 * hour)
      const contributions = samples.map((sample, i) => ({ sample, label: flip ^ predicted[i]! }))
      const { receipt } = await contributor.contributeBatchSync({ model, contributions })
      const use = { created: batchSize, changed: 1 + flip * words, read: (1 - flip) * words }
      const { gas, floor } = await sentBy(contributor, receipt.transactionHash, use)
      sent.push({ gas: Math.round(gas / batchSize), floor: Math.round(floor / batchSize) })
    }
    rows.push(median(action, name, features, sent))
  }
  return rows
}

/** Gives an account its first verified contributions, so that its counters have been written before. */
async function verify(context: Context, client: BenchClient, samples: readonly BenchSample[]): Promise<void> {
  for (const { features } of samples.slice(0, 1)) {
    const { index } = await add({ ...context, contributor: client }, features, 'agree', {})
    await pass(client, hour)
    await client.refundSync({ model: context.model, index })
  }
}

/** The contributor teaches a sample, two hours after the last one, with the label that the model gives or another. */
async function add(
  { contributor, model }: Context,
  features: readonly number[],
  how: 'agree' | 'disagree',
  use: StorageUse,
) {
  const sample = toSample(features)
  await pass(contributor, 2 * hour)
  const predicted = await contributor.predict({ model, sample })
  const label = how === 'agree' ? predicted : 1 - predicted
  const { index, receipt } = await contributor.contributeSync({ model, label, sample })
  return { index, label, sent: await sentBy(contributor, receipt.transactionHash, use) }
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
  sample: string,
  features: readonly number[],
  sent: Sent[],
): Measurement {
  const [middle] = sent.toSorted((a, b) => a.gas - b.gas).slice(Math.floor(sent.length / 2))
  if (middle === undefined) throw new Error('nothing was measured')
  return {
    action,
    sample,
    gas: middle.gas,
    floor: middle.floor,
    reference: referenceGas(action, features.length),
  }
}
