import { type Model as AnyModel, formatModelId, type SampleOf } from '@cotrain/sdk'
import { type Hash, size } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import { chainClient } from '../chain/anvil.ts'
import { type Connection, connectToLocal } from '../context.ts'
import { CliError } from '../errors.ts'
import type { Usage } from './chains.ts'
import { typicalSamples } from './typicalSample.ts'

type Model = AnyModel<'deposits'>

/** An action and what it uses; of the batch, what each of its ten contributions uses. */
export type Measured = { action: string; usage: Usage }

/** How often at most the truth is taught again before a false contribution counts as disputed. */
const maxCorrections = 50

type People = { rpcUrl: string; contributor: Connection; taker: Connection; corrector: Connection }

/**
 * Sends every action to a model on a throwaway chain, as three accounts that have claimed before.
 *
 * @param features Features of a sample, for models over sets.
 * @throws CliError when the model cannot be taught to disagree.
 */
export async function measureCosts(rpcUrl: string, model: Model, features: number): Promise<Measured[]> {
  const [contributor, taker, corrector] = await Promise.all(
    [1, 2, 3].map(account => connectToLocal(rpcUrl, account)),
  )
  if (!contributor || !taker || !corrector) throw new Error('development accounts are missing')
  const people = { rpcUrl, contributor, taker, corrector }
  const samples = typicalSamples(model, features, 10)
  const [sample] = samples
  if (sample === undefined) throw new Error('there is no sample')

  for (const who of [taker, contributor]) await firstRefund(people, who, model, sample)
  const agree = await teach(people, model, sample, 'agree')
  await pass(people, model.incentiveOptions.refundTime)
  const refund = await contributor.refundSync({ model, index: agree.index })
  // once before, so that no storage word is written for the first time
  await correct(people, model, sample, await teach(people, model, sample, 'disagree'))
  const learn = await teach(people, model, sample, 'disagree')
  await correct(people, model, sample, learn)
  await pass(people, model.incentiveOptions.refundTime)
  const take = await taker.takeSync({ model, index: learn.index })
  const batch = await teachAll(people, model, samples)
  return [
    { action: 'contribute, the model agrees', usage: agree.usage },
    { action: 'contribute, the model learns', usage: learn.usage },
    { action: 'contribute, one of ten at once', usage: { gas: batch.gas / 10, bytes: batch.bytes / 10 } },
    { action: 'refund', usage: await usageOf(contributor, refund.receipt.transactionHash) },
    { action: 'take', usage: await usageOf(contributor, take.receipt.transactionHash) },
  ]
}

/** What the transactions use together. */
export async function usageOf(client: Connection, ...hashes: readonly Hash[]): Promise<Usage> {
  const usages = await Promise.all(
    hashes.map(async hash => {
      const [{ input }, { gasUsed }] = await Promise.all([
        getTransaction(client, { hash }),
        getTransactionReceipt(client, { hash }),
      ])
      // beside the input: signature, recipient, numbers
      return { gas: Number(gasUsed), bytes: size(input) + 110 }
    }),
  )
  return usages.reduce((sum, { gas, bytes }) => ({ gas: sum.gas + gas, bytes: sum.bytes + bytes }), {
    gas: 0,
    bytes: 0,
  })
}

/** The first refund of an account costs more, once: that is not what is measured. */
async function firstRefund(people: People, who: Connection, model: Model, sample: SampleOf): Promise<void> {
  const { index } = await teach({ ...people, contributor: who }, model, sample, 'agree')
  await pass(people, model.incentiveOptions.refundTime)
  await who.refundSync({ model, index })
}

async function teach(
  { contributor }: People,
  model: Model,
  sample: SampleOf,
  how: 'agree' | 'disagree',
): Promise<{ index: bigint; label: number; truth: number; usage: Usage }> {
  const truth = await contributor.predict({ model, sample })
  const label = how === 'agree' ? truth : (truth + 1) % model.metadata.classes.length
  const { index, receipt } = await contributor.contributeSync({ model, label, sample })
  return { index, label, truth, usage: await usageOf(contributor, receipt.transactionHash) }
}

async function correct(
  { corrector }: People,
  model: Model,
  sample: SampleOf,
  { label, truth }: { label: number; truth: number },
): Promise<void> {
  for (let i = 0; i < maxCorrections; i++) {
    if ((await corrector.predict({ model, sample })) !== label) return
    await corrector.contributeSync({ model, label: truth, sample })
  }
  throw new CliError(`${formatModelId(model)} does not go back to what it said before it was taught.`)
}

async function teachAll({ contributor }: People, model: Model, samples: readonly SampleOf[]): Promise<Usage> {
  const labels = await contributor.predictBatch({ model, samples })
  const contributions = samples.map((sample, i) => ({ sample, label: labels[i] ?? 0 }))
  const { receipt } = await contributor.contributeBatchSync({ model, contributions })
  return usageOf(contributor, receipt.transactionHash)
}

async function pass({ rpcUrl }: People, seconds: number): Promise<void> {
  const chain = chainClient(rpcUrl)
  await chain.increaseTime({ seconds: Math.max(1, seconds) })
  await chain.mine({ blocks: 1 })
}
