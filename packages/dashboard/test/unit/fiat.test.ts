import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import {
  type Client,
  concat,
  createPublicClient,
  createTestClient,
  encodeAbiParameters,
  type Hex,
  http,
  numberToHex,
  parseEther,
  size,
  toFunctionSelector,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFeed } from '../../src/features/transactions/cost/readFeed.ts'
import { formatFiat } from '../../src/features/transactions/fiat.ts'

/** The code of a contract that gives a fixed answer to each of some functions, and reverts else. */
function answering(answers: Record<string, Hex>): Hex {
  const all = Object.entries(answers).map(([signature, data]) => ({
    selector: toFunctionSelector(signature),
    data,
  }))
  const push2 = (value: number) => concat(['0x61', numberToHex(value, { size: 2 })])
  const start = 5 + all.length * 11 + 3
  const bodies = start + all.length * 15
  // selector of the call; then for each: DUP1 PUSH4 EQ PUSH2 JUMPI
  const jumps = all.map(({ selector }, index) =>
    concat(['0x8063', selector, '0x14', push2(start + index * 15), '0x57']),
  )
  // JUMPDEST CODECOPY(0, offset, length) RETURN(0, length)
  const returns = all.map(({ data }, index) => {
    const offset = bodies + all.slice(0, index).reduce((sum, each) => sum + size(each.data), 0)
    return concat(['0x5b', push2(size(data)), push2(offset), '0x5f39', push2(size(data)), '0x5ff3', '0x00'])
  })
  return concat(['0x5f3560e01c', ...jumps, '0x5f5ffd', ...returns, ...all.map(({ data }) => data)])
}

describe('a price feed', () => {
  const now = 1_800_000_000
  const address = '0x00000000000000000000000000000000000feed1'
  const feed = { address, description: 'ETH / USD', heartbeat: 3_600 } as const
  let anvil: Anvil
  let client: Client

  beforeAll(async () => {
    anvil = await startAnvil()
    client = createPublicClient({ chain: foundry, transport: http(anvil.rpcUrl) }) as Client
  })
  afterAll(() => anvil?.stop())

  async function tells(description: string, answer: bigint, updatedAt: number) {
    const round = [1n, answer, BigInt(updatedAt), BigInt(updatedAt), 1n] as const
    const types = ['uint80', 'int256', 'uint256', 'uint256', 'uint80'].map(type => ({ type }))
    const bytecode = answering({
      'description()': encodeAbiParameters([{ type: 'string' }], [description]),
      'decimals()': encodeAbiParameters([{ type: 'uint8' }], [8]),
      'latestRoundData()': encodeAbiParameters(types, round),
    })
    const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
    await tester.setCode({ address, bytecode })
  }

  it('is believed while it is fresh', async () => {
    await tells('ETH / USD', 301_234_000_000n, now - 600)
    expect(await readFeed(client, feed, now)).toBe(3012.34)
  })

  it('is not believed when it is stale, of something else, or says nonsense', async () => {
    await tells('ETH / USD', 301_234_000_000n, now - 3 * 3_600)
    expect(await readFeed(client, feed, now)).toBeUndefined()
    await tells('BTC / USD', 301_234_000_000n, now)
    expect(await readFeed(client, feed, now)).toBeUndefined()
    await tells('ETH / USD', -1n, now)
    expect(await readFeed(client, feed, now)).toBeUndefined()
  })

  it('is nothing where there is no such contract', async () => {
    const absent = { ...feed, address: '0x00000000000000000000000000000000000feed2' } as const
    expect(await readFeed(client, absent, now)).toBeUndefined()
  })
})

describe('money in words', () => {
  const fiat = { price: 3_000, currency: 'USD' }

  it('has two digits, none where it is much, and is never 0 where there is something', () => {
    expect(formatFiat(parseEther('0.0004'), fiat)).toBe('1.20 USD')
    expect(formatFiat(parseEther('12'), fiat)).toBe('36,000 USD')
    expect(formatFiat(1n, fiat)).toBe('under 0.01 USD')
    expect(formatFiat(0n, fiat)).toBe('0.00 USD')
  })
})
