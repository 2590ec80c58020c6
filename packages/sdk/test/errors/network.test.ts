import { createWalletClient, custom, http, publicActions, UserRejectedRequestError } from 'viem'
import { getTransactionCount } from 'viem/actions'
import { foundry, mainnet } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitForEvents } from '../../src/actions/internal/waitForEvents.ts'
import { cotrainActions, devAccount } from '../../src/clients/index.ts'
import { CotrainError, toCotrainError } from '../../src/errors/index.ts'
import { parseModelId } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { createTwin } from '../../src/twin/index.ts'
import { type Chain, clientAt, incentiveOptions, kind, startChain } from '../actions/chain.ts'
import { startProxy } from '../actions/proxy.ts'

const model = { ...parseModelId('deposits:0'), ...kind }
const sample = Uint16Array.of(0)
const deployment = {
  mechanism: 'deposits' as const,
  incentiveOptions,
  quantised: {
    classifier: 'sparse-perceptron' as const,
    options: { featureCount: 8, weightBits: 8, learningRate: 10 },
    words: packWeights(new Int32Array(9), 8),
  },
  metadata: { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' },
}

describe('failures of the network and the wallet become typed errors', () => {
  let chain: Chain

  beforeAll(async () => {
    chain = await startChain()
  })
  afterAll(() => chain?.anvil.stop())

  test('a wrong chain, in reads and writes', async () => {
    const client = createWalletClient({
      account: devAccount(0),
      chain: mainnet,
      transport: http(chain.anvil.rpcUrl),
    })
      .extend(publicActions)
      .extend(cotrainActions())
    const expected = { name: 'WrongChainError', currentChainId: foundry.id, expectedChainId: mainnet.id }
    await expect(client.predict({ model, sample })).rejects.toMatchObject(expected)
    await expect(client.listModels()).rejects.toMatchObject(expected)
    await expect(client.deployTrainer(kind)).rejects.toMatchObject(expected)
    await expect(client.contribute({ model, label: 1, sample, value: 1n })).rejects.toMatchObject(expected)
    const [mismatch] = await Promise.allSettled([client.sendTransaction({ to: model.trainer, value: 1n })])
    expect(toCotrainError((mismatch as PromiseRejectedResult).reason)).toMatchObject(expected)
  })

  test('no trainer on the chain: reads say so, and no deposit is lost', async () => {
    const client = chain.client(0)
    const expected = { name: 'TrainerNotDeployedError', address: model.trainer, chainId: foundry.id }
    await expect(client.predict({ model, sample })).rejects.toMatchObject(expected)
    await expect(client.getModel({ model })).rejects.toMatchObject(expected)
    await expect(client.contribute({ model, label: 1, sample, value: 5n })).rejects.toMatchObject(expected)
    await expect(client.refund({ model, index: 0n })).rejects.toMatchObject(expected)
    expect(await client.getBalance({ address: model.trainer })).toBe(0n)
    expect(await client.listModels()).toEqual([])
  })

  test('a chain without the deployment proxy', async () => {
    const bare = await startChain(['--disable-default-create2-deployer'])
    const proxy = await startProxy(bare.anvil.rpcUrl, ({ method }) =>
      method === 'eth_sendRawTransaction'
        ? { error: 'only replay-protected (EIP-155) transactions allowed' }
        : undefined,
    )
    const client = clientAt(proxy.url, devAccount(0))
    const before = await client.getBalance(client.account)
    const expected = {
      name: 'DeployerProxyRefusedError',
      chainId: foundry.id,
      metaMessages: expect.arrayContaining(['Nothing was sent.']),
    }
    await expect(client.deployTrainer(kind)).rejects.toMatchObject(expected)
    await expect(client.estimateDeployment(deployment)).rejects.toMatchObject(expected)
    expect(await client.getBalance(client.account)).toBe(before)
    await proxy.stop()
    await bare.anvil.stop()
  })

  test('a chain whose rules are too old for the trainers', async () => {
    const old = await startChain(['--hardfork', 'shanghai'])
    const client = old.client(0)
    const expected = { name: 'ChainTooOldError', chainId: foundry.id }
    await expect(client.deployTrainer(kind)).rejects.toMatchObject(expected)
    await expect(client.estimateDeployment(deployment)).rejects.toMatchObject(expected)
    expect(await getTransactionCount(client, { address: devAccount(0).address })).toBe(0)
    await old.anvil.stop()
  })

  test('a node that is not there', async () => {
    const gone = await startChain()
    const client = gone.client(0)
    await gone.anvil.stop()
    const expected = { name: 'NodeUnreachableError', url: gone.anvil.rpcUrl }
    await expect(client.price({ model })).rejects.toMatchObject(expected)
    await expect(client.listModels()).rejects.toMatchObject(expected)
    await expect(client.deployTrainer(kind)).rejects.toMatchObject(expected)
    await expect(client.syncModel({ model })).rejects.toMatchObject(expected)
  })

  test('a node that goes away while a transaction is pending', async () => {
    let gone = false
    const proxy = await startProxy(chain.anvil.rpcUrl, () => (gone ? 'before' : undefined))
    await chain.tester.setAutomine(false)
    const client = clientAt(proxy.url, devAccount(3))
    const hash = await client.sendTransaction({ to: devAccount(4).address, value: 1n })
    gone = true
    await expect(
      waitForEvents(client, { model: kind, hash, eventName: 'Contributed' }),
    ).rejects.toMatchObject({
      name: 'NodeUnreachableError',
      transactionHash: hash,
    })
    await chain.tester.setAutomine(true)
    await proxy.stop()
  })

  test('an account without money, and no account', async () => {
    const client = clientAt(chain.anvil.rpcUrl, devAccount(77))
    await expect(client.deployTrainer(kind)).rejects.toMatchObject({ name: 'InsufficientFundsError' })
    const anonymous = createWalletClient({ chain: foundry, transport: http(chain.anvil.rpcUrl) }).extend(
      cotrainActions(),
    )
    await expect(anonymous.deployTrainer(kind)).rejects.toMatchObject({ name: 'AccountMissingError' })
    await expect(anonymous.contribute({ model, label: 1, sample, value: 1n })).rejects.toMatchObject({
      name: 'AccountMissingError',
    })
  })

  test('a wallet whose person says no', async () => {
    const node = chain.client(0)
    const wallet = createWalletClient({
      account: devAccount(0).address,
      chain: foundry,
      transport: custom({
        async request({ method, params }) {
          if (method === 'eth_sendTransaction') throw new UserRejectedRequestError(new Error('no'))
          return node.request({ method, params } as never)
        },
      }),
    }).extend(cotrainActions())
    await expect(wallet.deployTrainer(kind)).rejects.toMatchObject({ name: 'UserRejectedError' })
  })

  test('toCotrainError: the twin, other errors, and what is no error', () => {
    const twin = createTwin(kind)
    const thrown = (() => {
      try {
        twin.price(3n, 0n)
        return undefined
      } catch (error) {
        return error
      }
    })()
    expect(toCotrainError(thrown)).toMatchObject({ name: 'UnknownModelError', modelId: 3n, cause: thrown })
    expect(toCotrainError(new RangeError('out'))).toMatchObject({ name: 'CotrainError', shortMessage: 'out' })
    expect(toCotrainError('odd').shortMessage).toBe('odd')
    const own = new CotrainError('mine', { cause: new RangeError('deep') })
    expect(toCotrainError(own)).toBe(own)
    expect(own.walk()).toBeInstanceOf(RangeError)
    expect(own.walk(error => error instanceof TypeError)).toBeNull()
    expect(own.walk(error => error instanceof CotrainError)).toBe(own)
  })
})
