import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

const word = { type: 'bytes32' } as const

/** The lot after one more bundle is revealed. */
export function add(lot: Hex, salt: Hex, bundle: number): Hex {
  return keccak256(encodeAbiParameters([word, word, { type: 'uint256' }], [lot, salt, BigInt(bundle)]))
}

/** The seed, with the salt of the test set. */
export function seed(lot: Hex, salt: Hex): Hex {
  return keccak256(encodeAbiParameters([word, word], [salt, lot]))
}

/** Bit i says which of the test samples 2 i and 2 i + 1 is of the half that pays. */
export function halves(seed: Hex): bigint {
  return BigInt(keccak256(encodeAbiParameters([word, { type: 'string' }], [seed, 'halves'])))
}

/** For each of so many test samples whether it is of the half that pays. */
export function paying(halves: bigint, testSamples: number): Uint8Array {
  const pays = new Uint8Array(testSamples)
  for (let pair = 0, rest = halves; 2 * pair < testSamples; pair++, rest >>= 1n) {
    pays[2 * pair + Number(rest & 1n)] = 1
  }
  return pays
}

/**
 * The order of scoring: number (multiplier * position + offset) mod `count`. With r = keccak256(abi.encode(seed)):
 * the offset is (r >> 128) mod count; the multiplier is the first number that shares no divisor with `count`, from
 * 1 + r mod (count - 1) on, 1 following count - 1.
 */
export function order(seed: Hex, count: number): { multiplier: number; offset: number } {
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
