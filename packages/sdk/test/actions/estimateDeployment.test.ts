import type { Hash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeployModelParameters } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import { createVocabularyEncoder } from '../../src/encoders/index.ts'
import { classifiers, type Kind, kindsUnder } from '../../src/kinds/index.ts'
import { packWeights, quantise } from '../../src/models/index.ts'
import { subjectOf } from '../conformance/subjects.ts'
import { type Chain, clientAt, incentiveOptions, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

let chain: Chain
beforeAll(async () => {
  chain = await startChain()
})
afterAll(() => chain?.anvil.stop())

/** A model of the conformance suite, as it comes from a file. */
function modelOf(kind: Kind<'deposits'>): DeployModelParameters {
  const quantised = quantise(subjectOf(kind).file)
  const encoder = classifiers[kind.classifier].samples === 'sparse' ? 'indices-v1' : 'vector-v1'
  const classes = subjectOf(kind).file.classifications
  const metadata = { name: 'Model', classes, encoder: `${encoder}:${quantised.options.featureCount}` }
  return { mechanism: kind.mechanism, quantised, incentiveOptions, metadata }
}

/** 65,536 features in 16 bits: nine transactions. */
function largeModel(): DeployModelParameters {
  const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
  const featureCount = 65_536
  const weights = Int32Array.from({ length: featureCount + 1 }, (_, i) => (i % 3 === 0 ? 0 : i % 30_000))
  return {
    ...modelOf(kind),
    quantised: {
      classifier: 'sparse-perceptron',
      options: { featureCount, weightBits: 16, learningRate: 3 },
      words: packWeights(weights, 16),
    },
    metadata: { name: 'Large', classes: ['ham', 'spam'], encoder: `indices-v1:${featureCount}` },
  }
}

/** A model with a vocabulary that takes two transactions. */
function wordyModel(): DeployModelParameters {
  const words = Array.from({ length: 12_000 }, (_, i) => `word${i}`)
  const featureCount = words.length
  const weights = Int32Array.from({ length: featureCount + 1 }, (_, i) => (i % 200) - 100)
  return {
    ...modelOf({ classifier: 'sparse-perceptron', mechanism: 'deposits' }),
    quantised: {
      classifier: 'sparse-perceptron',
      options: { featureCount, weightBits: 8, learningRate: 3 },
      words: packWeights(weights, 8),
    },
    metadata: { name: 'Wordy', classes: ['ham', 'spam'], encoder: createVocabularyEncoder(words).name },
    vocabulary: words,
  }
}

async function gasUsed(hashes: readonly Hash[]): Promise<bigint> {
  const client = chain.client(0)
  const receipts = await Promise.all(hashes.map(hash => client.getTransactionReceipt({ hash })))
  return receipts.reduce((sum, receipt) => sum + receipt.gasUsed, 0n)
}

/** Sends what was estimated. */
async function deploy(model: DeployModelParameters): Promise<Hash[]> {
  const client = chain.client(0)
  const code = await client.deployTrainer({ mechanism: model.mechanism })
  const { hashes } = await client.deployModel(model)
  return [...code.hashes, ...hashes]
}

/** `gas` differs from what was used by less than a thousandth. */
async function expectClose(gas: bigint, hashes: readonly Hash[]): Promise<void> {
  expect(Number(gas) / Number(await gasUsed(hashes))).toBeCloseTo(1, 3)
}

describe('estimateDeployment', () => {
  test.each(kindsUnder('deposits'))(
    '%s: the gas that is then used, with the trainer and without',
    async kind => {
      const client = chain.client(0)
      for (const name of ['with the trainer', 'without']) {
        const model = { ...modelOf(kind), metadata: { ...modelOf(kind).metadata, name } }
        const { transactions, gas, simulated, gasPrice, cost } = await client.estimateDeployment(model)
        const hashes = await deploy(model)
        expect(simulated).toBe(true)
        expect(transactions).toBe(hashes.length)
        expect(gasPrice).toBeGreaterThan(0n)
        expect(cost).toBe(gas * gasPrice)
        await expectClose(gas, hashes)
      }
    },
  )

  test.each([
    ['many words', largeModel],
    ['a vocabulary', wordyModel],
  ])('%s in several transactions; nothing is sent, and nothing is left to send after', async (_, make) => {
    const client = chain.client(0)
    const model = make()
    const before = await client.getBlockNumber({ cacheTime: 0 })
    const { transactions, gas } = await client.estimateDeployment(model)
    expect(await client.getBlockNumber({ cacheTime: 0 })).toBe(before)
    expect(transactions).toBeGreaterThan(2)
    const hashes = await deploy(model)
    expect(hashes).toHaveLength(transactions)
    await expectClose(gas, hashes)
    expect(await client.estimateDeployment(model)).toMatchObject({ transactions: 0, gas: 0n, cost: 0n })
  })

  test('the rest of an upload that was broken off', async () => {
    const model = { ...largeModel(), metadata: { ...largeModel().metadata, name: 'Broken off' } }
    let sent = 0
    const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) => {
      if (method === 'eth_sendRawTransaction') sent += 1
      return sent > 3 ? 'before' : undefined
    })
    await expect(clientAt(proxy.url, devAccount(0)).deployModel(model)).rejects.toThrow()
    await proxy.stop()
    const { transactions, gas } = await chain.client(0).estimateDeployment(model)
    const { hashes } = await chain.client(0).deployModel(model)
    expect(hashes).toHaveLength(transactions)
    await expectClose(gas, hashes)
  })

  test('what the trainer would refuse is refused at once', async () => {
    const model = modelOf({ classifier: 'dense-perceptron', mechanism: 'deposits' })
    const times = { ...incentiveOptions, refundTime: 90, ownerClaimTime: 80 }
    await expect(
      chain.client(0).estimateDeployment({ ...model, incentiveOptions: times }),
    ).rejects.toMatchObject({ name: 'ClaimTimesNotAscendingError' })
  })

  test('a node that does not simulate: at least what is used, and not much more', async () => {
    const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) =>
      method === 'eth_simulateV1' ? { error: 'the method eth_simulateV1 does not exist' } : undefined,
    )
    const model = { ...modelOf({ classifier: 'dense-perceptron', mechanism: 'deposits' }), resume: false }
    for (const each of [{ ...wordyModel(), resume: false }, model]) {
      const { gas, simulated, transactions } = await clientAt(proxy.url, devAccount(0)).estimateDeployment(
        each,
      )
      const { hashes } = await chain.client(0).deployModel(each)
      expect({ simulated, transactions }).toEqual({ simulated: false, transactions: hashes.length })
      const used = await gasUsed(hashes)
      expect(gas).toBeGreaterThanOrEqual(used)
      expect(Number(gas) / Number(used)).toBeLessThan(1.5)
    }
    await proxy.stop()
  })
})
