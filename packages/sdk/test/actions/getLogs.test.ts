import { startBadNode } from '@cotrain/testing/badNode'
import fc from 'fast-check'
import {
  createClient,
  custom,
  type Hex,
  hexToNumber,
  http,
  numberToHex,
  type RpcLog,
  zeroAddress,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { getLogs } from '../../src/actions/internal/logs/getLogs.ts'
import { startChain } from './chain.ts'

/** What a node refuses, and in which words. */
type Limits = {
  blocks?: number
  logs?: number
  words?: (limit: number, from: number, fits: number) => { code: number; message: string }
}

/** A chain of any length, of which only the places of its logs are there, behind a node that limits its answers. */
function nodeWith(places: readonly number[], limits: Limits) {
  const count = { asked: 0, refused: 0 }
  const words = limits.words ?? (() => ({ code: -32_005, message: 'query exceeds a limit' }))
  const request = async ({ params }: { params: [{ fromBlock: Hex; toBlock: Hex }] }) => {
    const [from, to] = [hexToNumber(params[0].fromBlock), hexToNumber(params[0].toBlock)]
    const found = places.filter(block => block >= from && block <= to)
    count.asked++
    const tooLong = limits.blocks !== undefined && to - from >= limits.blocks
    const tooMuch = limits.logs !== undefined && found.length > limits.logs
    if (!tooLong && !tooMuch) return found.map(log)
    count.refused++
    const fits = tooLong ? from + limits.blocks! - 1 : found[limits.logs!]! - 1
    const { code, message } = words((tooLong ? limits.blocks : limits.logs)!, from, fits)
    throw Object.assign(new Error(message), { code })
  }
  const client = createClient({ transport: custom({ request: request as never }, { retryDelay: 1 }) })
  const read = async (to: number, from = 0) => {
    const logs = await getLogs(client, { address: zeroAddress, topics: [] }, range(from, to))
    return logs.map(({ blockNumber }) => hexToNumber(blockNumber!))
  }
  return { count, read }
}

const range = (from: number, to: number) => ({ from: BigInt(from), to: BigInt(to) })
const log = (block: number) => ({ blockNumber: numberToHex(block), data: '0x' }) as unknown as RpcLog
const everyNth = (n: number, length: number) =>
  Array.from({ length: Math.floor(length / n) }, (_, i) => i * n)

describe('a long history on nodes that limit their answers', () => {
  test.each([
    [50, 3_206],
    [50, 50_000],
    [1_000, 50_000],
    [1_000, 1_000_000],
    [10_000, 400_000],
    [10_000, 5_000_000],
    [777, 100_000],
  ])(
    '%i blocks a query, which it does not say: few of the queries over %i blocks are refused',
    async (blocks, length) => {
      const places = everyNth(97, length)
      const { count, read } = nodeWith(places, { blocks })
      expect(await read(length)).toEqual(places)
      expect(count.refused / count.asked).toBeLessThanOrEqual(0.15)
      expect(count.asked).toBeLessThan(2.2 * (length / blocks) + 20)
      const before = { ...count }
      await read(length)
      // what was learnt is remembered
      expect(count.refused - before.refused).toBeLessThanOrEqual(0.06 * (count.asked - before.asked))
    },
  )

  test.each([
    ['says how many', { code: -32_005, message: 'query returned more than 10000 results' }],
    ['does not say how many', { code: -32_000, message: 'response is too big' }],
    ['says nothing at all', { code: -32_005, message: 'limit exceeded' }],
  ])('10,000 logs a query, and the node %s', async (_, words) => {
    const quiet = everyNth(50, 300_000)
    const busy = Array.from({ length: 400_000 }, (_, i) => 300_000 + Math.floor(i / 8))
    const thin = everyNth(1000, 500_000).map(block => 400_000 + block)
    const places = [...quiet, ...busy, ...thin]
    const { count, read } = nodeWith(places, { logs: 10_000, words: () => words })
    expect(await read(900_000)).toEqual(places)
    expect(count.refused / count.asked).toBeLessThanOrEqual(0.15)
    expect(count.asked).toBeLessThan(250)
  })

  test.each([
    ['Try with this block range [FROM, FITS].', -32_005],
    ['Based on your parameters, this block range should work: [FROM, FITS]', -32_602],
  ])('a range that it proposes is asked for: %s', async (text, code) => {
    const places = everyNth(7, 100_000)
    const words = (limit: number, from: number, fits: number) => {
      const hint = text.replace('FROM', numberToHex(from)).replace('FITS', numberToHex(fits))
      return { code, message: `query returned more than ${limit} results. ${hint}` }
    }
    const { count, read } = nodeWith(places, { logs: 5000, words })
    expect(await read(100_000)).toEqual(places)
    expect(count.refused).toBeLessThanOrEqual(1)
    expect(count.asked).toBeLessThan(8)
  })
})

test.each([
  ['eth_getLogs is limited to a LIMIT range', -32_614],
  ['eth_getLogs is limited to LIMIT block range', -32_000],
  ['eth_getLogs is limited to 0 - LIMIT blocks range', -32_602],
  ['query exceeds max block range LIMIT', -32_602],
  ['exceed maximum block range: LIMIT', -32_701],
  ['requested too many blocks from 1 to 900000, maximum is set to LIMIT', -32_000],
  ['ranges over LIMIT blocks are not supported on freetier', 35],
  ['You can make eth_getLogs requests with up to a LIMIT block range.', -32_600],
  ['range 1000000 exceeds limit of LIMIT', -32_602],
  ['block range too large, max range: LIMIT', -32_005],
  ['block range is too wide (maximum LIMIT)', -32_603],
  ['eth_getLogs block range too large, range: 100001, max: LIMIT', -32_047],
  ['exceeds the range allowed for your plan (100001 > LIMIT)', -32_000],
  ['please limit the query to at most LIMIT blocks', -32_000],
  ['Log response size exceeded. Maximum allowed number of requested blocks is LIMIT', -32_005],
  ['block range greater than LIMIT max', -32_600],
  ['maximum [from, to] blocks distance: LIMIT', -32_000],
  ['query must be smaller than size LIMIT', -32_000],
])('a limit that the node names is kept at once: %s', async (text, code) => {
  for (const [blocks, spelt] of [
    [1024, '1024'],
    [2000, '2k'],
    [10_000, '10,000'],
  ] as const) {
    const { count, read } = nodeWith([5, 77_777], {
      blocks,
      words: () => ({ code, message: text.replace('LIMIT', spelt) }),
    })
    expect(await read(99_999)).toEqual([5, 77_777])
    expect(count).toEqual({ asked: Math.ceil(100_000 / blocks) + 1, refused: 1 })
  }
})

test('whatever a node limits, in whatever words, all logs come, in order, and few queries are for nothing', async () => {
  const words = fc.constantFrom(
    'query returned more than LIMIT results',
    'limited to a LIMIT range',
    'maximum 3 blocks',
    'try with this block range [0x0, 0x1]',
    'try with this block range [0xffffffff, 0xfffffffff]',
    'limit exceeded',
    'Internal error',
    '',
  )
  const codes = fc.constantFrom(-32_000, -32_005, -32_602, -32_603, 35, -1)
  const nodes = fc.record({
    gaps: fc.array(fc.oneof(fc.nat(3), fc.nat(3000)), { minLength: 1, maxLength: 300 }),
    blocks: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
    logs: fc.option(fc.integer({ min: 4, max: 200 }), { nil: undefined }),
    text: words,
    code: codes,
  })
  await fc.assert(
    fc.asyncProperty(nodes, async ({ gaps, blocks, logs, text, code }) => {
      const places = [...new Set(gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap)))]
      const block = places.at(-1)!
      const length = Math.min(block, (blocks ?? block) * 60, 3000)
      const { count, read } = nodeWith(places, {
        ...(blocks === undefined ? {} : { blocks }),
        ...(logs === undefined ? {} : { logs }),
        words: limit => ({ code, message: text.replace('LIMIT', String(limit)) }),
      })
      expect(await read(length)).toEqual(places.filter(place => place <= length))
      expect(count.asked).toBeLessThan(60 + 2 * length)
    }),
    { numRuns: 150 },
  )
})

