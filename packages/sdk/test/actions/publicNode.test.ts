import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { chanceOf, publicManners } from '@cotrain/testing/badNode/manners'
import { createClient } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelUpdate, SyncedModel } from '../../src/actions/index.ts'
import { cotrainActions } from '../../src/clients/index.ts'
import { encodeVocabulary, vocabularyName } from '../../src/encoders/index.ts'
import type { CotrainError } from '../../src/errors/index.ts'
import type { ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { nodeTransport } from '../../src/transports/index.ts'
import { compared, livelyModel } from '../support/livelyModels.ts'
import { quickLife } from '../support/quickLife.ts'
import { Dice } from '../twin/Dice.ts'
import { type Chain, incentiveOptions, kind, startChain } from './chain.ts'

/** How much happens; `COTRAIN_LIFE=20000` makes a long run of it. */
const things = Number(process.env.COTRAIN_LIFE ?? 2_000)
const timeout = Math.max(180_000, things * 90)

let chain: Chain
let node: BadNode
beforeAll(async () => {
  chain = await startChain()
  node = await startBadNode(chain.anvil.rpcUrl)
})
afterAll(async () => {
  await node?.stop()
  await chain?.anvil.stop()
})

/** A reader that knows nothing of the node yet. */
const reader = () =>
  createClient({ chain: foundry, transport: nodeTransport(node.url), pollingInterval: 150 }).extend(
    cotrainActions(),
  )

/** The twin is the contract, unless its block was replaced meanwhile. */
async function expectEqual(model: ModelReference, synced: SyncedModel) {
  const { here, there } = await compared(chain, model, synced)
  const { hash } = await chain.client(0).getBlock({ blockNumber: synced.blockNumber })
  if (hash === synced.blockHash) expect(here).toEqual(there)
}

test('all contributions and claims, read by way of a node that is as bad as any', { timeout }, async () => {
  const { model } = await livelyModel(chain, { mechanism: 'deposits', classifier: 'sparse-perceptron' })
  const dice = new Dice(7)
  // scaled: a hundredth of the limits, and a twentieth of the latency
  const manners = { maxBlocks: 50, maxLogs: 100, latency: 10, lag: 3, failures: 0.03 }
  const chance = chanceOf(11)
  const errors: CotrainError[] = []
  const updates: ModelUpdate[] = []
  let isOver = false

  /** Follows the model with a new reader for some updates. */
  function follow(previous: SyncedModel | undefined): Promise<SyncedModel> {
    let seen = 0
    return new Promise(resolve => {
      const unwatch = reader().watchModel({
        model,
        previous,
        onUpdate: update => {
          updates.push(update)
          if (++seen < 12 && !isOver) return
          unwatch()
          resolve(update.synced)
        },
        onError: error => errors.push(error),
      })
    })
  }

  const living = quickLife(chain, model as ModelReference<'deposits'>, dice, things)().finally(() => {
    isOver = true
  })
  let synced: SyncedModel | undefined
  for (let starts = 0; !isOver || starts < 2; starts++) {
    // at first often enough to follow block by block, then as seldom as public nodes allow, in turn
    node.badness = publicManners(chance, { ...manners, perSecond: starts % 2 === 0 ? 40 : 5 })
    synced = await follow(starts % 4 === 3 ? undefined : synced)
    await expectEqual(model, synced)
  }
  await living

  const head = await chain.client(0).getBlockNumber({ cacheTime: 0 })
  for (let i = 0; synced?.blockNumber !== head; i++) {
    expect(i, 'looks until the newest block is reached').toBeLessThan(60)
    synced = await reader().syncModel({ model, previous: synced })
  }
  await expectEqual(model, synced)
  expect(synced.events.length).toBeGreaterThan(things / 2)
  // it was as bad as that
  expect(updates.length).toBeGreaterThan(3)
  expect(node.count.throttled).toBeGreaterThan(0)
  expect(node.count.refused).toBeGreaterThan(0)
  expect(errors.map(({ name, message }) => [name, message])).toEqual([])
})

describe('a node that is wrong', () => {
  let model: ModelReference
  beforeAll(async () => {
    node.badness = {}
    const lively = await livelyModel(chain, { mechanism: 'points', classifier: 'sparse-perceptron' })
    const dice = new Dice(3)
    for (let i = 0; i < 30; i++) await lively.step(dice)
    model = lively.model
    await chain.tester.mine({ blocks: 8 })
  })

  test('because it cuts long answers without a word, is found out', async () => {
    node.badness = { truncates: 5 }
    const client = reader()
    await expectEqual(model, await client.syncModel({ model }))
    // what was found out is kept in mind: nobody is misled again
    const before = node.count.queries
    const again = await client.syncModel({ model })
    await expectEqual(model, again)
    expect(again.events.length).toBeGreaterThan(20)
    expect(node.count.queries - before).toBeLessThan(2 * again.events.length)
  })

  test('because its answers are longer than anybody reads, is asked for less', async () => {
    node.badness = { padding: 700_000 }
    await expectEqual(model, await reader().syncModel({ model }))
    expect(node.count.queries).toBeGreaterThan(3)
  })

  test('because it dropped old logs, says so, and whoever has followed the model goes on', async () => {
    node.badness = {}
    const { events, blockNumber } = await reader().syncModel({ model })
    const before = await reader().syncModel({ model, toBlock: blockNumber - 1n })
    node.badness = { prunedBefore: Number(events.at(-1)!.blockNumber) }
    await expect(reader().syncModel({ model })).rejects.toMatchObject({
      name: 'HistoryIncompleteError',
      shortMessage: expect.stringMatching('has dropped old events'),
    })
    await expectEqual(model, await reader().syncModel({ model, previous: before }))
  })

  test('because it was moved to another chain, is named', async () => {
    node.badness = {}
    const client = reader()
    const synced = await client.syncModel({ model })
    const elsewhere = await startChain()
    await elsewhere.tester.mine({ blocks: 200 })
    node.badness = { member: () => elsewhere.anvil.rpcUrl, chainId: 5 }
    await expect(client.syncModel({ model, previous: synced })).rejects.toMatchObject({
      name: 'WrongChainError',
      currentChainId: 5,
    })
    node.badness = {}
    await expectEqual(model, await client.syncModel({ model, previous: synced }))
    await elsewhere.anvil.stop()
  })

  test('because its members are on two forks, is never believed in parts', async () => {
    node.badness = {}
    const other = await startChain(['--fork-url', chain.anvil.rpcUrl])
    for (let i = 0; i < 3; i++) {
      await chain.client(1).contributeSync({ model, label: 1, sample: Uint16Array.of(i, 7) })
      await other.client(2).contributeSync({ model, label: 1, sample: Uint16Array.of(i, 8) })
    }
    const chance = chanceOf(9)
    node.badness = { member: () => (chance() < 0.5 ? other.anvil.rpcUrl : undefined) }
    const client = reader()
    for (let i = 0; i < 6; i++) {
      const synced = await client.syncModel({ model }).catch((error: CotrainError) => error)
      if (synced instanceof Error) expect(synced.name).toBe('HistoryIncompleteError')
      else {
        const { here, there } = await compared(await forkOf(synced), model, synced)
        expect(here).toEqual(there)
      }
    }
    node.badness = {}
    await expectEqual(model, await client.syncModel({ model }))
    await other.anvil.stop()

    async function forkOf({ blockNumber, blockHash }: SyncedModel) {
      for (const fork of [chain, other]) {
        const { hash } = await fork.client(0).getBlock({ blockNumber })
        if (hash === blockHash) return fork
      }
      throw new Error('its block is of no fork')
    }
  })
})

test('what has just happened is known to whoever asks, though a member is behind', async () => {
  node.badness = {}
  const owner = chain.client(0)
  const dice = new Dice(21)
  const badness = { lag: () => dice.below(3), maxBlocks: 9 }
  await owner.deployTrainer(kind)
  const data = encodeVocabulary(['free', 'prize', 'meeting', 'agenda'])
  const { model } = await owner.createModelSync({
    ...kind,
    classifierOptions: { featureCount: 4, weightBits: 8, learningRate: 1 },
    incentiveOptions,
    metadata: { name: 'Words', classes: ['ham', 'spam'], encoder: vocabularyName(data) },
    words: packWeights(new Int32Array(5), 8),
  })
  await chain.tester.mine({ blocks: 4 })
  await owner.publishEncoderSync({ model, data })
  await chain.tester.mine({ blocks: 1 })
  node.badness = badness
  for (let i = 0; i < 4; i++) {
    expect((await reader().getEncoder({ model })).describe(2)).toBe('meeting')
  }
  await chain.tester.mine({ blocks: 4 })
  for (let i = 0; i < 6; i++) {
    const sample = Uint16Array.of(i % 4)
    const { index } = await chain.client(1).contributeSync({ model, label: 1, sample })
    await chain.tester.mine({ blocks: 1 })
    const { contributor } = await reader().getContribution({ model, index })
    expect(contributor).toBe(chain.client(1).account.address)
  }
})
