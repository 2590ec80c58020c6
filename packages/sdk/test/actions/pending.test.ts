import { type Hash, parseEther, parseGwei } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SentTransaction } from '../../src/actions/index.ts'
import type { ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

/** Transactions that wait for a block: for ever, dropped, replaced, mined later. */
let chain: Chain
let model: ModelReference<'deposits', 'sparse-perceptron'>
const sample = Uint16Array.of(0, 1)
const lesson = () => ({ model, label: 1, sample })

beforeAll(async () => {
  chain = await startChain()
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  ;({ model } = await owner.createModelSync({
    ...kind,
    classifierOptions: { featureCount: 8, weightBits: 8, learningRate: 10 },
    incentiveOptions,
    metadata: { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' },
    words: packWeights(new Int32Array(9), 8),
  }))
})
afterAll(() => chain?.anvil.stop())
beforeEach(() => chain.tester.setAutomine(false))
afterEach(async () => {
  await chain.tester.setAutomine(true)
  await chain.tester.mine({ blocks: 1 })
})

/** Starts a contribution, and gives its hash as soon as it is told, with what comes of it. */
async function start(client: ReturnType<Chain['client']>, timeout?: number) {
  let outcome: ReturnType<typeof client.contributeSync>
  const sent = await new Promise<SentTransaction>((resolve, reject) => {
    outcome = client.contributeSync({ ...lesson(), onHash: resolve, timeout })
    outcome.catch(reject)
  })
  return { sent, outcome: outcome! }
}

const known = (hash: Hash) =>
  chain
    .client(0)
    .getTransaction({ hash })
    .then(
      () => true,
      () => false,
    )

test('the hash is told before anything is mined, with the place of the transaction', async () => {
  const client = chain.client(1)
  const { sent, outcome } = await start(client)
  await expect.poll(() => known(sent.hash)).toBe(true)
  const transaction = await client.getTransaction({ hash: sent.hash })
  expect(transaction.blockNumber).toBeNull()
  expect(sent).toMatchObject({
    hash: transaction.hash,
    account: client.account.address,
    nonce: transaction.nonce,
    value: transaction.value,
  })
  expect(await client.getTransactionStatus({ hash: sent.hash })).toMatchObject({ status: 'pending' })
  await chain.tester.mine({ blocks: 1 })
  const receipts: Hash[] = []
  const { receipt } = await outcome
  expect(receipt.transactionHash).toBe(sent.hash)
  await client.waitForReceipt({ hash: sent.hash, onReceipt: each => receipts.push(each.transactionHash) })
  expect(receipts).toEqual([sent.hash])
})

test('when the listener refuses, nothing is sent', async () => {
  const client = chain.client(1)
  let hash: Hash | undefined
  const refusal = new Error('already sent')
  const refused = client.contribute({
    ...lesson(),
    onHash: sent => {
      hash = sent.hash
      throw refusal
    },
  })
  await expect(refused).rejects.toMatchObject({ cause: refusal })
  expect(await known(hash!)).toBe(false)
  expect((await chain.tester.getTxpoolStatus()).pending).toBe(0)
})

test('a wallet that signs by itself tells the hash as well', async () => {
  const client = chain.client(1)
  const told: SentTransaction[] = []
  const account = client.account.address
  const hash = await client.contribute({ ...lesson(), account, onHash: sent => void told.push(sent) })
  expect(told).toMatchObject([{ hash, account, nonce: undefined, value: expect.any(BigInt) }])
})

test('after the timeout it says which transaction is under way; it can be waited for again', async () => {
  const client = chain.client(2)
  const { sent, outcome } = await start(client, 300)
  await expect(outcome).rejects.toMatchObject({
    name: 'TransactionTimeoutError',
    transactionHash: sent.hash,
    timeout: 300,
    metaMessages: [expect.stringContaining('may still be mined'), expect.anything()],
  })
  const later = client.waitForReceipt({ hash: sent.hash })
  await chain.tester.mine({ blocks: 1 })
  expect(await later).toMatchObject({ transactionHash: sent.hash, status: 'success' })
})

test('waiting for long leaves no listeners behind', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  const { outcome } = await start(chain.client(2), 3_000)
  await expect(outcome).rejects.toMatchObject({ name: 'TransactionTimeoutError' })
  process.off('warning', note)
  expect(warnings).toEqual([])
})

test('a transaction that the node dropped is noticed', async () => {
  const client = chain.client(3)
  const { sent, outcome } = await start(client)
  await expect.poll(() => known(sent.hash)).toBe(true)
  await chain.tester.dropTransaction({ hash: sent.hash })
  await expect(outcome).rejects.toMatchObject({
    name: 'TransactionDroppedError',
    transactionHash: sent.hash,
  })
  const place = { account: sent.account, nonce: sent.nonce! }
  expect(await client.getTransactionStatus({ hash: sent.hash, place })).toEqual({ status: 'unknown' })
})

test('another transaction with its nonce is noticed, now and blocks later', async () => {
  const client = chain.client(4)
  const { sent, outcome } = await start(client)
  await expect.poll(() => known(sent.hash)).toBe(true)
  const replacement = await client.sendTransaction({
    ...{ to: client.account.address, value: 1n, nonce: sent.nonce! },
    ...{ maxFeePerGas: parseGwei('200'), maxPriorityFeePerGas: parseGwei('100') },
  })
  // long enough for a dropped one to be given up
  await new Promise(resolve => setTimeout(resolve, 1_500))
  await chain.tester.mine({ blocks: 1 })
  await expect(outcome).rejects.toMatchObject({
    name: 'TransactionReplacedError',
    transactionHash: sent.hash,
    replacement,
  })
  await chain.tester.mine({ blocks: 37 })
  await client.sendTransaction({ to: client.account.address, value: 2n })
  await chain.tester.mine({ blocks: 5 })
  const place = { account: sent.account, nonce: sent.nonce! }
  const status = await client.getTransactionStatus({ hash: sent.hash, place })
  expect(status).toMatchObject({ status: 'replaced', replacement: { hash: replacement } })
})

test('a replacement is noticed behind a node that never saw the transaction', async () => {
  let hidden: Hash | undefined
  const account = chain.client(9).account
  const proxy = await startProxy(chain.anvil.rpcUrl, ({ method, params }) =>
    method === 'eth_getTransactionByHash' && params?.[0] === hidden ? { result: null } : undefined,
  )
  try {
    const client = clientAt(proxy.url, account)
    const outcome = client.contributeSync({
      ...lesson(),
      onHash: sent => {
        hidden = sent.hash
      },
    })
    outcome.catch(() => {})
    await expect.poll(() => hidden !== undefined).toBe(true)
    await expect.poll(() => known(hidden!)).toBe(true)
    const { nonce } = await chain.client(0).getTransaction({ hash: hidden! })
    const replacement = await chain.client(9).sendTransaction({
      ...{ to: account.address, value: 1n, nonce },
      ...{ maxFeePerGas: parseGwei('200'), maxPriorityFeePerGas: parseGwei('100') },
    })
    // long enough for an unknown one to be given up
    await new Promise(resolve => setTimeout(resolve, 1_500))
    await chain.tester.mine({ blocks: 1 })
    await expect(outcome).rejects.toMatchObject({ name: 'TransactionReplacedError', replacement })
  } finally {
    await proxy.stop()
  }
})

test('the same contribution with a higher fee counts as the one that was sent', async () => {
  const client = chain.client(5)
  let looks = 0
  const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) => {
    if (method === 'eth_getTransactionByHash') looks++
    return undefined
  })
  try {
    const { sent, outcome } = await start(clientAt(proxy.url, client.account))
    // a second look begins when the first has seen the transaction
    await expect.poll(() => looks).toBeGreaterThan(1)
    const { to, input, value, gas, nonce } = await client.getTransaction({ hash: sent.hash })
    const faster = await client.sendTransaction({
      ...{ to: to!, data: input, value, gas, nonce },
      ...{ maxFeePerGas: parseGwei('200'), maxPriorityFeePerGas: parseGwei('100') },
    })
    await chain.tester.mine({ blocks: 1 })
    const { receipt, contributor } = await outcome
    expect(receipt.transactionHash).toBe(faster)
    expect(contributor).toBe(client.account.address)
  } finally {
    await proxy.stop()
  }
})