test('what a node says by HTTP is understood', async () => {
  const chain = await startChain()
  await chain.tester.mine({ blocks: 400 })
  const node = await startBadNode(chain.anvil.rpcUrl, { maxBlocks: 40, tells: true })
  const client = createClient({ transport: http(node.url) })
  await getLogs(client, { address: zeroAddress, topics: [] }, range(0, 399))
  expect(node.count).toMatchObject({ queries: 11, refused: 1 })
  await Promise.all([node.stop(), chain.anvil.stop()])
})

describe('what means something else', () => {
  test.each([
    [-32_005, 'project ID request rate exceeded'],
    [429, 'Too Many Requests'],
    [-32_601, 'the method eth_getLogs does not exist'],
    [4444, 'pruned history unavailable'],
    [-32_000, 'header not found'],
  ])('is not asked for in parts: %i %s', async (code, message) => {
    const { count, read } = nodeWith([], { blocks: 0, words: () => ({ code, message }) })
    const failure = await read(1_000_000).catch((error: Error) => error)
    const own = code === 4444 ? (failure as Error).cause : failure
    expect(own).toMatchObject({ details: message })
    expect(count.asked).toBeLessThanOrEqual(5)
  })

  test('ends, when it could not be told from a limit, and nothing is learnt from it', async () => {
    const limits: Limits = { blocks: 0, words: () => ({ code: -32_602, message: 'invalid params' }) }
    const { count, read } = nodeWith([3], limits)
    await expect(read(1_000_000)).rejects.toMatchObject({ details: 'invalid params' })
    expect(count.asked).toBeLessThan(30)
    delete limits.blocks
    const before = count.asked
    expect(await read(1_000_000)).toEqual([3])
    expect(count.asked).toBe(before + 1)
  })

  test('one block that is too much by itself is named', async () => {
    const words = () => ({ code: -32_005, message: 'query returned more than 3 results' })
    const { read } = nodeWith([1, 9, 9, 9, 9], { logs: 3, words })
    await expect(read(100)).rejects.toMatchObject({ name: 'LogsTooLargeError', blockNumber: 9n })
  })
})
