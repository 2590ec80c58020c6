import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trainerAbi } from '../../src/abi/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import {
  classifierNumber,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  trainerOf,
} from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'

const options = { featureCount: 8, weightBits: 8, learningRate: 1 }
const words = packWeights(Int32Array.of(0, 1, 2, 3, 4, -1, -2, -3, -4), 8)
const job = {
  mechanism: kind.mechanism,
  quantised: { classifier: kind.classifier, options, words },
  incentiveOptions,
  metadata: { name: 'Among many', classes: ['no', 'yes'], encoder: 'indices-v1:8' },
}

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

/** `count` models of another account that are the same but for their names. */
async function crowd(count: number): Promise<void> {
  const other = chain.client(5)
  const { trainer: address } = trainerOf(kind.mechanism)
  const create = (name: string): Hex =>
    encodeFunctionData({
      abi: trainerAbi,
      functionName: 'createModel',
      args: [
        BigInt(classifierNumber(kind.classifier)),
        encodeClassifierOptions(kind.classifier, options),
        encodeIncentiveOptions(kind.mechanism, incentiveOptions),
        0,
        JSON.stringify({ name }),
        words,
      ],
    })
  for (let made = 0; made < count; made += 25) {
    const calls = Array.from({ length: 25 }, (_, i) => create(`Model ${made + i}`))
    const hash = await other.writeContract({
      abi: trainerAbi,
      address,
      functionName: 'multicall',
      args: [calls],
    })
    await other.waitForTransactionReceipt({ hash })
  }
}

test('a model is found again among 300 of others, of which none is read', async () => {
  await chain.client(0).deployTrainer(kind)
  const requests = async (run: () => Promise<unknown>) => {
    const before = node.count.requests
    await run()
    return node.count.requests - before
  }
  const again = async () => clientAt(node.url, devAccount(0)).deployModel(job)
  const { model } = await chain.client(0).deployModel(job)
  const alone = await requests(async () =>
    expect(await again()).toEqual({ model, created: false, hashes: [] }),
  )
  await crowd(300)
  expect(
    await chain
      .client(0)
      .readContract({ abi: trainerAbi, address: model.trainer, functionName: 'modelCount' }),
  ).toBe(301n)
  const among = await requests(async () =>
    expect(await again()).toEqual({ model, created: false, hashes: [] }),
  )
  // where it lies in time may take some more, as the chain has grown
  expect(among).toBeLessThanOrEqual(alone + 12)
  // and an account that has none yet creates its own at once
  const first = clientAt(node.url, devAccount(3))
  expect(await requests(async () => expect((await first.deployModel(job)).created).toBe(true))).toBeLessThan(
    40,
  )
})
