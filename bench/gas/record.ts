import {
  type Address,
  type Client,
  concat,
  createClient,
  type Hash,
  type Hex,
  http,
  keccak256,
  toHex,
} from 'viem'
import { getBalance, getBlock, getBlockNumber, getChainId, getCode } from 'viem/actions'

/** What became of a transaction on the chain that it was sent to. */
type Outcome = { status: Hex; gasUsed: Hex; logs: readonly Log[] }
/** A log as nodes and virtual machines have it in common. */
export type Log = { address: Hex; topics: readonly Hex[]; data: Hex }

/** All that a chain was told since it began: enough to run the same elsewhere. */
export type Recorded = Awaited<ReturnType<typeof recordChain>>

/** Reads a development chain's whole history from its node. */
export async function recordChain(rpcUrl: string) {
  const node = createClient({ transport: http(rpcUrl), cacheTime: 0 })
  const [chainId, last] = await Promise.all([getChainId(node), getBlockNumber(node, { cacheTime: 0 })])
  const numbers = Array.from({ length: Number(last) + 1 }, (_, number) => BigInt(number))
  const blocks = await Promise.all(
    numbers.map(async blockNumber => {
      const [block, receipts] = await Promise.all([
        getBlock(node, { blockNumber, includeTransactions: true }),
        node.request<{ ReturnType: Outcome[] }>({
          method: 'eth_getBlockReceipts' as never,
          params: [toHex(blockNumber)] as never,
        }),
      ])
      const transactions = block.transactions.map((sent, i) => ({ ...sent, outcome: receipts[i]! }))
      return { ...block, transactions }
    }),
  )
  const named = blocks.flatMap(({ transactions }) =>
    transactions.flatMap(({ from, to }) => [from, to ?? from]),
  )
  const genesis = await Promise.all([...new Set(named)].map(address => accountAt(node, address)))
  return { chainId, genesis, blocks }
}

async function accountAt(node: Client, address: Address) {
  const [balance, code] = await Promise.all([
    getBalance(node, { address, blockNumber: 0n }),
    getCode(node, { address, blockNumber: 0n }),
  ])
  return { address, balance, code }
}

/** One hash of all transactions with their times and outcomes: it changes when any figure could. */
export function digestOf({ blocks }: Recorded): Hash {
  const parts = blocks.flatMap(({ number, timestamp, transactions }) =>
    transactions.map(({ from, to, value, input, outcome }) =>
      keccak256(
        concat([
          ...[number, timestamp, value].map(each => toHex(each, { size: 32 })),
          ...[from, to ?? '0x', outcome.status, toHex(BigInt(outcome.gasUsed), { size: 32 })],
          input,
          ...outcome.logs.flatMap(({ address, topics, data }) => [address, ...topics, data]),
        ]),
      ),
    ),
  )
  return keccak256(concat(parts))
}
