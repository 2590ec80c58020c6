import {
  classifiers,
  defaultOptions,
  devAccount,
  type IncentiveOptions,
  type MechanismName,
  type Model,
} from '@cotrain/sdk'
import { type ModelFile, quantise } from '@cotrain/sdk/models'
import { type Hash, parseEther, size, type TransactionReceipt } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import { type BenchClient, type Cast, pass } from './chain.ts'
import { floorOf, type StorageUse } from './floor.ts'
import { type BenchModel, type BenchSample, type Encoded, encodeFor, encoderNameOf } from './inputs.ts'

/** Transactions that an action takes, or some of the same kind together: what they use is divided by `each`. */
export type Sent = {
  hashes: readonly Hash[]
  each: number
  gas: number
  /** Of the transactions as they are published, signature and all. */
  bytes: number
  /** The least that they can cost, see floor.ts. */
  floor: number
}

/** What is measured of one sample, or of the whole model. */
export type Measurement = Sent & {
  action: string
  sample: string | null
}

export type Context<mechanism extends MechanismName = MechanismName> = Cast & {
  bench: BenchModel
  model: Model<mechanism>
  classes: number
}

export const hour = 3_600
/** How often each action is measured; the median counts. */
export const runs = 3
export const batchSize = 10
/** The deposit to the wei: what else is sent comes back, and costs gas that is not the action's own. */
export const exactly = { ahead: 0 }

/** The development account of `corrector`, who is the referee under bonds. */
const referee = 3

/** What the phases of a market take, and how many test samples there are. */
export const marketTimes = { commitTime: 100 * hour, revealTime: 100 * hour, testTime: 100 * hour }
export const testSamples = 80

/** The rules that models are deployed with: no daily cap or place is ever used up, and claims are due after an hour. */
const options: { [mechanism in MechanismName]: IncentiveOptions<mechanism> } = {
  deposits: {
    refundTime: hour,
    ownerClaimTime: 2 ** 24 - 1,
    anyClaimTime: 2 ** 24 - 1,
    depositWeight: 1_000,
  },
  points: { verifyTime: hour, confirmTime: hour, contributionPoints: 1, reportPoints: 1, dailyCap: 1_000 },
  market: {
    ...defaultOptions('market', 'sparse-perceptron'),
    ...marketTimes,
    testSamples,
    minSamples: 1,
    // whatever a bundle does, it is learned, and something is left to be claimed
    tolerance: 1_000_000,
    value: 10n ** 12n,
  },
  bonded: {
    ...defaultOptions('bonded'),
    challengeTime: hour,
    deposit: parseEther('0.001'),
    arbiter: devAccount(referee).address,
    rulingTime: hour,
  },
}

/** Puts the code that is missing, and a model, on the chain. */
export async function deploy<mechanism extends MechanismName>(
  cast: Cast,
  bench: BenchModel,
  mechanism: mechanism,
): Promise<{ context: Context<mechanism>; code: Measurement[]; hashes: readonly Hash[] }> {
  const { name, file } = bench
  const quantised = quantise(file)
  const { hashes: sent } = await cast.owner.deployTrainer({ mechanism })
  const { model, hashes } = await cast.owner.deployModel({
    mechanism,
    quantised,
    incentiveOptions: options[mechanism],
    metadata: { name, classes: file.classifications, encoder: encoderNameOf(file) },
  })
  const described = (await cast.owner.getModel({ model })) as Model<mechanism>
  return {
    context: { ...cast, bench, model: described, classes: file.classifications.length },
    code: await codeOf(cast.owner, sent),
    hashes,
  }
}

/** What the code of the trainer took, and that of its classifiers where it was missing. */
async function codeOf(client: BenchClient, hashes: readonly Hash[]): Promise<Measurement[]> {
  const sent = await Promise.all(hashes.map(hash => sentBy(client, hash, {})))
  const [trainer, classifiers] = [sent.slice(-1), sent.slice(0, -1)]
  return [
    ...(classifiers.length > 0
      ? [{ action: 'deploy the classifiers', sample: null, ...together(classifiers, 1) }]
      : []),
    { action: 'deploy the trainer', sample: null, ...together(trainer, 1) },
  ]
}

/** The classifier's name as contracts and the reference spell it: `SparsePerceptron`. */
export function classifierOf(file: ModelFile): string {
  return classifiers[quantise(file).classifier].contract
}

/** The contributor teaches a sample, two hours after the last one, with the label that the model gives or another. */
export async function teach(
  { bench, classes, contributor, model }: Context,
  features: readonly number[],
  how: 'agree' | 'disagree',
): Promise<{ sample: Encoded; index: bigint; label: number; predicted: number; hash: Hash }> {
  const sample = encodeFor(bench.file, features)
  await pass(contributor, 2 * hour)
  const predicted = await contributor.predict({ model, sample })
  const label = how === 'agree' ? predicted : otherThan(predicted, classes)
  const lesson = { model, label, sample, allowDuplicate: true, ...exactly }
  const { index, receipt } = await contributor.contributeSync(lesson)
  return { sample, index, label, predicted, hash: receipt.transactionHash }
}

/** Others teach the model what it said before, until it says that again. */
export async function correct(
  { corrector, model }: Context,
  { sample, label, predicted }: { sample: Encoded; label: number; predicted: number },
): Promise<void> {
  while ((await corrector.predict({ model, sample })) === label) {
    await pass(corrector, 2 * hour)
    await corrector.contributeSync({ model, label: predicted, sample, allowDuplicate: true })
  }
}

/** A class to disagree with; of that one it is the first again, so that no new class is begun run after run. */
export function otherThan(label: number, classes: number): number {
  return (label ^ 1) < classes ? label ^ 1 : label - 1
}

/** What a transaction has used. @throws Error when it reverted */
export async function sentBy(client: BenchClient, hash: Hash, use: StorageUse): Promise<Sent> {
  const [{ input }, receipt] = await Promise.all([
    getTransaction(client, { hash }),
    getTransactionReceipt(client, { hash }),
  ])
  // beside the input: signature, recipient, numbers
  const bytes = size(input) + 110
  return { hashes: [hash], each: 1, gas: gasOf(receipt), bytes, floor: floorOf(input, receipt, use) }
}

function gasOf({ gasUsed, status }: TransactionReceipt): number {
  if (status !== 'success') throw new Error('a measured transaction reverted')
  return Number(gasUsed)
}

/** Transactions together, for each of so many things that they do. */
export function together(sent: readonly Sent[], each: number): Sent {
  const mean = (key: 'gas' | 'bytes' | 'floor') =>
    Math.round(sent.reduce((sum, one) => sum + one[key], 0) / each)
  return {
    hashes: sent.flatMap(({ hashes }) => hashes),
    each,
    gas: mean('gas'),
    bytes: mean('bytes'),
    floor: mean('floor'),
  }
}

/** The one in the middle by gas. */
export function median(action: string, { name }: BenchSample, sent: readonly Sent[]): Measurement {
  const [middle] = sent.toSorted((a, b) => a.gas - b.gas).slice(Math.floor(sent.length / 2))
  if (middle === undefined) throw new Error('nothing was measured')
  return { action, sample: name, ...middle }
}
