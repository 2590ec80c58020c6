import { type AddressInfo, createServer } from 'node:net'
import { type BadNode, type Badness, type Oddity, startBadNode } from '@cotrain/testing/badNode'
import { createClient, createWalletClient, keccak256, publicActions } from 'viem'
import { getBalance, getBlockNumber, getChainId } from 'viem/actions'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import { toCotrainError } from '../../src/errors/index.ts'
import { type NodeTransportOptions, nodeTransport } from '../../src/transports/index.ts'
import { type Chain, startChain } from '../actions/chain.ts'

let chain: Chain
let node: BadNode
let other: BadNode
beforeAll(async () => {
  chain = await startChain()
  node = await startBadNode(chain.anvil.rpcUrl)
  other = await startBadNode(chain.anvil.rpcUrl)
})
afterEach(() => {
  node.badness = {}
  other.badness = {}
})
afterAll(async () => {
  await Promise.all([node?.stop(), other?.stop()])
  await chain?.anvil.stop()
})

const clientOf = (urls: string | string[], options: NodeTransportOptions = {}) =>
  createClient({ chain: foundry, transport: nodeTransport(urls, options) })

const balances = (client: ReturnType<typeof clientOf>, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => getBalance(client, { address: devAccount(i).address })))

/** What comes of a request, as actions of the SDK say it. */
async function failureOf(request: Promise<unknown>) {
  return request.then(
    () => undefined,
    (error: unknown) => toCotrainError(error),
  )
}

/** Each oddity once, then nothing. */
const once = (...oddities: Oddity[]) => {
  return { odd: () => oddities.shift() }
}

describe('a node that gets too many requests', () => {
  test.each<[string, Badness]>([
    ['says how many seconds', {}],
    ['says until which date', { retryAfter: () => new Date(Date.now() + 1000).toUTCString() }],
    ['does not say how long', { retryAfter: () => undefined }],
    ['says it with an error, too', { retryAfter: () => undefined, asError: true }],
  ])('is asked again, when it %s', async (_, badness) => {
    node.badness = { perSecond: 5, ...badness }
    const before = node.count.throttled
    expect(await balances(clientOf(node.url), 8)).toHaveLength(8)
    expect(node.count.throttled).toBeGreaterThan(before)
  })

  test('is not waited for longer than a request may take: the error says how long it asks', async () => {
    node.badness = { perSecond: 0, retryAfter: () => '86400' }
    const url = `${node.url}/v3/sEcrEt0123?key=sEcrEt0123`
    const client = clientOf(url)
    const before = node.count.requests
    const [first, second] = await Promise.all([failureOf(getChainId(client)), failureOf(balances(client, 9))])
    const third = await failureOf(getBlockNumber(client, { cacheTime: 0 }))
    for (const error of [first, second, third]) {
      expect(error).toMatchObject({ name: 'RateLimitedError', url: `${node.url}/…` })
      expect(error!.shortMessage).toMatch(/asks to wait 86[34]\d\d seconds/)
      expect(error!.message).not.toContain('sEcrEt')
    }
    // what waits is not asked for all the same
    expect(node.count.requests - before).toBeLessThan(4)
  })

  test('in vain: after as long as one may wait', async () => {
    node.badness = { perSecond: 0, retryAfter: () => undefined }
    const error = await failureOf(getChainId(clientOf(node.url, { patience: 1_500 })))
    expect(error).toMatchObject({ name: 'RateLimitedError' })
    expect((error as { waited?: number }).waited).toBeGreaterThan(0.3)
  })
})

describe('a node in trouble', () => {
  const page = '<html><h1>Bad gateway</h1></html>'

  test.each<[string, Oddity]>([
    ['502 with a page', { status: 502, page }],
    ['503 with a page', { status: 503, page }],
    ['504 with a page', { status: 504, page }],
    ['a page as if all were well', { status: 200, page }],
    ['an answer to another request', 'other-id'],
    ['half of an answer, and hangs up', 'broken'],
    ['half of an answer', 'cut'],
  ])('is asked again after %s', async (_, oddity) => {
    const client = clientOf(node.url)
    node.badness = once(oddity, oddity)
    expect(await getChainId(client)).toBe(foundry.id)
    node.badness = once(oddity)
    expect(new Set(await balances(client, 6)).size).toBeGreaterThan(0)
  })

  test.each<[Oddity, object]>([
    [
      { status: 502, page },
      { name: 'NodeTroubleError', status: 502 },
    ],
    [
      { status: 403, page },
      { name: 'NodeTroubleError', status: 403 },
    ],
    [
      { status: 200, page },
      { name: 'NodeTroubleError', status: undefined },
    ],
    ['other-id', { name: 'NodeTroubleError', status: undefined }],
    ['cut', { name: 'NodeTroubleError', status: undefined }],
    ['broken', { name: 'NodeUnreachableError' }],
    ['silence', { name: 'NodeUnreachableError' }],
  ])('that does not pass is named: %j', async (oddity, expected) => {
    node.badness = { odd: () => oddity }
    const client = clientOf(`${node.url}/v3/sEcrEt0123`, {
      patience: 600,
      timeout: oddity === 'silence' ? 150 : 10_000,
    })
    const error = await failureOf(getChainId(client))
    expect(error).toMatchObject({ ...expected, url: `${node.url}/…` })
    expect(error!.message).not.toContain('sEcrEt')
  })

  test('a transaction whose answer is lost was sent once', async () => {
    const sender = createWalletClient({
      account: devAccount(5),
      chain: foundry,
      transport: nodeTransport(node.url),
    }).extend(publicActions)
    const request = await sender.prepareTransactionRequest({ to: devAccount(6).address, value: 1n })
    const signed = await sender.signTransaction(request)
    await chain.tester.setAutomine(false)
    node.badness = {
      odd: ({ method }) => (method === 'eth_sendRawTransaction' && left-- > 0 ? 'broken' : undefined),
    }
    let left = 1
    const hash = await sender.sendRawTransaction({ serializedTransaction: signed })
    expect(hash).toBe(keccak256(signed))
    await chain.tester.setAutomine(true)
  })
})

