import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import fc from 'fast-check'
import { createPublicClient, custom, type EIP1193RequestFn, type Hex, hexToBigInt, numberToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockSince, near } from '../../src/actions/internal/sync/blockSince.ts'
import { devAccount } from '../../src/clients/index.ts'
import { type Chain, clientAt, startChain } from './chain.ts'

/** All blocks of the time or later come after it, and few others. */
function expectSince(block: bigint, times: readonly bigint[], time: bigint): void {
  const first = BigInt(times.findIndex(each => each >= time))
  expect(block).toBeLessThanOrEqual(first)
  expect(first - block).toBeLessThan(near)
}

describe('the blocks since a time, on a chain', () => {
  let chain: Chain
  let node: BadNode
  const times: bigint[] = []

  beforeAll(async () => {
    chain = await startChain()
    node = await startBadNode(chain.anvil.rpcUrl)
    const { tester } = chain
    // of one second, of the next ones, and with hours between
    for (const [blocks, seconds] of [
      [90, 0],
      [60, 1],
      [1, 40_000],
      [200, 0],
      [130, 12],
      [3, 7200],
      [70, 0],
    ] as const) {
      await tester.setBlockTimestampInterval({ interval: seconds })
      await tester.mine({ blocks })
    }
    const client = chain.client(0)
    const count = Number(await client.getBlockNumber({ cacheTime: 0 })) + 1
    for (let number = 0; number < count; number++) {
      times.push((await client.getBlock({ blockNumber: BigInt(number) })).timestamp)
    }
    expect(new Set(times).size).toBeLessThan(count - 300)
  })
  afterAll(async () => {
    await node?.stop()
    await chain?.anvil.stop()
  })

  test('are found, for the time of each and those between, before all, and after all', async () => {
    const client = chain.client(0)
    const newest = BigInt(times.length - 1)
    for (const time of new Set(times.flatMap(each => [each, each + 1n]))) {
      if (time > times.at(-1)!) continue
      expectSince(await blockSince(client, time), times, time)
    }
    expect(await blockSince(client, 1n)).toBe(0n)
    expect(await blockSince(client, times.at(-1)! + 1n)).toBe(newest)
  })

  test('are found behind members that are up to 6 blocks apart', async () => {
    let requests = 0
    node.badness = { lag: () => requests++ % 7 }
    for (const index of [0, 50, 149, 300, -75, -71, -1]) {
      const time = times.at(index)!
      expectSince(await blockSince(clientAt(node.url, devAccount(0)), time), times, time)
    }
  })

  test('a member that has none of them is asked again', async () => {
    const timestamp = times.at(-1)! + 1000n
    await chain.tester.setNextBlockTimestamp({ timestamp })
    await chain.tester.mine({ blocks: 1 })
    const number = await chain.client(0).getBlockNumber({ cacheTime: 0 })
    let left = 3
    node.badness = { lag: () => (left-- > 0 ? 2 : 0) }
    const block = await blockSince(clientAt(node.url, devAccount(0)), timestamp)
    expect(number - block).toBeLessThan(near)
    expect(left).toBeLessThan(0)
  })
})

/** A chain that has only headers, of these times, and counts who asks for them. */
function headersOf(times: readonly bigint[]) {
  const asked: bigint[] = []
  const request = (async ({ params }: { params: [Hex | 'latest', boolean] }) => {
    const number = params[0] === 'latest' ? BigInt(times.length - 1) : hexToBigInt(params[0])
    asked.push(number)
    const hash = numberToHex(number, { size: 32 })
    return {
      ...{ number: numberToHex(number), hash, parentHash: hash, transactions: [] },
      timestamp: numberToHex(times[Number(number)]!),
    }
  }) as EIP1193RequestFn
  return { client: createPublicClient({ transport: custom({ request }) }), asked }
}

/** Times that grow by these steps, again and again. */
function timesOf(count: number, steps: readonly number[]): bigint[] {
  let time = 1_600_000_000
  return Array.from({ length: count }, (_, i) => {
    time += steps[i % steps.length]!
    return BigInt(time)
  })
}

describe('the blocks since a time, on chains of headers', () => {
  test.each([
    ['12 seconds apart', 6, [12]],
    ['one in nine left out', 10, [12, 12, 12, 12, 12, 12, 12, 12, 24]],
    ['2 seconds apart', 6, [2]],
    ['four in a second', 6, [0, 0, 0, 1]],
    ['a hundred in a second', 24, [1, ...Array<number>(99).fill(0)]],
  ] as const)('%s: at most %i blocks are asked for, of a million', async (_, most, steps) => {
    const times = timesOf(1_000_000, steps)
    for (const index of [0, 17, 123_456, 999_000, 999_999]) {
      const { client, asked } = headersOf(times)
      expectSince(await blockSince(client, times[index]!), times, times[index]!)
      expect(asked.length).toBeLessThanOrEqual(most)
    }
  })

  test('however blocks come, they are found, and few are asked for', async () => {
    const steps = fc.array(
      fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.constant(12), fc.nat({ max: 1_000_000 })),
      { minLength: 1, maxLength: 400 },
    )
    const property = fc.asyncProperty(
      ...([steps, fc.integer({ min: 1, max: 30_000 }), fc.nat(), fc.boolean()] as const),
      async (pattern, count, at, between) => {
        // the second half comes otherwise than the first one
        const half = timesOf(Math.ceil(count / 2), pattern)
        const times = [...half, ...half.map(time => half.at(-1)! + (time - half[0]!) / 7n)]
        const time = times[at % times.length]! - (between ? 1n : 0n)
        const { client, asked } = headersOf(times)
        expectSince(await blockSince(client, time), times, time)
        // two to begin with; then four in each round, of which every second one leaves a fifth, until 32 are left
        const fifths = Math.max(0, Math.ceil(Math.log(times.length / 32) / Math.log(5)))
        expect(asked.length).toBeLessThanOrEqual(2 + 8 * (1 + fifths))
        const known = asked.length
        await blockSince(client, time)
        expect(asked.length - known).toBeLessThanOrEqual(known)
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })
})
