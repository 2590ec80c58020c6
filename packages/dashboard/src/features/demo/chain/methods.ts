import { devAccount } from '@cotrain/sdk'
import { bytesToHex } from '@ethereumjs/util'
import { type Hash, type Hex, pad } from 'viem'
import { playAddresses } from '../../network/playAddresses.ts'
import { codeKey, wordKey } from './Cells.ts'
import type { DemoChain } from './DemoChain.ts'
import { estimateGas, failedRun } from './estimate.ts'
import { type LogFilter, matching } from './logs.ts'
import { runCall } from './machine.ts'
import { lesser, quantity, readAddress, readHex, readQuantity } from './numbers.ts'
import { failureCodes, RpcFailure } from './RpcFailure.ts'
import type { RpcBlock } from './recording.ts'
import {
  makeTransaction,
  mostGas,
  type Request,
  readFees,
  readRequest,
  readTransaction,
} from './transactions.ts'

type Method = (chain: DemoChain, params: readonly unknown[]) => unknown

/** What is paid for a place in a block, where nobody says another price: a gwei for a unit of gas. */
const usualTip = 10n ** 9n

/** @throws RpcFailure when there is no such block */
function blockOf(chain: DemoChain, tag: unknown = 'latest'): RpcBlock {
  if (typeof tag === 'object' && tag !== null)
    return blockBy(chain, tag as { blockHash?: Hash; blockNumber?: Hex })
  if (tag === 'latest' || tag === 'safe' || tag === 'finalized') return chain.head
  if (tag === 'pending') return chain.pending
  const number = tag === 'earliest' ? 0 : Number(readQuantity(tag))
  const block = chain.block(number)
  if (block) return block
  const words = `BlockOutOfRangeError: block height is ${chain.height} but requested was ${number}`
  throw new RpcFailure(failureCodes.wrongParams, words)
}

/** A block that is named as EIP-1898 says. */
function blockBy(
  chain: DemoChain,
  { blockHash, blockNumber }: { blockHash?: Hash; blockNumber?: Hex },
): RpcBlock {
  if (blockHash === undefined) return blockOf(chain, blockNumber)
  const number = chain.numberOf(blockHash)
  if (number === undefined) throw new RpcFailure(failureCodes.wrongParams, 'Block not found')
  return chain.block(number)!
}

/** The block whose state is asked for: what is pending has none of its own. */
const heightOf = (chain: DemoChain, tag: unknown) =>
  Math.min(chain.height, Number(blockOf(chain, tag).number))

/** A block with its transactions in full, or with their hashes only. */
function shownBlock(block: RpcBlock | undefined, full: unknown) {
  if (!block) return null
  return full === true ? block : { ...block, transactions: block.transactions.map(({ hash }) => hash) }
}

function orNull<T>(attempt: () => T): T | null {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof RpcFailure) return null
    throw error
  }
}

async function call(chain: DemoChain, [request, tag]: readonly unknown[]) {
  const block = blockOf(chain, tag)
  const asked = readRequest((request ?? {}) as Request)
  const { gas } = (request ?? {}) as Request
  const height = heightOf(chain, tag)
  if (asked.value > chain.accountAt(asked.from, height).balance) {
    throw new RpcFailure(failureCodes.refusedTransaction, 'Insufficient funds for gas * price + value')
  }
  const most = BigInt(block.gasLimit)
  const given = gas == null ? most : readQuantity(gas)
  const limit = { ...asked, gas: lesser(given, most) }
  const result = await runCall(chain.stateAt(height), chain.common, chain.environmentOf(block), limit)
  const returned = bytesToHex(result.returnValue)
  if (result.exceptionError) throw failedRun(result.exceptionError.error, returned)
  return returned
}

function getLogs(chain: DemoChain, [filter]: readonly unknown[]) {
  const { fromBlock, toBlock, blockHash, ...rest } = (filter ?? {}) as LogFilter & Record<string, unknown>
  const matches = matching(rest)
  if (blockHash != null) {
    const number = Number(blockBy(chain, { blockHash: readHex(blockHash) }).number)
    return chain.logs(number, number).filter(matches)
  }
  const numberOf = (tag: unknown) =>
    typeof tag === 'string' && !tag.startsWith('0x') ? heightOf(chain, tag) : Number(readQuantity(tag))
  return chain.logs(numberOf(fromBlock ?? 'latest'), numberOf(toBlock ?? 'latest')).filter(matches)
}

const usualFees = (chain: DemoChain) => {
  const next = BigInt(chain.pending.baseFeePerGas)
  return { maxFeePerGas: 2n * next + usualTip, maxPriorityFeePerGas: usualTip }
}