describe('requests', () => {
  test('that are made together go together', async () => {
    const client = clientOf(node.url)
    const before = node.count.requests
    await balances(client, 15)
    expect(node.count.requests - before).toBe(1)
  })

  test('go one by one to a node that takes no batches, as it shows once', async () => {
    node.badness = { noBatches: true }
    const client = clientOf(node.url)
    const before = node.count.requests
    expect(await balances(client, 6)).toHaveLength(6)
    expect(await balances(client, 6)).toHaveLength(6)
    expect(node.count.requests - before).toBe(13)
  })

  test('are not more at the same time than the node is to get', async () => {
    let [now, most] = [0, 0]
    node.badness = {
      latency: () => {
        most = Math.max(most, ++now)
        setTimeout(() => now--, 20)
        return 25
      },
    }
    await balances(clientOf(node.url, { batchSize: 1, concurrency: 3 }), 12)
    expect(most).toBe(3)
  })
})

describe('several nodes', () => {
  test('the next stands in for one that is gone', async () => {
    const client = clientOf(['http://127.0.0.1:1', node.url])
    expect(await getChainId(client)).toBe(foundry.id)
    const before = node.count.requests
    await balances(client, 5)
    expect(node.count.requests).toBeGreaterThan(before)
  })

  test('the first is used as long as it answers', async () => {
    const client = clientOf([node.url, other.url])
    const before = other.count.requests
    for (let i = 0; i < 5; i++) await getBlockNumber(client, { cacheTime: 0 })
    expect(other.count.requests).toBe(before)
  })

  test('one that has fallen behind what was seen does not, until it has caught up', async () => {
    await chain.tester.mine({ blocks: 20 })
    const head = await getBlockNumber(clientOf(chain.anvil.rpcUrl))
    const client = clientOf([node.url, other.url], { patience: 800 })
    expect(await getBlockNumber(client, { cacheTime: 0 })).toBe(head)
    node.badness = { odd: () => ({ status: 502, page: '' }) }
    other.badness = { lag: () => 7 }
    expect(await failureOf(getBlockNumber(client, { cacheTime: 0 }))).toMatchObject({
      name: 'NodeTroubleError',
      status: 502,
    })
    other.badness = { lag: () => 5 }
    const later = clientOf([node.url, other.url])
    node.badness = {}
    await getBlockNumber(later, { cacheTime: 0 })
    node.badness = { odd: () => ({ status: 502, page: '' }) }
    expect(await getBlockNumber(later, { cacheTime: 0 })).toBe(head - 5n)
  })

  test('one of another chain does not', async () => {
    node.badness = { odd: () => ({ status: 502, page: '' }) }
    other.badness = { chainId: 5 }
    const client = clientOf([node.url, other.url], { patience: 800 })
    const asked: string[] = []
    other.badness.refuses = ({ method }) => {
      asked.push(method)
      return false
    }
    expect((await failureOf(getBalance(client, { address: devAccount(0).address })))!.name).toMatch(
      /NodeTroubleError|WrongChainError/,
    )
    expect(new Set(asked)).toEqual(new Set(['eth_chainId']))
  })
})

describe('a web socket', () => {
  test('is asked as any node, opened again when it was closed, and can be closed', async () => {
    const client = clientOf(chain.anvil.rpcUrl.replace('http', 'ws'))
    expect(await getChainId(client)).toBe(foundry.id)
    expect(await balances(client, 5)).toHaveLength(5)
    client.transport.close()
    expect(await getChainId(client)).toBe(foundry.id)
    client.transport.close()
  })

  test.each([
    ['that nobody hears', 'ws://127.0.0.1:1'],
    ['that never answers', undefined],
  ])('%s', async (_, address) => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise(resolve => silent.once('listening', resolve))
    const url = address ?? `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const client = clientOf(`${url}/sEcrEt0123`, { timeout: 200, patience: 800 })
    const error = await failureOf(getChainId(client))
    expect(error).toMatchObject({ name: 'NodeUnreachableError', url: `${url}/…` })
    expect(error!.message).not.toContain('sEcrEt')
    silent.close()
  })
})
