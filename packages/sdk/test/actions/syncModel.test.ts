import { createPublicClient, hexToNumber, http, numberToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ModelUpdate, syncModel } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import type { CotrainError } from '../../src/errors/index.ts'
import type { ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 2 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
const words = packWeights(Int32Array.of(0, 9, 9, 9, 9, -9, -9, -9, -9), 8)
const sample = Uint16Array.of(0, 1)

/** Resolves when `holds` does; polls. */
async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 30_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not happen within 30 s')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

describe('following a model', () => {
  let chain: Chain
  let model: ModelReference<'deposits', 'sparse-perceptron'>

  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
    const create = { ...kind, classifierOptions, incentiveOptions, metadata, words }
    // Another model's events stand between those of this one.
    const other = await chain.client(0).createModelSync(create)
    ;({ model } = await chain.client(0).createModelSync(create))
    for (const label of [1, 0, 1]) {
      await chain.client(1).contributeSync({ model, label, sample })
      await chain.client(2).contributeSync({ model: other.model, label, sample })
      await chain.skip(70)
    }
    await chain.client(1).refundSync({ model, index: 0n })
  })
  afterAll(() => chain?.anvil.stop())

  test('syncModel goes on from a previous result', async () => {
    const client = chain.client(1)
    const first = await client.syncModel({ model })
    expect(first.events.map(({ eventName }) => eventName)).toEqual([
      'ModelCreated',
      'ParametersUploaded',
      'Contributed',
      'Contributed',
      'Contributed',
      'Refunded',
    ])
    expect(first.contributions.map(({ status }) => status)).toEqual(['refunded', 'open', 'open'])
    expect(await client.syncModel({ model, previous: first })).toEqual(first)
    await client.contributeSync({ model, label: 1, sample })
    const second = await client.syncModel({ model, previous: first })
    expect(second.twin).toBe(first.twin)
    expect(second.events.slice(0, -1)).toEqual(first.events)
    expect(second.contributions).toHaveLength(4)
    expect(second.blockNumber).toBe(await client.getBlockNumber({ cacheTime: 0 }))
  })

  test('a node that tells half of what happened leaves the previous result as it was', async () => {
    const client = chain.client(1)
    const first = await client.syncModel({ model })
    const { predict, model: state } = first.twin
    const before = [first.twin.position(), state(model.modelId), predict(model.modelId, sample)]
    await client.contributeSync({ model, label: 0, sample })
    await client.contributeSync({ model, label: 0, sample })
    // the newest contribution never comes, in no answer
    const newest = numberToHex(await client.getBlockNumber({ cacheTime: 0 }))
    const proxy = await startProxy(chain.anvil.rpcUrl, async ({ method, params }) => {
      if (method !== 'eth_getLogs') return undefined
      const logs = (await client.request({ method, params } as never)) as { blockNumber: string }[]
      return { result: logs.filter(({ blockNumber }) => blockNumber !== newest) }
    })
    const sync = clientAt(proxy.url, devAccount(1)).syncModel({ model, previous: first })
    await expect(sync).rejects.toMatchObject({ name: 'HistoryIncompleteError' })
    await proxy.stop()
    expect([first.twin.position(), state(model.modelId), predict(model.modelId, sample)]).toEqual(before)
    const second = await client.syncModel({ model, previous: first })
    expect(second.twin).toBe(first.twin)
    expect(second.contributions.length).toBe(first.contributions.length + 2)
  })

  test('a chain that was reorganised is read from where the two part, with a new twin', async () => {
    const { tester } = chain
    const client = chain.client(1)
    const snapshot = await tester.snapshot()
    await client.contributeSync({ model, label: 1, sample })
    const first = await client.syncModel({ model })
    await tester.revert({ id: snapshot })
    await chain.skip(7)
    const second = await client.syncModel({ model, previous: first })
    expect(second.twin).not.toBe(first.twin)
    expect(second.events).toEqual(first.events.slice(0, -1))
  })

  test('nodes that limit the range of blocks, or the size of an answer', async () => {
    const ranges: number[] = []
    const proxy = await startProxy(chain.anvil.rpcUrl, ({ method, params }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock, toBlock }] = params as [{ fromBlock?: `0x${string}`; toBlock?: `0x${string}` }]
      if (!fromBlock || !toBlock) return undefined
      ranges.push(hexToNumber(toBlock) - hexToNumber(fromBlock) + 1)
      return ranges.at(-1)! > 3 ? { error: 'query exceeds max block range 3' } : undefined
    })
    const limited = clientAt(proxy.url, devAccount(1))
    const { events } = await limited.syncModel({ model })
    expect(events).toEqual((await chain.client(1).syncModel({ model })).events)
    expect(Math.max(...ranges)).toBeGreaterThan(3)
    expect((await limited.listModels()).length).toBe(2)
    expect((await limited.getContribution({ model, index: 1n })).label).toBe(0)
    await proxy.stop()
  })

  test('a client that reads short answers only reads more of them, and names a block that is too much', async () => {
    const { events } = await chain.client(1).syncModel({ model })
    const reading = (maxResponseBodySize: number) =>
      createPublicClient({ transport: http(chain.anvil.rpcUrl, { maxResponseBodySize }) })
    expect((await syncModel(reading(4096), { model })).events).toEqual(events)
    await expect(syncModel(reading(2048), { model })).rejects.toMatchObject({ name: 'LogsTooLargeError' })
  })

  test('a node that has dropped old events', async () => {
    const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) =>
      method === 'eth_getLogs' ? { result: [] } : undefined,
    )
    const client = clientAt(proxy.url, devAccount(1))
    await expect(client.syncModel({ model })).rejects.toMatchObject({ name: 'HistoryIncompleteError' })
    // A model without its metadata can still be shown.
    const described = await client.getModel({ model })
    expect(described.metadata).toEqual({
      name: 'Model 1',
      classes: ['class 0', 'class 1'],
      encoder: 'indices-v1:8',
    })
    expect(described.metadataWarning).toContain('not valid')
    await proxy.stop()
  })

  test('watchModel tells of new events, survives a node that is gone for a while, and stops', async () => {
    let gone = false
    const proxy = await startProxy(chain.anvil.rpcUrl, () => (gone ? 'before' : undefined))
    const updates: ModelUpdate[] = []
    const errors: CotrainError[] = []
    const unwatch = clientAt(proxy.url, devAccount(1)).watchModel({
      model,
      onUpdate: update => updates.push(update),
      onError: error => errors.push(error),
    })
    const news = () => updates.slice(1).flatMap(({ events }) => events.map(({ eventName }) => eventName))
    await until(() => updates.length === 1)
    expect(updates[0]!.events.length).toBeGreaterThan(5)
    const { index } = await chain.client(1).contributeSync({ model, label: 1, sample })
    await until(() => news().length === 1)

    gone = true
    await chain.skip(70)
    await chain.client(1).refundSync({ model, index })
    await until(() => errors.length > 0)
    expect(errors[0]!.name).toBe('NodeUnreachableError')
    gone = false
    await until(() => news().length === 2)
    expect(news()).toEqual(['Contributed', 'Refunded'])
    expect(updates.every(({ restarted }) => !restarted)).toBe(true)
    const { twin, contributions } = updates.at(-1)!.synced
    expect(contributions[Number(index)]!.status).toBe('refunded')
    expect(twin.contribution(model.modelId, index)).toBeUndefined()

    unwatch()
    const count = updates.length
    await chain.skip(1)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(updates).toHaveLength(count)
    await proxy.stop()
  })
})
