import { type Hash, parseEther, parseGwei } from 'viem'
import { nonceManager, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SentTransaction } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import type { ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

/** Fees, nonces, replacements and confirmations, on a chain that makes no block until it is told to. */
let chain: Chain
let model: ModelReference<'deposits', 'sparse-perceptron'>
const lesson = (label = 1) => ({ model, label, sample: Uint16Array.of(0, 1) })
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
const small = () =>
  ({
    mechanism: 'deposits',
    quantised: {
      classifier: 'sparse-perceptron',
      options: { featureCount: 8, weightBits: 8, learningRate: 10 },
      words: packWeights(new Int32Array(9), 8),
    },
  }) as const
const mine = (blocks = 1) => chain.tester.mine({ blocks })

beforeAll(async () => {
  // the chain comes without the deployment proxy: everything below stands on what was brought along
  chain = await startChain(['--disable-default-create2-deployer'])
  const owner = chain.client(0)
  const estimate = await owner.estimateDeployment({ ...small(), metadata, incentiveOptions })
  const { hashes } = await owner.deployTrainer(kind)
  expect((await owner.getTransaction({ hash: hashes[0]! })).value).toBe(parseEther('0.01'))
  const receipts = await Promise.all(hashes.map(hash => owner.getTransactionReceipt({ hash })))
  const used = receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
  expect(estimate).toMatchObject({
    proxyFunding: parseEther('0.01'),
    cost: estimate.gas * estimate.gasPrice + parseEther('0.01'),
    simulated: true,
    // the model comes after the trainer
    transactions: hashes.length + 1,
  })
  expect(Number(estimate.gas - used) / 1e6).toBeLessThan(1)
  expect(estimate.gas).toBeGreaterThan(used)
  ;({ model } = await owner.createModelSync({
    ...kind,
    classifierOptions: small().quantised.options,
    incentiveOptions,
    metadata,
    words: small().quantised.words,
  }))
})
afterAll(() => chain?.anvil.stop())
beforeEach(() => chain.tester.setAutomine(false))
afterEach(async () => {
  await chain.tester.setAutomine(true)
  await mine()
})

/** Contributes, and gives what was sent, with what comes of it. */
async function start(client: ReturnType<Chain['client']>, more: object = {}) {
  let outcome: ReturnType<typeof client.contributeSync>
  const sent = await new Promise<SentTransaction>((resolve, reject) => {
    outcome = client.contributeSync({ ...lesson(), ...more, onHash: resolve })
    outcome.catch(reject)
  })
  await expect.poll(() => isThere(sent.hash)).toBe(true)
  return { sent, outcome: outcome! }
}

const isThere = (hash: Hash) =>
  chain
    .client(0)
    .getTransaction({ hash })
    .then(
      () => true,
      () => false,
    )

describe('nonces', () => {
  test('five contributions at once of one account all land', async () => {
    const client = chain.client(1)
    const all = Promise.all([1, 0, 1, 0, 1].map(label => client.contributeSync(lesson(label))))
    await expect.poll(async () => (await chain.tester.getTxpoolStatus()).pending).toBe(5)
    await mine()
    const mined = await all
    expect(new Set(mined.map(({ index }) => index)).size).toBe(5)
    expect(new Set(mined.map(({ receipt }) => receipt.blockNumber)).size).toBe(1)
  })

  test('the nonces of an account with a manager are those of the manager', async () => {
    const key = `0x${'07'.repeat(32)}` as const
    const account = privateKeyToAccount(key, { nonceManager })
    await chain.tester.setBalance({ address: account.address, value: parseEther('1') })
    const client = clientAt(chain.anvil.rpcUrl, account)
    const refused = { onRequest: () => Promise.reject(new Error('no')) }
    await expect(client.contribute({ ...lesson(), ...refused })).rejects.toThrow('no')
    const all = Promise.all([1, 0, 1].map(label => client.contributeSync(lesson(label))))
    await expect.poll(async () => (await chain.tester.getTxpoolStatus()).pending).toBe(3)
    await mine()
    expect((await all).map(({ receipt }) => receipt.status)).toEqual(Array(3).fill('success'))
    expect(await nonceManager.get({ address: account.address, chainId: 31_337, client })).toBe(3)
  })

  test('two programs with one account, at once: all land', async () => {
    const programs = [
      clientAt(chain.anvil.rpcUrl, devAccount(2)),
      clientAt(chain.anvil.rpcUrl, devAccount(2)),
    ]
    // what is broadcast by others between the count and the broadcast takes the nonce
    let raced = false
    const proxy = await startProxy(chain.anvil.rpcUrl, async ({ method }) => {
      if (method !== 'eth_sendRawTransaction' || raced) return undefined
      raced = true
      const [other] = programs
      const nonce = await other!.getTransactionCount({ ...other!.account, blockTag: 'pending' })
      await other!.sendTransaction({ to: other!.account.address, nonce, maxFeePerGas: parseGwei('400') })
      return undefined
    })
    const told: SentTransaction[] = []
    const client = clientAt(proxy.url, devAccount(2))
    const outcome = client.contributeSync({ ...lesson(), onHash: sent => void told.push(sent) })
    await expect.poll(async () => (await chain.tester.getTxpoolStatus()).pending).toBe(2)
    await mine()
    expect((await outcome).receipt.status).toBe('success')
    expect(told.map(({ nonce, insteadOf }) => [nonce, insteadOf])).toEqual([
      [0, undefined],
      [1, told[0]!.hash],
    ])
    await proxy.stop()
  })

  test('a nonce that was used, and one that is taken, are said in words', async () => {
    const client = chain.client(1)
    await expect(client.contribute({ ...lesson(), nonce: 0 })).rejects.toMatchObject({
      name: 'NonceTooLowError',
      shortMessage: expect.stringContaining('Nonce 0'),
    })
    const { sent } = await start(client)
    const [told, refused]: [SentTransaction[], Hash[]] = [[], []]
    const again = client.contribute({
      ...{ ...lesson(0), nonce: sent.nonce },
      onHash: each => void told.push(each),
      onRefused: hash => void refused.push(hash),
    })
    await expect(again).rejects.toMatchObject({ name: 'NonceTakenError', nonce: sent.nonce })
    expect(refused).toEqual(told.map(({ hash }) => hash))
  })

  test('an action with several transactions counts from the nonce that is given', async () => {
    await chain.tester.setAutomine(true)
    const owner = chain.client(3)
    const nonce = await owner.getTransactionCount(owner.account)
    const nonces: (number | undefined)[] = []
    await owner.deployModel({
      ...{ mechanism: 'deposits', incentiveOptions, gasBudget: 700_000n, nonce },
      quantised: {
        classifier: 'sparse-perceptron',
        options: { featureCount: 2_000, weightBits: 8, learningRate: 10 },
        words: packWeights(new Int32Array(2_001), 8),
      },
      metadata: { name: 'Many', classes: ['ham', 'spam'], encoder: 'indices-v1:2000' },
      onHash: sent => void nonces.push(sent.nonce),
    })
    expect(nonces.length).toBeGreaterThan(1)
    expect(nonces).toEqual(nonces.map((_, i) => nonce + i))
  })
})

describe('fees', () => {
  test('those that are given are signed; without, all is as the node says', async () => {
    const fees = { maxFeePerGas: parseGwei('77'), maxPriorityFeePerGas: parseGwei('3'), gas: 500_000n }
    const { sent } = await start(chain.client(4), fees)
    expect(await chain.client(4).getTransaction({ hash: sent.hash })).toMatchObject(fees)
    const { sent: legacy } = await start(chain.client(4), { gasPrice: parseGwei('50') })
    expect(await chain.client(4).getTransaction({ hash: legacy.hash })).toMatchObject({
      type: 'legacy',
      gasPrice: parseGwei('50'),
    })
  })

  test('a wallet that signs by itself is asked for them', async () => {
    const client = chain.client(4)
    const fees = { maxFeePerGas: parseGwei('66'), maxPriorityFeePerGas: parseGwei('2') }
    const hash = await client.contribute({ ...lesson(), ...fees, account: client.account.address })
    expect(await client.getTransaction({ hash })).toMatchObject(fees)
    const many = { maxFeePerGas: parseGwei('1'), maxPriorityFeePerGas: parseGwei('2') }
    const refused = client.contribute({ ...lesson(), ...many })
    await expect(refused).rejects.toMatchObject({ name: 'PriorityFeeTooHighError' })
  })

  test('a fee below the base fee is refused before anything is asked or signed', async () => {
    const asked: unknown[] = []
    const more = { maxFeePerGas: 1n, onRequest: (plan: unknown) => void asked.push(plan) }
    await expect(chain.client(4).contribute({ ...lesson(), ...more })).rejects.toMatchObject({
      name: 'FeeTooLowError',
      offered: 1n,
    })
    expect(asked).toEqual([])
  })

  test('who is asked first sees all that is signed, and can say no', async () => {
    const client = chain.client(4)
    const before = await client.getTransactionCount({ ...client.account, blockTag: 'pending' })
    const no = new Error('no')
    const asked: object[] = []
    const onRequest = (plan: object) => {
      asked.push(plan)
      throw no
    }
    await expect(client.contribute({ ...lesson(), onRequest })).rejects.toMatchObject({ cause: no })
    expect(asked).toEqual([
      expect.objectContaining({ to: model.trainer, comesBack: true, nonce: undefined, chainId: 31_337 }),
    ])
    expect(await client.getTransactionCount({ ...client.account, blockTag: 'pending' })).toBe(before)
  })
})

describe('replacements', () => {
  test('a faster one is mined in its place, and counts as the same to who waits', async () => {
    const client = chain.client(5)
    const { sent, outcome } = await start(client)
    const faster = await client.replaceTransaction({ hash: sent.hash, action: 'speedUp' })
    const transaction = await client.getTransaction({ hash: faster })
    expect(transaction).toMatchObject({ nonce: sent.nonce, input: sent.request.data, value: sent.value })
    for (const fee of ['maxFeePerGas', 'maxPriorityFeePerGas'] as const)
      expect(transaction[fee]! * 8n).toBeGreaterThanOrEqual(sent.request[fee]! * 9n)
    await mine()
    expect((await outcome).receipt.transactionHash).toBe(faster)
    const again = client.replaceTransaction({ hash: faster, action: 'cancel' })
    await expect(again).rejects.toMatchObject({ name: 'AlreadyMinedError', transactionHash: faster })
  })

  test('a cancelled one is never mined; it costs no more than gas', async () => {
    const client = chain.client(5)
    const { sent, outcome } = await start(client)
    const failed = outcome.catch(error => error)
    const hash = await client.replaceTransaction({ hash: sent.hash, action: 'cancel' })
    await mine()
    expect(await client.waitForReceipt({ hash })).toMatchObject({ status: 'success', gasUsed: 21_000n })
    expect(await failed).toMatchObject({ name: 'TransactionReplacedError', replacement: hash })
  })

  test('mining is faster than the cancellation: nothing is sent, and it says so', async () => {
    const proxy = await startProxy(chain.anvil.rpcUrl, async ({ method }) => {
      if (method === 'eth_sendRawTransaction') await mine()
      return undefined
    })
    const { sent } = await start(chain.client(5))
    const client = clientAt(proxy.url, devAccount(5))
    await expect(client.replaceTransaction({ hash: sent.hash, action: 'cancel' })).rejects.toMatchObject({
      name: 'AlreadyMinedError',
      transactionHash: sent.hash,
    })
    await proxy.stop()
  })

  test('two at once: one of the three is mined', async () => {
    const client = chain.client(5)
    const other = clientAt(chain.anvil.rpcUrl, devAccount(5))
    const { sent, outcome } = await start(client)
    const both = await Promise.allSettled([
      client.replaceTransaction({ hash: sent.hash, action: 'speedUp' }),
      other.replaceTransaction({ hash: sent.hash, action: 'speedUp' }),
    ])
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
    for (const each of both) if (each.status === 'rejected') expect(each.reason.name).toBe('NonceTakenError')
    await mine()
    await outcome
    expect(await client.getTransactionCount(client.account)).toBe(sent.nonce! + 1)
  })

  test('limits, strangers and empty accounts are refused, and nothing is sent', async () => {
    const client = chain.client(6)
    const { sent } = await start(client)
    const { hash } = sent
    const limit = sent.request.maxFeePerGas! + 1n
    const replace = (more: object) => client.replaceTransaction({ hash, action: 'cancel', ...more })
    await expect(replace({ maxFeePerGas: limit })).rejects.toMatchObject({
      name: 'ReplacementTooDearError',
      limit,
    })
    await expect(replace({ account: devAccount(7) })).rejects.toMatchObject({ name: 'NotReplaceableError' })
    const balance = await client.getBalance(client.account)
    await chain.tester.setBalance({ ...client.account, value: 1n })
    await expect(replace({})).rejects.toMatchObject({
      name: 'InsufficientFundsError',
      shortMessage: expect.stringContaining('it has'),
    })
    await chain.tester.setBalance({ ...client.account, value: balance })
    expect(await isThere(hash)).toBe(true)
    const unknown = client.replaceTransaction({ hash: `0x${'ab'.repeat(32)}`, action: 'speedUp' })
    await expect(unknown).rejects.toMatchObject({ name: 'NotReplaceableError' })
  })

  test('what the node has dropped is sent again by who knows it', async () => {
    const client = chain.client(7)
    const { sent, outcome } = await start(client)
    await chain.tester.dropTransaction({ hash: sent.hash })
    const { hash, request } = sent
    const transaction = { ...request, nonce: sent.nonce! }
    const faster = await client.replaceTransaction({ hash, action: 'speedUp', transaction })
    await mine()
    expect((await outcome).receipt.transactionHash).toBe(faster)
  })
})

describe('confirmations', () => {
  const reorganise = (depth: number) =>
    chain.tester.request({ method: 'anvil_reorg', params: [depth, []] } as never)

  test('a receipt is believed once so many blocks stand on it', async () => {
    let seen = 0
    const { outcome } = await start(chain.client(8), { confirmations: 3, onReceipt: () => seen++ })
    await mine(2)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(seen).toBe(0)
    await mine()
    const { receipt } = await outcome
    const { hash } = await chain.client(8).getBlock({ blockNumber: receipt.blockNumber })
    expect({ seen, hash }).toEqual({ seen: 1, hash: receipt.blockHash })
  })

  test('what a reorganisation has undone is waited for anew', async () => {
    const client = chain.client(8)
    const { sent, outcome } = await start(client, { confirmations: 4 })
    await mine(2)
    const first = await client.getTransactionReceipt(sent)
    await reorganise(2)
    await expect(client.getTransactionReceipt(sent)).rejects.toThrow()
    await client.request({
      method: 'eth_sendRawTransaction',
      params: [await signedAgain(client, sent)],
    })
    await mine(4)
    const { receipt } = await outcome
    expect(receipt.blockHash).not.toBe(first.blockHash)
    expect((await client.getBlock({ blockNumber: receipt.blockNumber })).hash).toBe(receipt.blockHash)
  })

  test('what is gone after a reorganisation is not called mined', async () => {
    const { outcome } = await start(chain.client(8), { confirmations: 3 })
    const failed = outcome.catch(error => error)
    await mine()
    await chain.tester.request({ method: 'anvil_rollback', params: [1] } as never)
    expect((await failed).name).toBe('TransactionDroppedError')
  })
})

/** The very same bytes once more. */
async function signedAgain(client: ReturnType<Chain['client']>, { request, nonce }: SentTransaction) {
  const { to, data, value, gas, chainId, maxFeePerGas, maxPriorityFeePerGas } = request
  const fees = { maxFeePerGas: maxFeePerGas!, maxPriorityFeePerGas: maxPriorityFeePerGas! }
  return client.account.signTransaction!({
    ...{ to: to!, data, value, gas: gas!, chainId, nonce: nonce!, type: 'eip1559' },
    ...fees,
  })
}
