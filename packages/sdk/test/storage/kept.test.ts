import { type BadNode, type RpcRequest, startBadNode } from '@cotrain/testing/badNode'
import { createTestClient, createWalletClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cotrainActions, devAccount } from '../../src/clients/index.ts'
import { encodeVocabulary, vocabularyName } from '../../src/encoders/index.ts'
import { type CotrainStorage, memoryStorage } from '../../src/index.ts'
import type { ModelReference } from '../../src/kinds/index.ts'
import { checksumBytes } from '../../src/snapshot/checksum.ts'
import { decodeSnapshot, writeSnapshot } from '../../src/snapshot/snapshot.ts'
import { type Chain, incentiveOptions, kind, startChain } from '../actions/chain.ts'
import { compared, livelyKinds, livelyModel } from '../support/livelyModels.ts'
import { Dice } from '../twin/Dice.ts'

/** A storage that one can look into. */
function openStorage() {
  const entries = new Map<string, Uint8Array>()
  const storage: CotrainStorage = {
    get: async key => entries.get(key),
    set: async (key, value) => void entries.set(key, value),
    delete: async key => void entries.delete(key),
  }
  return { storage, entries }
}

let chain: Chain
let node: BadNode
let asked: RpcRequest[] = []
beforeAll(async () => {
  chain = await startChain()
  node = await startBadNode(chain.anvil.rpcUrl)
})
beforeEach(() => {
  asked = []
  node.badness = { refuses: request => void asked.push(request) as never }
})
afterAll(async () => {
  await node?.stop()
  await chain?.anvil.stop()
})

/** A client that knows nothing but what is in the storage. */
function clientWith(storage: CotrainStorage, url = node.url) {
  const transport = http(url)
  return createWalletClient({
    account: devAccount(9),
    chain: foundry,
    transport,
    pollingInterval: 20,
  }).extend(cotrainActions({ storage }))
}

const blocksOfLogs = () =>
  asked
    .filter(({ method }) => method === 'eth_getLogs')
    .map(({ params }) => (params as [{ fromBlock?: string; blockHash?: string }])[0])

describe.each(livelyKinds)('the history of a model under $mechanism', kind => {
  test('is gone on from where it was kept, and equals the contract after further events', async () => {
    const dice = new Dice(11)
    const lively = await livelyModel(chain, kind)
    const { model } = lively
    const { storage } = openStorage()
    let last = -1n
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 8; i++) await lively.step(dice)
      asked = []
      const synced = await clientWith(storage).syncModel({ model })
      const { here, there } = await compared(chain, model, synced)
      expect(here).toEqual(there)
      // nothing that was read before
      for (const { fromBlock, blockHash } of blocksOfLogs()) {
        if (!blockHash) expect(BigInt(fromBlock!)).toBeGreaterThan(last)
      }
      expect(synced.events).toEqual((await chain.client(0).syncModel({ model })).events)
      expect(synced.contributions).toEqual((await chain.client(0).syncModel({ model })).contributions)
      last = synced.events.at(-1)!.blockNumber
      asked = []
      const again = await clientWith(storage).syncModel({ model })
      const end = synced.events.at(-1)!.blockNumber
      for (const { fromBlock } of blocksOfLogs()) {
        if (fromBlock) expect(BigInt(fromBlock)).toBeGreaterThan(end)
      }
      expect(again.twin).not.toBe(synced.twin)
      expect(again.events).toEqual(synced.events)
    }
  })
})

