import { type Hex, hexToBytes, size, type TransactionReceipt } from 'viem'

/**
 * The least that an action can cost on this design: what the protocol charges for the transaction, its calldata, its
 * log, the payment and the storage words that it cannot do without, and no computation at all. Costs are those of
 * EIP-2028 (calldata), EIP-2929 (storage, code), and of the yellow paper (logs, transfer).
 */
export type StorageUse = {
  /** Words that are read and changed: 5,000 each. */
  changed?: number
  /** Words that are only read: 2,100 each. */
  read?: number
  /** Contracts whose code is read: 2,600 each. */
  code?: number
  /** Payments to somebody whose account is warm: 9,000 less the stipend of 2,300. */
  payments?: number
}

/** @returns Gas. */
export function floorOf(input: Hex, receipt: TransactionReceipt, use: StorageUse): number {
  const { changed = 0, read = 0, code = 0, payments = 0 } = use
  return (
    intrinsicGas(input) + logGas(receipt) + 5_000 * changed + 2_100 * read + 2_600 * code + 6_700 * payments
  )
}

function intrinsicGas(input: Hex): number {
  const zeros = hexToBytes(input).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  return 21_000 + 4 * zeros + 16 * (size(input) - zeros)
}

function logGas({ logs }: TransactionReceipt): number {
  return logs.reduce((gas, { topics, data }) => gas + 375 + 375 * topics.length + 8 * size(data), 0)
}
