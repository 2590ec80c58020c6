import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { encodeEventTopics } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import { abiOf } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'

const named = (name: string) => ({
  mechanism: kind.mechanism,
  quantised: {
    classifier: kind.classifier,
    options: { featureCount: 40, weightBits: 8, learningRate: 1 },
    words: packWeights(new Int32Array(41).fill(1), 8),
  },
  incentiveOptions,
  metadata: { name, classes: ['no', 'yes'], encoder: 'indices-v1:40' },
})

describe('a member of the node that does not have the newest logs yet', () => {
  let chain: Chain
  let node: BadNode
  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
    node = await startBadNode(chain.anvil.rpcUrl)
  })
  afterAll(async () => {
    await node?.stop()
    await chain?.anvil.stop()
  })

  test.each(['ModelCreated', 'ParametersUploaded'] as const)(
    'is asked again for %s, and nothing is paid twice',
    async eventName => {
      const parameters = named(`Behind in ${eventName}`)
      const client = clientAt(node.url, devAccount(0))
      const first = await client.deployModel(parameters)
      const [topic] = encodeEventTopics({ abi: abiOf(kind), eventName })
      let queries = 0
      node.badness = {
        refuses: ({ method }) => {
          if (method === 'eth_getLogs') queries++
          return false
        },
        hides: ({ topics }) => queries < 3 && topics[0] === topic,
      }
      const second = await client.deployModel(parameters)
      expect(second).toMatchObject({ created: false, model: first.model })
      expect(queries).toBeGreaterThan(2)
    },
  )

  test('that never has the uploads is an error, before anything is paid', async () => {
    const parameters = named('Never')
    const client = clientAt(node.url, devAccount(0))
    await client.deployModel(parameters)
    const models = (await client.listModels()).length
    const [topic] = encodeEventTopics({ abi: abiOf(kind), eventName: 'ParametersUploaded' })
    node.badness = { hides: ({ topics }) => topics[0] === topic }
    await expect(client.deployModel(parameters)).rejects.toMatchObject({ name: 'HistoryIncompleteError' })
    node.badness = {}
    expect(await client.listModels()).toHaveLength(models)
  })
})