describe('what is kept', () => {
  const words = ['free', 'prize', 'meeting', 'agenda']
  const data = encodeVocabulary(words)
  let model: ModelReference

  beforeAll(async () => {
    const client = chain.client(0)
    await client.deployTrainer(kind)
    ;({ model } = await client.createModelSync({
      ...kind,
      classifierOptions: { featureCount: 4, weightBits: 8, learningRate: 1 },
      incentiveOptions,
      metadata: { name: 'Words', classes: ['ham', 'spam'], encoder: vocabularyName(data) },
      words: [0n],
    }))
    await client.publishEncoderSync({ model, data })
    for (const label of [0, 1, 1])
      await client.contributeSync({ model, label, sample: Uint16Array.of(label, 3) })
  })

  test('makes a model and its encoder known without logs', async () => {
    const { storage } = openStorage()
    const first = await clientWith(storage).getModel({ model })
    expect((await clientWith(storage).getEncoder({ model })).describe(2)).toBe('meeting')
    await clientWith(storage).listModels()
    asked = []
    expect(await clientWith(storage).getModel({ model })).toEqual(first)
    expect(await clientWith(storage).listModels()).toContainEqual(first)
    const encoder = await clientWith(storage).getEncoder({ model: first })
    expect(encoder.describe(2)).toBe('meeting')
    expect(blocksOfLogs()).toEqual([])
    const known = await clientWith(storage).recallModel({ model })
    expect(known).toMatchObject({ metadata: { name: 'Words' }, model: { classifier: kind.classifier } })
    expect(await known!.holds).toBe(true)
  })

  test('is dropped when it is damaged, or of something else', async () => {
    const { storage, entries } = openStorage()
    const synced = await clientWith(storage).syncModel({ model })
    const [key, bytes] = [...entries].find(([name]) => name.endsWith('history'))!
    const spoilt = {
      shorter: bytes.slice(0, -1),
      longer: new Uint8Array([...bytes, 1]),
      flipped: bytes.map((byte, i) => (i === bytes.length - 40 ? byte ^ 4 : byte)),
      empty: new Uint8Array(),
      text: new TextEncoder().encode('<html>404</html>'),
      unsummed: bytes.map((byte, i) => (i >= bytes.length - checksumBytes ? 0 : byte)),
      foreign: writeSnapshot({ ...decodeSnapshot(bytes), chainId: 5 }),
      another: writeSnapshot({ ...decodeSnapshot(bytes), model: { ...model, modelId: model.modelId + 9n } }),
      confused: writeSnapshot({ ...decodeSnapshot(bytes), events: decodeSnapshot(bytes).events.slice(1) }),
      incomplete: writeSnapshot({
        ...decodeSnapshot(bytes),
        events: decodeSnapshot(bytes).events.slice(0, -1),
      }),
    }
    for (const [name, value] of Object.entries(spoilt)) {
      entries.set(key, value)
      const again = await clientWith(storage).syncModel({ model })
      expect(again.events, name).toEqual(synced.events)
      expect(decodeSnapshot(entries.get(key)!).events, name).toEqual(synced.events)
    }
  })

  test('is not used on another chain of the same number', async () => {
    const { storage } = openStorage()
    await clientWith(storage).syncModel({ model })
    await clientWith(storage).getEncoder({ model })
    const other = await startChain()
    try {
      const client = other.client(0)
      await client.deployTrainer(kind)
      await other.tester.mine({ blocks: 30 })
      const { model: there } = await client.createModelSync({
        ...kind,
        classifierOptions: { featureCount: 4, weightBits: 8, learningRate: 1 },
        incentiveOptions,
        metadata: { name: 'Other', classes: ['yes', 'no'], encoder: 'indices-v1:4' },
        words: [0n],
      })
      const reader = clientWith(storage, other.anvil.rpcUrl)
      const same = { ...model, modelId: there.modelId }
      expect((await reader.getModel({ model: same })).metadata.name).toBe('Other')
      const synced = await reader.syncModel({ model: same })
      expect(synced.contributions).toEqual([])
      const known = await clientWith(memoryStorage(), other.anvil.rpcUrl).recallModel({ model: same })
      expect(known).toBeUndefined()
    } finally {
      await other.anvil.stop()
    }
  })

  test('goes on from the last block in common after a reorganisation', async () => {
    const { storage } = openStorage()
    const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(chain.anvil.rpcUrl) })
    const id = await tester.snapshot()
    await chain.client(1).contributeSync({ model, label: 0, sample: Uint16Array.of(2) })
    const before = await clientWith(storage).syncModel({ model })
    await tester.revert({ id })
    await tester.mine({ blocks: 3 })
    await chain.client(2).contributeSync({ model, label: 1, sample: Uint16Array.of(1) })
    const after = await clientWith(storage).syncModel({ model })
    expect(after.contributions.length).toBe(before.contributions.length)
    expect(after.events).toEqual((await chain.client(0).syncModel({ model })).events)
    expect(after.events).not.toEqual(before.events)
  })

  test('is what a watcher begins with', async () => {
    const { storage } = openStorage()
    await clientWith(storage).syncModel({ model })
    asked = []
    const client = clientWith(storage)
    const update = await new Promise<number>((resolve, reject) => {
      const unwatch = client.watchModel({
        model,
        onUpdate: ({ synced }) => {
          unwatch()
          resolve(synced.contributions.length)
        },
        onError: reject,
      })
    })
    expect(update).toBeGreaterThan(2)
    expect(blocksOfLogs().filter(({ fromBlock }) => fromBlock !== undefined)).toEqual([])
  })
})