/** Signs with the key of an account that everybody has the key of, and puts the transaction into a block. */
async function sendTransaction(chain: DemoChain, [request]: readonly unknown[]) {
  const given = (request ?? {}) as Request
  const { from, ...asked } = readRequest(given)
  const index = playAddresses.findIndex(address => address.toLowerCase() === from)
  if (index < 0) throw new RpcFailure(failureCodes.wrongParams, 'No Signer available')
  const { nonce: expected } = chain.accountAt(from, chain.height)
  const nonce = given.nonce == null ? expected : readQuantity(given.nonce)
  const gasLimit =
    given.gas == null ? await estimateGas(chain, chain.head, { from, ...asked }) : readQuantity(given.gas)
  const tx = makeTransaction(
    { ...asked, nonce, gasLimit, ...readFees(given, usualFees(chain)) },
    chain.common,
  )
  const key = devAccount(index).getHdKey().privateKey!
  return chain.include(tx.sign(key))
}

function feeHistory(chain: DemoChain, [count, newest, percentiles]: readonly unknown[]) {
  const last = heightOf(chain, newest)
  const first = Math.max(0, last + 1 - Math.min(1024, Number(readQuantity(count))))
  const blocks = Array.from({ length: last + 1 - first }, (_, i) => chain.block(first + i)!)
  const after = chain.block(last + 1) ?? chain.pending
  const ratio = ({ gasUsed, gasLimit }: RpcBlock) => Number(gasUsed) / Number(gasLimit)
  const tipOf = ({ transactions: [only], baseFeePerGas }: RpcBlock) =>
    only ? quantity(BigInt(only.gasPrice as Hex) - BigInt(baseFeePerGas)) : '0x0'
  return {
    oldestBlock: quantity(first),
    baseFeePerGas: [...blocks, after].map(block => block.baseFeePerGas),
    gasUsedRatio: blocks.map(ratio),
    baseFeePerBlobGas: [...blocks, after].map(() => '0x1'),
    blobGasUsedRatio: blocks.map(() => 0),
    ...(Array.isArray(percentiles)
      ? { reward: blocks.map(block => percentiles.map(() => tipOf(block))) }
      : {}),
  }
}

function mine(chain: DemoChain, [count = 1, interval]: readonly unknown[]) {
  const seconds = interval == null ? 0 : Number(readQuantity(interval))
  for (let i = 0; i < Number(readQuantity(count)); i++) {
    if (i > 0 && seconds > 0) chain.clock.skip(seconds)
    chain.mine()
  }
  return null
}

const accountOf = (chain: DemoChain, [address, tag]: readonly unknown[]) =>
  chain.accountAt(readAddress(address), heightOf(chain, tag))

const methods: Record<string, Method> = {
  web3_clientVersion: () => 'cotrain-demo',
  net_version: chain => String(chain.common.chainId()),
  eth_chainId: chain => quantity(chain.common.chainId()),
  eth_syncing: () => false,
  eth_accounts: () => playAddresses.map(address => address.toLowerCase()),
  eth_blockNumber: chain => quantity(chain.height),
  eth_getBlockByNumber: (chain, [tag, full]) => orNull(() => shownBlock(blockOf(chain, tag), full)),
  eth_getBlockByHash: (chain, [hash, full]) => {
    const number = chain.numberOf(readHex(hash))
    return shownBlock(number === undefined ? undefined : chain.block(number), full)
  },
  eth_getLogs: getLogs,
  eth_call: call,
  eth_estimateGas: async (chain, [request, tag]) => {
    const { gas, ...asked } = (request ?? {}) as Request
    const limit = gas == null ? mostGas : readQuantity(gas)
    return quantity(await estimateGas(chain, blockOf(chain, tag), readRequest(asked), lesser(limit, mostGas)))
  },
  eth_getCode: (chain, [address, tag]) => {
    const code = chain.stateAt(heightOf(chain, tag)).read(codeKey(readAddress(address)))
    return code instanceof Uint8Array ? bytesToHex(code) : '0x'
  },
  eth_getStorageAt: (chain, [address, key, tag]) => {
    const word = chain.stateAt(heightOf(chain, tag)).read(wordKey(readAddress(address), readQuantity(key)))
    return pad(word instanceof Uint8Array ? bytesToHex(word) : '0x', { size: 32 })
  },
  eth_getBalance: (chain, params) => quantity(accountOf(chain, params).balance),
  eth_getTransactionCount: (chain, params) => quantity(accountOf(chain, params).nonce),
  eth_sendTransaction: sendTransaction,
  eth_sendRawTransaction: (chain, [raw]) => chain.include(readTransaction(raw, chain.common)),
  eth_getTransactionByHash: (chain, [hash]) => chain.transaction(readHex(hash)) ?? null,
  eth_getTransactionReceipt: (chain, [hash]) => chain.receipt(readHex(hash)) ?? null,
  eth_gasPrice: chain => quantity(BigInt(chain.pending.baseFeePerGas) + usualTip),
  eth_maxPriorityFeePerGas: () => quantity(usualTip),
  eth_feeHistory: feeHistory,
  evm_increaseTime: (chain, [seconds]) => chain.clock.skip(Number(readQuantity(seconds))),
  evm_mine: chain => {
    chain.mine()
    return '0x0'
  },
  anvil_mine: mine,
}

/**
 * Answers a call of JSON-RPC.
 * @throws RpcFailure what a node would answer as an error
 */
export async function answer(
  chain: DemoChain,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!known) throw new RpcFailure(failureCodes.unknownMethod, 'Method not found')
  return known(chain, params)
}
