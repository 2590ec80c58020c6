import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAnvil } from '@cotrain/testing/anvil'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeployProgress } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import { createVocabularyEncoder } from '../../src/encoders/index.ts'
import { maxWeight, packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

/** A model of many features, all of whose weights differ from 0. */
function quantisedOf(featureCount: number, weightBits: number) {
  const max = maxWeight(weightBits)
  const weights = Int32Array.from({ length: featureCount + 1 }, (_, i) => ((i * 7919) % (2 * max)) - max || 1)
  const options = { featureCount, weightBits, learningRate: 3 }
  return { classifier: kind.classifier, options, words: packWeights(weights, weightBits) }
}

const small = quantisedOf(2000, 10)
const large = quantisedOf(65_536, 16)
const words = Array.from({ length: 2000 }, (_, i) => `word${i}`)
const vocabulary = createVocabularyEncoder(words)
const metadata = { name: 'Many words', classes: ['ham', 'spam'], encoder: vocabulary.name }
const plainMetadata = { ...metadata, encoder: 'indices-v1:65536' }
const smallModel = {
  mechanism: kind.mechanism,
  quantised: small,
  incentiveOptions,
  metadata,
  vocabulary: words,
}
const largeModel = { mechanism: kind.mechanism, quantised: large, incentiveOptions, metadata: plainMetadata }

describe('deployModel', () => {
  let chain: Chain

  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
  })
  afterAll(() => chain?.anvil.stop())

  test('one transaction creates a model of 2,000 words, one publishes them; a second call sends nothing', async () => {
    const client = chain.client(0)
    const steps: DeployProgress[] = []
    const first = await client.deployModel({ ...smallModel, onProgress: step => steps.push(step) })
    expect(first.created).toBe(true)
    expect(first.hashes).toHaveLength(2)
    expect(steps.map(({ sentWords, totalWords }) => [sentWords, totalWords])).toEqual([
      [0, 81],
      [81, 81],
      [81, 81],
    ])
    expect(steps.at(-1)!.sentBytes).toBe(steps.at(-1)!.totalBytes)
    const encoder = await client.getEncoder(first)
    expect(encoder.encode('word7 word3')).toEqual(vocabulary.encode('word7 word3'))

    expect(await client.deployModel(smallModel)).toEqual({ model: first.model, created: false, hashes: [] })
    await client.contributeSync({ model: first.model, label: 1, sample: Uint16Array.of(0, 1, 2) })
    await client.contributeSync({ model: first.model, label: 0, sample: Uint16Array.of(0, 1, 2) })
    expect(await client.deployModel(smallModel)).toEqual({ model: first.model, created: false, hashes: [] })
  })

  test('another owner, other options, other words, resume: false: another model', async () => {
    const client = chain.client(0)
    const before = (await client.listModels()).length
    await chain.client(1).deployModel(smallModel)
    await client.deployModel({ ...smallModel, incentiveOptions: { ...incentiveOptions, refundTime: 61 } })
    const quantised = { ...small, words: [small.words[0]! ^ 1n, ...small.words.slice(1)] }
    await client.deployModel({ ...smallModel, quantised })
    await client.deployModel({ ...smallModel, metadata: { ...metadata, name: 'Other' } })
    expect((await client.deployModel({ ...smallModel, resume: false })).created).toBe(true)
    expect(await client.listModels()).toHaveLength(before + 5)
  })

  test('a vocabulary that does not match the encoder', async () => {
    await expect(
      chain.client(0).deployModel({ ...smallModel, vocabulary: words.slice(1) }),
    ).rejects.toMatchObject({ name: 'VocabularyMismatchError' })
  })

  test('a large model goes in chunks well below the gas that a transaction may have', async () => {
    const client = chain.client(0)
    const { model, hashes } = await client.deployModel(largeModel)
    expect(hashes.length).toBeGreaterThan(5)
    const receipts = await Promise.all(hashes.map(hash => client.getTransactionReceipt({ hash })))
    for (const { gasUsed } of receipts) expect(gasUsed).toBeLessThan(12_500_000n)
    const { ready, uploadedWords } = await client.getModel({ model })
    expect({ ready, uploadedWords }).toEqual({ ready: true, uploadedWords: 4097 })
    const { twin } = await client.syncModel({ model })
    expect(twin.parameters(model.modelId, 4000n, 97n)).toEqual(large.words.slice(4000))
  })

  // Transactions 1 and 3 create and upload; with `after` the node has taken the transaction, and the answer is lost.
  test.each([
    ['the creation', 1, 'before'],
    ['the creation', 1, 'after'],
    ['a chunk', 3, 'before'],
    ['a chunk', 3, 'after'],
    ['the vocabulary', 6, 'before'],
    ['the vocabulary', 6, 'after'],
  ] as const)(
    'broken off at %s (transaction %i, %s it reached the node), it goes on',
    async (_, at, when) => {
      let sent = 0
      let gone = false
      const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) => {
        if (gone) return 'before'
        if (method !== 'eth_sendRawTransaction') return undefined
        sent += 1
        gone = sent === at
        return gone ? when : undefined
      })
      const job = {
        ...smallModel,
        metadata: { ...metadata, name: `Broken ${at} ${when}` },
        gasBudget: 700_000n,
      }
      const before = (await chain.client(2).listModels()).length
      const client = clientAt(proxy.url, devAccount(2))
      await expect(client.deployModel(job)).rejects.toMatchObject({ name: 'NodeUnreachableError' })
      await proxy.stop()

      const steps: DeployProgress[] = []
      const healthy = chain.client(2)
      const { model } = await healthy.deployModel({ ...job, onProgress: step => steps.push(step) })
      expect(steps[0]!.sentWords > 0).toBe(at > 1 || when === 'after')
      expect(await healthy.listModels()).toHaveLength(before + 1)
      const { twin } = await healthy.syncModel({ model })
      expect(twin.parameters(model.modelId, 0n, BigInt(small.words.length))).toEqual(small.words)
      expect((await healthy.getEncoder({ model })).name).toBe(vocabulary.name)
      expect((await healthy.deployModel(job)).hashes).toEqual([])
    },
  )
})