test('the node goes away while waiting: the error names the transaction', async () => {
  let gone = false
  const proxy = await startProxy(chain.anvil.rpcUrl, () => (gone ? 'before' : undefined))
  try {
    const { sent, outcome } = await start(clientAt(proxy.url, chain.client(6).account))
    await expect.poll(() => known(sent.hash)).toBe(true)
    gone = true
    await expect(outcome).rejects.toMatchObject({
      name: 'NodeUnreachableError',
      transactionHash: sent.hash,
    })
  } finally {
    await proxy.stop()
  }
})

test('the answer to a broadcast is lost: the error names the transaction, which is there', async () => {
  const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) =>
    method === 'eth_sendRawTransaction' ? 'after' : undefined,
  )
  try {
    const client = clientAt(proxy.url, chain.client(7).account)
    const error = await client.contribute(lesson()).catch(failure => failure)
    expect(error).toMatchObject({ name: 'NodeUnreachableError' })
    expect(await known(error.transactionHash)).toBe(true)
    expect((await client.getTransaction({ hash: error.transactionHash })).value).toBeLessThan(parseEther('1'))
  } finally {
    await proxy.stop()
  }
})

test('behind one address, nodes that have not heard of a transaction do not make it look dropped', async () => {
  let looks = 0
  const forgetful = ['eth_getTransactionByHash', 'eth_getTransactionReceipt']
  const proxy = await startProxy(chain.anvil.rpcUrl, ({ method }) =>
    forgetful.includes(method) && looks++ % 4 < 2 ? { result: null } : undefined,
  )
  try {
    const { sent, outcome } = await start(clientAt(proxy.url, chain.client(8).account), 2_000)
    await expect(outcome).rejects.toMatchObject({ name: 'TransactionTimeoutError' })
    expect(await known(sent.hash)).toBe(true)
  } finally {
    await proxy.stop()
  }
})
