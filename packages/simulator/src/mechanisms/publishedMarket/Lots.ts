import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

/** What is drawn follows from the hash of a block and the hash of all that the sponsor has committed to. */
export function seedOf(blockHash: Hex, modelId: bigint, committed: Hex): Hex {
  const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [blockHash, modelId, committed]))
}

/**
 * The first `count` steps of a Fisher-Yates shuffle of 0 to `pieces` - 1; step i swaps i with
 * i + keccak256(abi.encode(seed, i)) mod (pieces - i).
 * @returns Bit p is set when p is among the first `count`.
 */
export function drawPieces(seed: Hex, pieces: number, count: number): bigint {
  const shuffled = Array.from({ length: pieces }, (_, i) => i)
  let drawn = 0n
  for (let i = 0; i < count; i++) {
    const random = keccak256(
      encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [seed, BigInt(i)]),
    )
    const j = i + Number(BigInt(random) % BigInt(pieces - i))
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
    drawn |= 1n << BigInt(shuffled[i]!)
  }
  return drawn
}

/**
 * The order of scoring: contribution (multiplier * position + offset) mod `count`. With r = keccak256(abi.encode(seed)):
 * the offset is (r >> 128) mod count; the multiplier is the first number that shares no divisor with `count`, from
 * 1 + r mod (count - 1) on, 1 following count - 1.
 */
export function orderOf(seed: Hex, count: number): { multiplier: number; offset: number } {
  if (count === 1) return { multiplier: 1, offset: 0 }
  const r = BigInt(keccak256(seed))
  const offset = Number((r >> 128n) % BigInt(count))
  let multiplier = 1 + Number(r % BigInt(count - 1))
  while (gcd(multiplier, count) !== 1) multiplier = (multiplier % (count - 1)) + 1
  return { multiplier, offset }
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}