test('a node that is killed in mid-upload and restarted from its state: the upload goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cotrain-'))
  const state = join(folder, 'state.json')
  const args = ['--state', state, '--state-interval', '1']
  const first = await startAnvil({ args })
  try {
    let sent = 0
    const proxy = await startProxy(first.rpcUrl, async ({ method }) => {
      if (method === 'eth_sendRawTransaction') sent += 1
      if (sent < 5) return undefined
      await savedSince(state, Date.now())
      await first.stop()
      return 'before'
    })
    await clientAt(first.rpcUrl, devAccount(0)).deployTrainer(kind)
    const client = clientAt(proxy.url, devAccount(0))
    await expect(client.deployModel(largeModel)).rejects.toMatchObject({ name: 'NodeUnreachableError' })
    await proxy.stop()

    const second = await startAnvil({ args })
    const again = clientAt(second.rpcUrl, devAccount(0))
    const [unfinished, ...others] = await again.listModels()
    expect(others).toEqual([])
    expect(unfinished).toMatchObject({ ready: false })
    expect(unfinished!.uploadedWords).toBeGreaterThanOrEqual(1500)
    const steps: DeployProgress[] = []
    const { model, created } = await again.deployModel({
      ...largeModel,
      onProgress: step => steps.push(step),
    })
    expect({ model, created, from: steps[0]!.sentWords }).toEqual({
      model: { ...kind, trainer: unfinished!.trainer, modelId: 0n },
      created: false,
      from: unfinished!.uploadedWords,
    })
    expect(await again.getModel({ model })).toMatchObject({ ready: true, uploadedWords: 4097 })
    await second.stop()
  } finally {
    await first.stop()
    await rm(folder, { recursive: true })
  }
})

/** Resolves when `file` was written after `time` (milliseconds) and to its end, or thirty seconds later: the node may be gone. */
async function savedSince(file: string, time: number): Promise<void> {
  while (Date.now() < time + 30_000) {
    const saved = await stat(file).catch(() => undefined)
    if (saved && saved.mtimeMs > time && isJson(await readFile(file, 'utf8'))) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
