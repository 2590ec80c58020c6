import { startAnvil } from '@cotrain/testing/anvil'
import { parseEther } from 'viem'
import { expect, test } from 'vitest'
import { waitForReceipt } from '../../src/actions/internal/waitForReceipt.ts'
import { devAccount } from '../../src/clients/index.ts'
import { clientAt } from './chain.ts'
import { startProxy } from './proxy.ts'

test('a receipt is found though no block comes after its own', async () => {
  const anvil = await startAnvil()
  let asked = 0
  // the block is there and its receipts are not yet; and no other block follows
  const proxy = await startProxy(anvil.rpcUrl, ({ method }) => {
    if (method === 'eth_getTransactionReceipt' && asked++ < 2) return { result: null }
    return undefined
  })
  try {
    const client = clientAt(proxy.url, devAccount(0))
    const hash = await client.sendTransaction({ to: devAccount(1).address, value: parseEther('1') })
    expect(await waitForReceipt(client, { hash })).toMatchObject({ transactionHash: hash, status: 'success' })
    expect(asked).toBe(3)
  } finally {
    await proxy.stop()
    await anvil.stop()
  }
})
