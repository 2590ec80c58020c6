import { keccak256, type TypedDataDomain } from 'viem'
import type { Original, OriginalPlace } from './Original.ts'

const place = [
  { name: 'modelId', type: 'uint256' },
  { name: 'contribution', type: 'uint256' },
] as const
const types = {
  Original: [
    ...place,
    { name: 'kind', type: 'string' },
    { name: 'content', type: 'bytes32' },
    { name: 'time', type: 'uint256' },
  ],
  Withdrawal: [...place, { name: 'time', type: 'uint256' }],
} as const

/** Chain and trainer stand in the domain, so that a signature for one is worth nothing on another. */
const domainOf = ({ chainId, trainer }: OriginalPlace) =>
  ({ name: 'Cotrain originals', version: '1', chainId, verifyingContract: trainer }) satisfies TypedDataDomain

/** What a contributor signs (EIP-712) to share an original; `content` is the Keccak-256 of its bytes. */
export function originalTypedData(original: Original) {
  const { modelId, contribution, kind, content, time } = original
  return {
    domain: domainOf(original),
    types: { Original: types.Original },
    primaryType: 'Original' as const,
    message: { modelId, contribution, kind, content: keccak256(content), time: BigInt(time) },
  }
}

/** What a contributor signs (EIP-712) to withdraw an original that is no newer than `time`. */
export function withdrawalTypedData({ time, ...withdrawn }: OriginalPlace & { time: number }) {
  const { modelId, contribution } = withdrawn
  return {
    domain: domainOf(withdrawn),
    types: { Withdrawal: types.Withdrawal },
    primaryType: 'Withdrawal' as const,
    message: { modelId, contribution, time: BigInt(time) },
  }
}
