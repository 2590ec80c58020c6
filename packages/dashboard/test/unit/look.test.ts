import { devAccount } from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import {
  type Client,
  createPublicClient,
  createTestClient,
  type Hash,
  http,
  keccak256,
  parseGwei,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JournalTransaction } from '../../src/features/transactions/journal/transaction.ts'
import { findAsked, lookAt, startRound } from '../../src/features/transactions/watching/look.ts'
import { clientOf } from '../support/chain.ts'

/** What a look shows, on a chain that makes no blocks until it is told to. */
describe('a look at a transaction', () => {
  let anvil: Anvil
  let client: Client
  const tester = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
  const { address: account } = devAccount(3)
  const to = devAccount(4).address

  beforeAll(async () => {
    anvil = await startAnvil()
    client = createPublicClient({ chain: foundry, transport: http(anvil.rpcUrl) }) as Client
    await tester().setAutomine(false)
  })
  afterAll(() => anvil?.stop())
  beforeEach(() => tester().mine({ blocks: 1 }))

  const send = (options: object = {}) =>
    clientOf(anvil.rpcUrl, 3).sendTransaction({ to, value: 5n, gas: 21_000n, ...options })
  const nextNonce = () => clientOf(anvil.rpcUrl, 3).getTransactionCount({ address: account })
  const noted = (hash: Hash, nonce?: number): JournalTransaction & { hash: Hash } => ({
    ...{ id: 'x', chainId: 31337, account, title: 'x', state: 'sent', page: 'x', madeAt: 0, changedAt: 0 },
    ...{ hash, nonce, asked: { to, value: '5', dataHash: keccak256('0x') } },
  })
  const look = async (transaction: ReturnType<typeof noted>, local = true) =>
    lookAt(client, transaction, await startRound(client, local))

  it('shows that it waits and which number it has, then its block', async () => {
    const nonce = await nextNonce()
    const hash = await send()
    expect(await look(noted(hash))).toMatchObject({ status: 'pending', nonce })
    await tester().mine({ blocks: 1 })
    expect(await look(noted(hash))).toMatchObject({ status: 'mined', success: true, final: true })
    expect(await look(noted(hash), false)).toMatchObject({ status: 'mined', final: false })
    await tester().mine({ blocks: 80 })
    expect(await look(noted(hash), false)).toMatchObject({ status: 'mined', final: true })
  })

  it('shows that a reorganisation has undone it', async () => {
    const hash = await send()
    await tester().mine({ blocks: 1 })
    const there = await look(noted(hash))
    await tester().request({ method: 'anvil_reorg', params: [1, []] } as never)
    const gone = await look(noted(hash))
    expect(there.status).toBe('mined')
    expect(['pending', 'unknown']).toContain(gone.status)
  })

  it('follows it when it was sped up, and knows when it was cancelled', async () => {
    const nonce = await nextNonce()
    const first = await send({ nonce, maxFeePerGas: parseGwei('3'), maxPriorityFeePerGas: parseGwei('1') })
    const dearer = { nonce, maxFeePerGas: parseGwei('9'), maxPriorityFeePerGas: parseGwei('3') }
    const faster = await send(dearer)
    expect((await look(noted(first, nonce))).status).toBe('pending')
    await tester().mine({ blocks: 1 })
    expect(await look(noted(first, nonce))).toMatchObject({ status: 'mined', hash: faster })

    const other = await send({
      nonce: nonce + 1,
      maxFeePerGas: parseGwei('3'),
      maxPriorityFeePerGas: parseGwei('1'),
    })
    await send({ ...dearer, nonce: nonce + 1, to: account, value: 0n })
    await tester().mine({ blocks: 1 })
    expect(await look(noted(other, nonce + 1))).toMatchObject({ status: 'replaced', cancels: true })
  })

  it('knows that it was cancelled before anybody saw its number', async () => {
    const nonce = await nextNonce()
    const first = await send({ maxFeePerGas: parseGwei('3'), maxPriorityFeePerGas: parseGwei('1') })
    const dearer = { maxFeePerGas: parseGwei('9'), maxPriorityFeePerGas: parseGwei('3') }
    await send({ ...dearer, nonce, to: account, value: 0n })
    await tester().mine({ blocks: 1 })
    expect(await look({ ...noted(first), nextNonce: nonce })).toMatchObject({
      status: 'replaced',
      cancels: true,
    })
    expect(await look(noted(first))).toEqual({ status: 'unknown' })
  })

  it('shows that the node has dropped it, and that one before it is missing', async () => {
    const nonce = await nextNonce()
    const hash = await send()
    await tester().dropTransaction({ hash })
    expect(await look(noted(hash, nonce))).toEqual({ status: 'unknown' })
    const late = await send({ nonce: nonce + 2 })
    expect(await look(noted(late))).toMatchObject({ status: 'pending', gap: nonce })
    await tester().dropTransaction({ hash: late })
  })

  it('finds one whose hash nobody has heard, by what the wallet was asked for', async () => {
    const nonce = await nextNonce()
    const asked = { ...noted(`0x${'0'.repeat(64)}`), nextNonce: nonce }
    expect(await findAsked(client, asked)).toBeUndefined()
    const hash = await send()
    await tester().mine({ blocks: 1 })
    expect(await findAsked(client, asked)).toBe(hash)
    expect(await findAsked(client, { ...asked, asked: { ...asked.asked!, value: '6' } })).toBeUndefined()
  })
})
