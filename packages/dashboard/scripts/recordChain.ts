import { gunzipSync } from 'node:zlib'
import { type Address, createClient, type Hex, http } from 'viem'
import {
  type RecordedAccount,
  type Recording,
  type RpcBlock,
  type RpcReceipt,
  recordingVersion,
} from '../src/features/demo/chain/recording.ts'

/** What anvil's dump says of an account; the nonce is a number. */
type Dumped = { nonce: number; balance: Hex; code: Hex; storage: Record<Hex, Hex> }

/**
 * Reads all of a local chain: its blocks and receipts, and its state as it is now.
 * @throws Error when the node is no anvil, or makes blocks meanwhile
 */
export async function recordChain(rpcUrl: string): Promise<Recording> {
  const client = createClient({ transport: http(rpcUrl, { timeout: 60_000 }) })
  const ask = <T>(method: string, ...params: unknown[]) =>
    client.request({ method, params } as never) as Promise<T>
  const height = Number(await ask<Hex>('eth_blockNumber'))
  const numbers = Array.from({ length: height + 1 }, (_, number): Hex => `0x${number.toString(16)}`)
  const blocks: RpcBlock[] = []
  const receipts: RpcReceipt[] = []
  for (const number of numbers) {
    blocks.push(await ask<RpcBlock>('eth_getBlockByNumber', number, true))
    receipts.push(...(await ask<RpcReceipt[]>('eth_getBlockReceipts', number)))
  }
  const dump = gunzipSync(Buffer.from((await ask<Hex>('anvil_dumpState')).slice(2), 'hex')).toString()
  const { accounts } = JSON.parse(dump) as { accounts: Record<Address, Dumped> }
  const pending = await ask<RpcBlock>('eth_getBlockByNumber', 'pending', false)
  if (Number(pending.number) !== height + 1) throw new Error('The chain went on while it was recorded.')
  return {
    version: recordingVersion,
    chainId: Number(await ask<Hex>('eth_chainId')),
    time: Number(pending.timestamp),
    blocks,
    receipts,
    accounts: Object.fromEntries(
      Object.entries(accounts).map(([address, account]) => [address, recorded(account)]),
    ),
  }
}

function recorded({ nonce, balance, code, storage }: Dumped): RecordedAccount {
  const hasStorage = Object.keys(storage).length > 0
  return {
    nonce: `0x${nonce.toString(16)}`,
    balance,
    ...(code === '0x' ? {} : { code }),
    ...(hasStorage ? { storage } : {}),
  }
}
