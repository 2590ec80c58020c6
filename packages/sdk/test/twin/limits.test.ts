import { type Address, type Hex, parseEther, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { packWeights } from '../../src/models/packedWeights.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { Chain, type Result, type Transaction } from './Chain.ts'
import { packed } from './samples.ts'
import { callTwin, readsOf, readTwin, runOnBoth } from './TwinSide.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const

/** Limits that random sequences do not come to. */
describe('at the limits, the twin and the contract', () => {
  const account = (i: number): Address => toHex(0xa000 + i, { size: 20 })
  const owner = account(0)
  const accounts = Array.from({ length: 259 }, (_, i) => account(i))
  let chain: Chain
  let twin: Twin<'deposits', 'sparse-perceptron'>

  beforeAll(async () => {
    chain = await Chain.start()
  })
  afterAll(() => chain.stop())

  /** A block of transactions on both sides; gives the outcomes, which are the same. */
  async function run(
    transactions: readonly Omit<Transaction, 'value'>[],
    value = 0n,
    time = chain.time + 1n,
  ) {
    const block = { time, blockNumber: chain.blockNumber + 1n }
    const all = transactions.map(transaction => ({ ...transaction, value }))
    const both = all.map(transaction => runOnBoth(twin, block, transaction))
    const own = both.map(({ result }) => result)
    const there = both.map(each => each.there)
    expect(own).toEqual(await chain.run(time, there))
    return own
  }

  async function start() {
    twin = createTwin(kind)
    await chain.deploy(kind, accounts, parseEther('1000'))
  }

  const creation = (featureCount: number, weightBits: number, words: bigint[], depositWeight = 1000) => {
    const times = { refundTime: 0, ownerClaimTime: 1_000_000, anyClaimTime: 2_000_000 }
    return {
      functionName: 'createModel',
      sender: owner,
      args: [
        BigInt(classifierNumber(kind.classifier)),
        encodeClassifierOptions(kind.classifier, { featureCount, weightBits, learningRate: 1 }),
        encodeIncentiveOptions(kind.mechanism, { ...times, depositWeight }),
        0,
        '{}',
        words,
      ],
    }
  }
  const succeeded = (results: readonly Result[]) => results.every(result => 'events' in result)

  test('refuse the 257th taker', { timeout: 120_000 }, async () => {
    await start()
    const takers = accounts.slice(1, 258)
    const sample = packed([0])
    const contribute = (label: number) => (sender: Address) => ({
      functionName: 'contribute',
      sender,
      args: [0n, label, sample],
    })
    await run([creation(1, 8, packWeights(Int32Array.of(0, 100), 8))])
    // Each of the takers gets a verified contribution …
    expect(succeeded(await run(takers.map(contribute(1)), parseEther('1')))).toBe(true)
    const refunds = takers.map((sender, i) => ({
      functionName: 'refund',
      sender,
      args: [0n, BigInt(i), twin.contribution(0n, BigInt(i))],
    }))
    expect(succeeded(await run(refunds))).toBe(true)
    // … and takes a share of a wrong one.
    expect(succeeded(await run([contribute(0)(accounts.at(-1)!)], parseEther('1')))).toBe(true)
    const results: Result[] = []
    for (const sender of takers) {
      const args = [0n, 257n, twin.contribution(0n, 257n)]
      results.push(...(await run([{ functionName: 'take', sender, args }])))
    }
    expect(succeeded(results.slice(0, 256))).toBe(true)
    expect(results[256]).toEqual({ errorName: 'TooManyTakers', args: [256n] })
  })

  test('look at all samples of a batch before the first is paid for', async () => {
    await start()
    await run([creation(1, 8, packWeights(Int32Array.of(0, 100), 8))])
    const batch = (labels: number[], samples: Hex[]) => ({
      functionName: 'contributeBatch',
      sender: owner,
      args: [0n, labels, samples],
    })
    const good = packed([0])
    const results = await run([
      batch([1, 1], [good, good]),
      batch([1, 1], [good, packed([1])]),
      batch([1, 2], [good, good]),
      batch([2, 1], [good, '0x']),
      batch([1, 1], [good, '0x']),
    ])
    expect(results.map(result => 'errorName' in result && result.errorName)).toEqual([
      'DepositTooSmall',
      'IndexOutOfRange',
      'LabelOutOfRange',
      'LabelOutOfRange',
      'EmptySample',
    ])
    expect(twin.log(0n).entries).toBe(0n)
  })

  test('give a taker no more than what is left', async () => {
    await start()
    const [, early, keen, wrong] = accounts as [Address, Address, Address, Address]
    const contribute = (sender: Address, label: number) => ({
      functionName: 'contribute',
      sender,
      args: [0n, label, packed([0])],
    })
    const claim = (functionName: string, sender: Address, index: bigint) => ({
      functionName,
      sender,
      args: [0n, index, twin.contribution(0n, index)],
    })
    await run([creation(1, 8, packWeights(Int32Array.of(0, 100), 8))])
    await run(
      [early, keen, keen, keen].map(sender => contribute(sender, 1)),
      parseEther('1'),
    )
    await run([contribute(wrong, 0)], parseEther('1'))
    const { deposit } = twin.contribution(0n, 4n)!
    await run([claim('refund', early, 0n), claim('refund', keen, 1n)])
    await run([claim('take', early, 4n)])
    await run([claim('refund', keen, 2n), claim('refund', keen, 3n)])

    // 3 of 4 verified contributions are the keen one's, but half of the deposit is gone.
    const [last] = await run([claim('take', keen, 4n)])
    expect(last).toMatchObject({ events: [{ args: { amount: deposit / 2n, remaining: 0n } }] })
  })

  test('agree on the largest model and the longest sample', { timeout: 120_000 }, async () => {
    await start()
    const weights = Int32Array.from({ length: 65_537 }, (_, i) => ((i * 7919) % 65_536) - 32_768)
    const words = packWeights(weights, 16)
    await run([creation(65_536, 16, [])])
    for (let offset = 0; offset < words.length; offset += 600) {
      const args = [0n, BigInt(offset), words.slice(offset, offset + 600)]
      expect(succeeded(await run([{ functionName: 'uploadParameters', sender: owner, args }]))).toBe(true)
    }
    expect(twin.model(0n).ready).toBe(true)

    const sample = packed(Array.from({ length: 2048 }, (_, i) => 32 * i + 31))
    const label = 1 - twin.predict(0n, sample)
    const contribute = { functionName: 'contribute', sender: owner, args: [0n, label, sample] }
    expect(succeeded(await run([contribute, contribute], parseEther('10')))).toBe(true)
    const calls = [
      ...['score', 'predict'].map(functionName => ({ functionName, args: [0n, sample] })),
      ...[0n, 2000n].map(offset => ({ functionName: 'parameters', args: [0n, offset, 2097n] })),
    ]
    expect(calls.map(call => callTwin(twin, chain.time, call))).toEqual(await chain.call(calls))
  })

  test('stop when the time no longer fits 32 bits', async () => {
    await start()
    await run([creation(1, 8, packWeights(Int32Array.of(0, 5), 8))])
    const contribute = { functionName: 'contribute', sender: owner, args: [0n, 1, packed([0])] }
    const [last] = await run([contribute], parseEther('1'), 2n ** 32n - 1n)
    expect(last).toMatchObject({ result: 0n })
    const [result] = await run([contribute], parseEther('1'))
    expect(result).toEqual({ errorName: 'Overflow', args: [] })
    // contributions tell their time in 32 bits, models in 48
    expect(succeeded(await run([creation(1, 8, [])]))).toBe(true)
    const reads = readsOf(twin, accounts.slice(0, 2))
    const [onChain] = await chain.call([{ functionName: 'multicall', args: [reads] }])
    expect(onChain).toEqual({ result: readTwin(twin, chain.time, reads), events: [] })
  })
})
