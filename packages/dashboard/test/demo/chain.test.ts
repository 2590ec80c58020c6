import { contributeSync, devAccount, type ModelReference, refundSync } from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import {
  createClient,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  type Hex,
  http,
  parseEther,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordChain } from '../../scripts/recordChain.ts'
import { DemoChain, nextBaseFee } from '../../src/features/demo/chain/DemoChain.ts'
import { answer } from '../../src/features/demo/chain/methods.ts'
import type { Recording, RpcReceipt } from '../../src/features/demo/chain/recording.ts'
import { deployShipped } from '../support/chain.ts'

/** What a node answers, error or not. */
type Answer = { result?: unknown; error?: { code: number; message: string; data?: Hex } }

/** The in-page chain goes on as anvil does, from the same state. */
describe('the chain of the demo beside anvil', () => {
  let anvil: Anvil
  let model: ModelReference
  let recording: Recording
  let demo: DemoChain
  let beginning: Hex
  /** The world's clock as the demo sees it, milliseconds. */
  let now = 0

  const ofAnvil = async (method: string, ...params: unknown[]): Promise<Answer> => {
    const client = createClient({ transport: http(anvil.rpcUrl, { retryCount: 0 }) })
    return client.request({ method, params } as never).then(
      result => ({ result }),
      error => ({ error: error.walk((each: { code?: number }) => each.code !== undefined) }),
    )
  }
  const ofDemo = (method: string, ...params: unknown[]): Promise<Answer> =>
    answer(demo, method, params).then(
      result => ({ result: result === undefined ? undefined : JSON.parse(JSON.stringify(result)) }),
      error => ({ error }),
    )
  /** Both chains are at the same second from here on. */
  const sameTime = async (time: number) => {
    await ofAnvil('evm_setNextBlockTimestamp', time)
    now += (time - demo.clock.time) * 1000
  }
  const nextTime = () => demo.clock.after(Number(demo.head.timestamp)) + 60
  const clientOf = (request: EIP1193RequestFn, account: number) =>
    createWalletClient({
      account: devAccount(account).address,
      chain: foundry,
      transport: custom({ request }, { retryCount: 0 }),
      pollingInterval: 20,
    })
  const clients = (account: number) => {
    const anvilClient = createClient({ transport: http(anvil.rpcUrl) })
    const demoRequest = (({ method, params }: { method: string; params?: readonly unknown[] }) =>
      answer(demo, method, params)) as EIP1193RequestFn
    return {
      anvil: clientOf(anvilClient.request as EIP1193RequestFn, account),
      demo: clientOf(demoRequest, account),
    }
  }
  /** Sends the same transaction to both, in a block of the same second. */
  const sendToBoth = async (request: Record<string, unknown>): Promise<[RpcReceipt, RpcReceipt]> => {
    await sameTime(nextTime())
    const hashes = [
      await ofAnvil('eth_sendTransaction', request),
      await ofDemo('eth_sendTransaction', request),
    ]
    expect(hashes[1]).toEqual(hashes[0])
    const receipt = async (ask: typeof ofAnvil) =>
      (await ask('eth_getTransactionReceipt', hashes[0]!.result)).result
    return [(await receipt(ofAnvil)) as RpcReceipt, (await receipt(ofDemo)) as RpcReceipt]
  }

  beforeAll(async () => {
    anvil = await startAnvil()
    model = await deployShipped(anvil.rpcUrl, 'spam-filter')
    recording = await recordChain(anvil.rpcUrl)
    beginning = (await ofAnvil('evm_snapshot')).result as Hex
  })
  beforeEach(async () => {
    await ofAnvil('evm_revert', beginning)
    beginning = (await ofAnvil('evm_snapshot')).result as Hex
    demo = new DemoChain(recording, { now: () => now })
    // anvil forgets to take this back
    await ofAnvil('anvil_setNextBlockBaseFeePerGas', demo.pending.baseFeePerGas)
  })
  afterAll(() => anvil?.stop())

  it('answers what it was recorded with', async () => {
    const last = recording.blocks.at(-1)!
    const mined = recording.blocks.find(({ transactions }) => transactions.length > 0)!
    const { hash } = mined.transactions[0]!
    const topic = recording.receipts.flatMap(({ logs }) => logs)[0]!.topics[0]!
    const address = model.trainer
    const owner = devAccount(0).address
    const calls: [string, ...unknown[]][] = [
      ['eth_chainId'],
      ['eth_blockNumber'],
      ['eth_accounts'],
      ['eth_getBlockByNumber', '0x0', false],
      ['eth_getBlockByNumber', mined.number, true],
      ['eth_getBlockByNumber', 'latest', false],
      ['eth_getBlockByNumber', '0xffff', false],
      ['eth_getBlockByHash', last.hash, false],
      ['eth_getBlockByHash', `0x${'1'.repeat(64)}`, false],
      ['eth_getLogs', { fromBlock: '0x0', toBlock: 'latest', address }],
      ['eth_getLogs', { fromBlock: '0x0', toBlock: 'latest', topics: [[topic, `0x${'2'.repeat(64)}`]] }],
      ['eth_getLogs', { fromBlock: '0x0', toBlock: '0x3', topics: [null, null] }],
      ['eth_getLogs', { blockHash: mined.hash }],
      ['eth_getLogs', {}],
      ['eth_getCode', address, 'latest'],
      ['eth_getCode', owner, 'latest'],
      ['eth_getStorageAt', address, '0x0', 'latest'],
      ['eth_getBalance', owner, 'latest'],
      ['eth_getBalance', `0x${'9'.repeat(40)}`, 'latest'],
      ['eth_getTransactionCount', owner, 'pending'],
      ['eth_getTransactionByHash', hash],
      ['eth_getTransactionByHash', `0x${'3'.repeat(64)}`],
      ['eth_getTransactionReceipt', hash],
      ['eth_getTransactionReceipt', `0x${'3'.repeat(64)}`],
      ['eth_gasPrice'],
      ['eth_maxPriorityFeePerGas'],
      ['eth_feeHistory', '0x4', 'latest', [50]],
      ['eth_call', { to: address, data: '0xac9650d8' }, 'latest'],
      ['eth_call', { to: owner, data: '0x12' }, 'latest'],
      ['eth_call', { data: '0x600a600c600039600a6000f3602a60005260206000f3' }, 'latest'],
    ]
    for (const [method, ...params] of calls) {
      const [expected, actual] = [await ofAnvil(method, ...params), await ofDemo(method, ...params)]
      expect(actual, `${method} ${JSON.stringify(params)}`).toEqual(
        expected.error ? { error: expect.objectContaining(codeAndData(expected.error)) } : expected,
      )
    }
  })

  it('refuses as anvil does', async () => {
    const from = devAccount(3).address
    const to = devAccount(4).address
    const stranger = `0x${'9'.repeat(40)}`
    const calls: [string, ...unknown[]][] = [
      ['eth_nonsense'],
      ['eth_call', { to: model.trainer, data: '0xdeadbeef' }, 'latest'],
      ['eth_estimateGas', { from, to: model.trainer, data: '0xdeadbeef' }],
      ['eth_call', { to, data: '0x' }, '0xffff'],
      ['eth_call', { from: stranger, to, value: '0x1' }, 'latest'],
      ['eth_sendTransaction', { from: stranger, to, value: '0x1' }],
      ['eth_sendTransaction', { from, to, value: `0x${parseEther('20000').toString(16)}`, gas: '0x5208' }],
      ['eth_sendTransaction', { from, to, value: '0x1', gas: '0x100' }],
      ['eth_sendTransaction', { from, to, value: '0x1', gas: '0x1000001' }],
      ['eth_sendRawTransaction', '0x1234'],
      ['eth_getBalance', '0x12', 'latest'],
    ]
    for (const [method, ...params] of calls) {
      const [expected, actual] = [await ofAnvil(method, ...params), await ofDemo(method, ...params)]
      expect(expected.error, `anvil: ${method}`).toBeDefined()
      expect(actual.error, `${method} ${JSON.stringify(params)}`).toMatchObject(codeAndData(expected.error!))
      expect(demo.height).toBe(recording.blocks.length - 1)
    }
  })

  it('moves money and makes contracts alike', async () => {
    const from = devAccount(5).address
    const to = devAccount(6).address
    const fees = { maxFeePerGas: '0x77359400', maxPriorityFeePerGas: '0x1' }
    const money = await sendToBoth({ from, to, value: '0x1234', gas: '0x5208', ...fees })
    expect(comparable(money[1])).toEqual(comparable(money[0]))
    // code that answers 42
    const data = '0x600a600c600039600a6000f3602a60005260206000f3'
    const made = await sendToBoth({ from, data, gas: '0x30d40', ...fees })
    expect(comparable(made[1])).toEqual(comparable(made[0]))
    for (const [method, ...params] of [
      ['eth_getBalance', from, 'latest'],
      ['eth_getBalance', to, 'latest'],
      ['eth_getTransactionCount', from, 'latest'],
      ['eth_getCode', made[0].contractAddress, 'latest'],
      ['eth_call', { to: made[0].contractAddress }, 'latest'],
      ['eth_getTransactionByHash', made[0].transactionHash],
    ] as [string, ...unknown[]][]) {
      const answers = await Promise.all([ofAnvil(method, ...params), ofDemo(method, ...params)])
      expect(comparable(answers[1]), method).toEqual(comparable(answers[0]))
    }
  })

  it('takes a contribution and a refund as anvil does, with the same logs and the same state', async () => {
    const both = clients(2)
    const fixed = { gas: 1_500_000n, maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: 1_000n }
    const receiptsOf = (sent: readonly { receipt: { transactionHash: Hex } }[]) =>
      Promise.all(
        [ofAnvil, ofDemo].map(async (ask, i) => {
          const { result } = await ask('eth_getTransactionReceipt', sent[i]!.receipt.transactionHash)
          return comparable(result)
        }),
      )
    // what the model disagrees with, which changes it, and what it agrees with
    for (const label of [1, 0]) {
      const teaching = { model, sample: Uint16Array.of(1, 5, 9), label, ...fixed } as never
      await sameTime(nextTime())
      const taught = [await contributeSync(both.anvil, teaching), await contributeSync(both.demo, teaching)]
      const [ofAnvilNow, ofDemoNow] = await receiptsOf(taught)
      expect(ofDemoNow).toEqual(ofAnvilNow)
    }

    for (const { request } of Object.values(both)) {
      await request({ method: 'evm_increaseTime', params: [86_400] } as never)
    }
    await sameTime(nextTime())
    for (const { request } of Object.values(both)) await request({ method: 'evm_mine', params: [] } as never)
    await sameTime(nextTime())
    const claim = { model, index: 1n, ...fixed } as never
    const claimed = [await refundSync(both.anvil, claim), await refundSync(both.demo, claim)]
    const [ofAnvilNow, ofDemoNow] = await receiptsOf(claimed)
    expect(ofDemoNow).toEqual(ofAnvilNow)
    // the trainer's whole storage
    const { accounts } = await recordChain(anvil.rpcUrl)
    const after = Object.entries(accounts).find(([address]) => address === model.trainer.toLowerCase())![1]
    const keys = Object.keys(after.storage!) as Hex[]
    expect(keys.length).toBeGreaterThan(20)
    for (const key of keys) {
      expect((await ofDemo('eth_getStorageAt', model.trainer, key, 'latest')).result, key).toBe(
        (await ofAnvil('eth_getStorageAt', model.trainer, key, 'latest')).result,
      )
    }
  })

  it('estimates enough gas, and not much more than anvil', async () => {
    const from = devAccount(7).address
    const { demo: client } = clients(7)
    const sample = Uint16Array.of(2, 3)
    const { receipt } = await contributeSync(client, { model, sample, label: 0 } as never)
    const sent = demo.transaction(receipt.transactionHash)!
    const request = { from, to: sent.to, data: sent.input, value: sent.value }
    demo = new DemoChain(recording, { now: () => now })
    const [high, low] = [
      await ofAnvil('eth_estimateGas', request),
      await ofDemo('eth_estimateGas', request),
    ].map(({ result }) => Number(result)) as [number, number]
    expect(low / high).toBeGreaterThan(0.95)
    expect(low / high).toBeLessThan(1.05)
    const hash = (await ofDemo('eth_sendTransaction', { ...request, gas: `0x${low.toString(16)}` }))
      .result as Hex
    expect(demo.receipt(hash)?.status).toBe('0x1')
  })

  it('knows the states of its own blocks, and moves its clock', async () => {
    const from = devAccount(8).address
    const to = `0x${'7'.repeat(40)}`
    const first = demo.height
    await ofDemo('eth_sendTransaction', { from, to, value: '0x5' })
    await ofDemo('eth_sendTransaction', { from, to, value: '0x6' })
    const balances = await Promise.all(
      [0, 1, 2].map(async i => (await ofDemo('eth_getBalance', to, `0x${(first + i).toString(16)}`)).result),
    )
    expect(balances).toEqual(['0x0', '0x5', '0xb'])
    expect((await ofDemo('eth_getBalance', to, '0x0')).error?.message).toMatch('since block')

    const before = demo.clock.time
    await ofDemo('evm_increaseTime', 86_400)
    await ofDemo('anvil_mine', '0x1')
    expect(Number(demo.head.timestamp) - before).toBeGreaterThanOrEqual(86_400)
    const { result } = await ofDemo('eth_getBlockByNumber', 'pending', false)
    expect(Number((result as { timestamp: Hex }).timestamp)).toBeGreaterThan(Number(demo.head.timestamp))
  })
})

it('moves the base fee as EIP-1559 says', () => {
  expect(nextBaseFee(1_000_000_000n, 15_000_000n, 30_000_000n)).toBe(1_000_000_000n)
  expect(nextBaseFee(1_000_000_000n, 0n, 30_000_000n)).toBe(875_000_000n)
  expect(nextBaseFee(1_000_000_000n, 30_000_000n, 30_000_000n)).toBe(1_125_000_000n)
  expect(nextBaseFee(1n, 30_000_000n, 30_000_000n)).toBe(2n)
})

const codeAndData = ({ code, data }: { code: number; data?: Hex }) =>
  data === undefined ? { code } : { code, data }

/** All of an answer but what hangs on the roots of tries, which the demo lacks; anvil writes the time of a receipt as a number. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([key]) => key !== 'blockHash' && typeof value[key as never] !== 'number',
  )
  return Object.fromEntries(entries.map(([key, each]) => [key, comparable(each)]))
}
