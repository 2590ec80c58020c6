import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { createClient } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listModels } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import { formatModelId } from '../../src/kinds/index.ts'
import { nodeTransport } from '../../src/transports/index.ts'
import { livelyKinds, livelyModel } from '../support/livelyModels.ts'
import { Dice } from '../twin/Dice.ts'
import { type Chain, clientAt, startChain } from './chain.ts'

describe('listModels', () => {
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

  test('asks about all kinds at once, for models under several of them in their order', async () => {
    const reader = () => clientAt(node.url, devAccount(9))
    expect(await reader().listModels()).toEqual([])
    // which chain, how many models of each kind, and how all came to be
    expect(node.count.requests).toBe(3)
    for (const kind of livelyKinds) {
      await livelyModel(chain, kind)
      await livelyModel(chain, kind)
    }
    const before = node.count.requests
    const models = await reader().listModels()
    expect(models.map(formatModelId)).toEqual(
      ['deposits', 'points', 'market', 'bonded'].flatMap(each => [0, 1].map(id => `${each}:${id}`)),
    )
    expect(models.every(({ metadata, mechanism }) => metadata.name === mechanism)).toBe(true)
    // the same three, and then a call for each kind that has models
    expect(node.count.requests - before).toBe(3 + 4)
    const patient = createClient({ chain: foundry, transport: nodeTransport(node.url) })
    const together = node.count.requests
    expect(await listModels(patient)).toEqual(models)
    // those that wait for nothing, and the calls for the models
    expect(node.count.requests - together).toBeLessThanOrEqual(4)
  })

  test('reads how each came to be where the node does not answer for the whole chain, or has fallen behind', async () => {
    // how many there are, all members know
    await chain.tester.mine({ blocks: 4 })
    const good = await clientAt(node.url, devAccount(9)).listModels()
    node.badness = { maxBlocks: 9 }
    expect(await clientAt(node.url, devAccount(9)).listModels()).toEqual(good)
    const dice = new Dice(5)
    node.badness = { lag: () => dice.below(4) }
    expect(await clientAt(node.url, devAccount(9)).listModels()).toEqual(good)
    node.badness = {}
  })

  test('goes from kind to kind on a node that runs no code that a call brings along', async () => {
    node.badness = {
      refuses: ({ method, params }) => method === 'eth_call' && !(params as [{ to?: string }])[0].to,
    }
    const models = await clientAt(node.url, devAccount(9)).listModels()
    expect(models).toHaveLength(8)
  })
})
