import { type Hex, toHex } from 'viem'
import { failureCodes, RpcFailure } from './RpcFailure.ts'

/** A quantity as JSON-RPC writes it. */
export const quantity = (value: bigint | number): Hex => toHex(value)

/** @throws RpcFailure when it is no quantity */
export function readQuantity(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  if (typeof value === 'string' && /^(0x[0-9a-f]+|\d+)$/i.test(value)) return BigInt(value)
  throw new RpcFailure(failureCodes.wrongParams, `Not a number: ${JSON.stringify(value)}`)
}

/** @throws RpcFailure when it is no bytes in hex */
export function readHex(value: unknown): Hex {
  if (typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value)) return value.toLowerCase() as Hex
  throw new RpcFailure(failureCodes.wrongParams, `Not bytes in hex: ${JSON.stringify(value)}`)
}

/** @throws RpcFailure when it is no address */
export function readAddress(value: unknown): Hex {
  const hex = readHex(value)
  if (hex.length === 42) return hex
  throw new RpcFailure(failureCodes.wrongParams, `Not an address: ${JSON.stringify(value)}`)
}

export const lesser = (one: bigint, other: bigint) => (one < other ? one : other)
