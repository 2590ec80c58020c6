import type { Address, Hash, Hex } from 'viem'
import type { LocalModel } from '../../network/network.ts'

/** A block as a node answers it, with its transactions in full. */
export type RpcBlock = {
  number: Hex
  hash: Hash
  timestamp: Hex
  baseFeePerGas: Hex
  gasLimit: Hex
  gasUsed: Hex
  transactions: RpcTransaction[]
  [field: string]: unknown
}

export type RpcTransaction = { hash: Hash; blockHash: Hash; [field: string]: unknown }

export type RpcLog = {
  address: Address
  topics: Hex[]
  data: Hex
  blockNumber: Hex
  blockHash: Hash
  transactionHash: Hash
  [field: string]: unknown
}

export type RpcReceipt = { transactionHash: Hash; logs: RpcLog[]; [field: string]: unknown }

/** What an account holds. Keys and values of the storage are words in hex. */
export type RecordedAccount = {
  nonce: Hex
  balance: Hex
  code?: Hex
  storage?: Record<Hex, Hex>
}

/** A chain as it stood when it was recorded: what the in-page chain of the demo begins from. */
export type Recording = {
  /** Of this form of file; others cannot be read. */
  version: 1
  chainId: number
  /** What the chain's clock showed, seconds since 1970. */
  time: number
  /** From the first one (number 0) to the last. */
  blocks: RpcBlock[]
  /** Of all transactions, in the order of the chain. */
  receipts: RpcReceipt[]
  accounts: Record<Address, RecordedAccount>
}

/** What stands beside a recording and is read first, for it is small. */
export type RecordingIndex = {
  version: 1
  chainId: number
  /** The file of the recording, relative to the page, and its length in bytes as it is stored. */
  file: string
  bytes: number
  models: LocalModel[]
}

export const recordingVersion = 1

/** @throws Error when it is not a recording that this version can play. */
export function parseRecording(text: string): Recording {
  const value = JSON.parse(text) as Partial<Recording> | null
  const isWhole =
    value?.version === recordingVersion &&
    Array.isArray(value.blocks) &&
    value.blocks.length > 0 &&
    Array.isArray(value.receipts) &&
    typeof value.accounts === 'object' &&
    typeof value.time === 'number' &&
    typeof value.chainId === 'number'
  if (!isWhole) throw new Error('The recording of the demo is not one that this page can play.')
  return value as Recording
}
