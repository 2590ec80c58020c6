import {
  type AbiParameter,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  http,
  publicActions,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cotrainActions, devAccount } from '../../src/clients/index.ts'
import { abiOf, mechanismNames } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, incentiveOptions, kind, startChain } from './chain.ts'

/** How far the node's numbers of blocks are from those that contracts see, as where these are the parent chain's. */
const shift = 100_000_000n

const isNumber = (value: unknown): value is string => typeof value === 'string' && value.startsWith('0x')
const moved = (value: unknown, by: bigint) =>
  isNumber(value) ? `0x${(BigInt(value) + by > 0n ? BigInt(value) + by : 0n).toString(16)}` : value

/** Fields of answers and of queries that are numbers of blocks. */
const fields = new Set(['blockNumber', 'fromBlock', 'toBlock'])

function movedIn(value: unknown, by: bigint): unknown {
  if (Array.isArray(value)) return value.map(each => movedIn(each, by))
  if (typeof value !== 'object' || value === null) return value
  const isBlock = 'parentHash' in value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      fields.has(key) || (isBlock && key === 'number') ? moved(each, by) : movedIn(each, by),
    ]),
  )
}

/** Which parameter of a method is a block. */
const blockAt: Record<string, number> = {
  eth_getBlockByNumber: 0,
  eth_call: 1,
  eth_getCode: 1,
  eth_getBalance: 1,
  eth_estimateGas: 1,
  eth_getTransactionCount: 1,
}

/** A client of a node that counts blocks otherwise than contracts do. */
function clientOf(chain: Chain, index: number) {
  const node = http(chain.anvil.rpcUrl)({ chain: foundry }).request as EIP1193RequestFn
  const request = (async ({ method, params = [] }: { method: string; params?: unknown[] }) => {
    const there = params.map((each, i) =>
      i === blockAt[method] ? moved(each, -shift) : method === 'eth_getLogs' ? movedIn(each, -shift) : each,
    )
    const result: unknown = await node({ method, params: there } as never)
    return method === 'eth_blockNumber' ? moved(result, shift) : movedIn(result, shift)
  }) as EIP1193RequestFn
  return createWalletClient({
    account: devAccount(index),
    chain: foundry,
    transport: custom({ request }, { retryCount: 0 }),
    pollingInterval: 20,
  })
    .extend(publicActions)
    .extend(cotrainActions())
}

describe('a node whose numbers of blocks are not those of the contracts', () => {
  let chain: Chain
  beforeAll(async () => {
    chain = await startChain()
  })
  afterAll(() => chain?.anvil.stop())

  const words = packWeights(Int32Array.of(0, 9, 9, 9, 9, -9, -9, -9, -9), 8)
  const job = {
    mechanism: kind.mechanism,
    quantised: {
      classifier: kind.classifier,
      options: { featureCount: 8, weightBits: 8, learningRate: 2 },
      words,
    },
    incentiveOptions,
    metadata: { name: 'Counted otherwise', classes: ['no', 'yes'], encoder: 'indices-v1:8' },
  }

  test('knows metadata, contributions and history, and a model is not paid for twice', async () => {
    const client = clientOf(chain, 0)
    expect(await client.getBlockNumber({ cacheTime: 0 })).toBeGreaterThanOrEqual(shift)
    await client.deployTrainer(kind)
    const { model } = await client.deployModel(job)
    const { index } = await clientOf(chain, 1).contributeSync({ model, label: 1, sample: Uint16Array.of(6) })
    expect(await client.deployModel(job)).toEqual({ model, created: false, hashes: [] })
    const described = await client.getModel({ model })
    expect(described).toMatchObject({ metadata: job.metadata, metadataWarning: undefined })
    expect(await client.getContribution({ model, index })).toMatchObject({ label: 1, status: 'open' })
    const { twin, events } = await client.syncModel({ model })
    expect(events.map(({ eventName }) => eventName)).toEqual([
      'ModelCreated',
      'ParametersUploaded',
      'Contributed',
    ])
    expect(events.every(({ blockNumber }) => blockNumber > shift)).toBe(true)
    const sample = Uint16Array.of(6)
    expect(twin.predict(model.modelId, sample)).toBe(await client.predict({ model, sample }))
  })

  /** Names of all that a function or an event gives, also inside of it. */
  const namesIn = (parameters: readonly AbiParameter[]): string[] =>
    parameters.flatMap(each => [each.name ?? '', ...('components' in each ? namesIn(each.components) : [])])

  test.each(mechanismNames)('%s: the trainer tells no number of a block', mechanism => {
    const told = abiOf({ mechanism }).flatMap(item => {
      if (item.type === 'function') return namesIn(item.outputs as readonly AbiParameter[])
      return item.type === 'event' ? namesIn(item.inputs as readonly AbiParameter[]) : []
    })
    const blocks = told.filter(name => /block/i.test(name))
    expect(blocks).toEqual([])
  })
})
