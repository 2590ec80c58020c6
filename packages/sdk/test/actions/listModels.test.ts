import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import { formatModelId } from '../../src/kinds/index.ts'
import { type BadNode, startBadNode } from '../support/badNode.ts'
import { livelyKinds, livelyModel } from '../support/livelyModels.ts'
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
    // which chain, and how many models of each kind
    expect(node.count.requests).toBe(2)
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
    // the same two, a call for each kind that has models, some for all of how blocks lie in time, and a query of logs for
    // each model
    expect(node.count.requests - before).toBeLessThanOrEqual(2 + 4 + 6 + 8)
  })

  test('goes from kind to kind on a node that runs no code that a call brings along', async () => {
    node.badness = {
      refuses: ({ method, params }) => method === 'eth_call' && !(params as [{ to?: string }])[0].to,
    }
    const models = await clientAt(node.url, devAccount(9)).listModels()
    expect(models).toHaveLength(8)
  })
})
