import type { Common } from '@ethereumjs/common'
import { createTx, createTxFromRLP, type TypedTransaction } from '@ethereumjs/tx'
import { bytesToHex, createAddressFromString } from '@ethereumjs/util'
import { type Address, type Hex, hexToBytes } from 'viem'
import { lesser, quantity, readAddress, readHex, readQuantity } from './numbers.ts'
import { failureCodes, RpcFailure } from './RpcFailure.ts'
import type { RpcTransaction } from './recording.ts'

/** A transaction or call as JSON-RPC gives it. */
export type Request = {
  from?: unknown
  to?: unknown
  data?: unknown
  input?: unknown
  value?: unknown
  gas?: unknown
  gasPrice?: unknown
  maxFeePerGas?: unknown
  maxPriorityFeePerGas?: unknown
  nonce?: unknown
}

const nobody: Address = '0x0000000000000000000000000000000000000000'

/** Who asks what of whom. */
export const readRequest = (request: Request) => ({
  from: request.from == null ? nobody : readAddress(request.from),
  to: request.to == null ? undefined : readAddress(request.to),
  data: readHex(request.input ?? request.data ?? '0x'),
  value: request.value == null ? 0n : readQuantity(request.value),
})

export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }

/** The fees that a request offers; `usual` where it does not say. */
export function readFees(request: Request, usual: Fees): Fees {
  if (request.gasPrice != null) {
    const price = readQuantity(request.gasPrice)
    return { maxFeePerGas: price, maxPriorityFeePerGas: price }
  }
  return {
    maxFeePerGas: request.maxFeePerGas == null ? usual.maxFeePerGas : readQuantity(request.maxFeePerGas),
    maxPriorityFeePerGas:
      request.maxPriorityFeePerGas == null
        ? usual.maxPriorityFeePerGas
        : readQuantity(request.maxPriorityFeePerGas),
  }
}

type Contents = {
  to: Address | undefined
  data: Hex
  value: bigint
  nonce: bigint
  gasLimit: bigint
} & Fees

/** What one transaction may use by the rules of today (EIP-7825). */
export const mostGas = 2n ** 24n

/** @throws RpcFailure when it asks for more gas than one transaction may have */
export function makeTransaction({ to, data, ...rest }: Contents, common: Common): TypedTransaction {
  if (rest.gasLimit > mostGas) {
    const words = 'intrinsic gas too high -- tx.gas_limit > env.cfg.tx_gas_limit_cap'
    throw new RpcFailure(failureCodes.impossible, words)
  }
  const target = to === undefined ? {} : { to: createAddressFromString(to) }
  return createTx({ type: 2, ...target, ...rest, data: hexToBytes(data) }, { common, freeze: false })
}

/** The same in the name of an account that has not signed it, to see what it would come to. */
export function unsigned(tx: TypedTransaction, from: Address): TypedTransaction {
  const sender = createAddressFromString(from)
  return Object.assign(tx, { getSenderAddress: () => sender })
}

/** @throws RpcFailure when it is none, or not signed */
export function readTransaction(raw: unknown, common: Common): TypedTransaction {
  const bytes = hexToBytes(readHex(raw))
  try {
    const tx = createTxFromRLP(bytes, { common })
    tx.getSenderAddress()
    return tx
  } catch {
    throw new RpcFailure(failureCodes.wrongParams, 'Failed to decode transaction')
  }
}

type Place = { blockHash: Hex; blockNumber: bigint; baseFeePerGas: bigint; timestamp: bigint }

/** Wei for a unit of gas, after the base fee of its block. */
export function effectiveGasPrice(tx: TypedTransaction, baseFeePerGas: bigint): bigint {
  if (!('maxFeePerGas' in tx)) return tx.gasPrice
  return lesser(baseFeePerGas + tx.maxPriorityFeePerGas, tx.maxFeePerGas)
}

/** A transaction of a block as a node answers it. */
export function describeTransaction(tx: TypedTransaction, place: Place): RpcTransaction {
  const fees =
    'maxFeePerGas' in tx
      ? { maxFeePerGas: quantity(tx.maxFeePerGas), maxPriorityFeePerGas: quantity(tx.maxPriorityFeePerGas) }
      : {}
  const parity =
    tx.type === 0
      ? {}
      : { yParity: quantity(tx.v ?? 0n), chainId: quantity(tx.common.chainId()), accessList: [] }
  return {
    type: quantity(tx.type),
    ...fees,
    ...parity,
    nonce: quantity(tx.nonce),
    gas: quantity(tx.gasLimit),
    gasPrice: quantity(effectiveGasPrice(tx, place.baseFeePerGas)),
    to: tx.to?.toString() ?? null,
    value: quantity(tx.value),
    input: bytesToHex(tx.data),
    v: quantity(tx.v ?? 0n),
    r: quantity(tx.r ?? 0n),
    s: quantity(tx.s ?? 0n),
    hash: bytesToHex(tx.hash()),
    blockHash: place.blockHash,
    blockNumber: quantity(place.blockNumber),
    blockTimestamp: quantity(place.timestamp),
    transactionIndex: '0x0',
    from: tx.getSenderAddress().toString(),
  }
}
