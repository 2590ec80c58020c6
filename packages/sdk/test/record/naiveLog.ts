import { concat, encodeAbiParameters, type Hex, keccak256, pad, parseAbiParameters, slice, toHex } from 'viem'
import type { Challenge, Contribution } from '../../src/kinds/index.ts'

/** The log written down as the decision has it, hashed anew at every question: what the fast one is compared with. */

const cut = (hash: Hex): Hex => slice(hash, 0, 24)
const zeros = (bytes: number): Hex => toHex(0, { size: bytes })
const fields = parseAbiParameters('address, uint32, uint8, bool, uint32, uint96, uint96, bytes32, bytes32')
const challengeFields = parseAbiParameters('bytes24, address, uint8, uint256')

export function naiveLeaf(c: Contribution, challenges: readonly Challenge[] = []): Hex {
  const takers = keccak256(concat(c.takers.map(taker => pad(taker))))
  const { contributor, index, label, surprising, time, deposit, remaining } = c
  const numbers = [Number(index), label, surprising, time, deposit, remaining] as const
  let leaf = cut(
    keccak256(encodeAbiParameters(fields, [contributor, ...numbers, takers, keccak256(c.sample)])),
  )
  for (const { account, label, time } of challenges) {
    leaf = cut(keccak256(encodeAbiParameters(challengeFields, [leaf, account, label, BigInt(time)])))
  }
  return leaf
}

export function naiveRunning(leaves: readonly Hex[], count = leaves.length): Hex {
  return leaves.slice(0, count).reduce((hash, leaf) => cut(keccak256(concat([hash, leaf]))), zeros(24))
}

const nodeOf = (left: Hex, right: Hex) => cut(keccak256(concat([left, zeros(8), right, zeros(8)])))

/** The tree of 2^height chunks that begins with chunk `first`. */
export function naiveTree(leaves: readonly Hex[], height: number, first: number): Hex {
  if (height === 0) return naiveRunning(leaves, 8 * (first + 1))
  const half = 2 ** (height - 1)
  return nodeOf(naiveTree(leaves, height - 1, first), naiveTree(leaves, height - 1, first + half))
}

/** The peaks, by building them up as the contract does. */
export function naivePeaks(leaves: readonly Hex[]): Hex[] {
  const peaks = [zeros(24), zeros(24), zeros(24)]
  for (let chunk = 0; chunk < Math.floor(leaves.length / 8); chunk++) {
    let hash = naiveTree(leaves, 0, chunk)
    let height = 0
    while (height < 3 && (chunk >> height) % 2 === 1) hash = nodeOf(peaks[height++]!, hash)
    if (height < 3) peaks[height] = hash
  }
  return peaks
}

/** Whether a proof leads to what the log knows; of its bytes all must be used. */
export function naiveAccepts(
  leaves: readonly Hex[],
  pinned: number,
  claimed: readonly Hex[],
  proof: Hex,
): boolean {
  const bytes = (from: number, length: number) => slice(proof, from, from + length, { strict: true })
  try {
    const end = Number(bytes(0, 1))
    const position = Number(bytes(1, 4))
    const next = position + claimed.length
    const stop = end === 5 ? pinned : end === 4 ? leaves.length : 8 * Math.ceil(next / 8)
    if (end > 5 || stop < next || stop > leaves.length) return false
    let offset = 29
    const hash24 = () => {
      offset += 24
      return bytes(offset - 24, 24)
    }
    const following = Array.from({ length: stop - next }, hash24)
    let hash = [...claimed, ...following].reduce((h, leaf) => cut(keccak256(concat([h, leaf]))), bytes(5, 24))
    if (end > 3) return offset === (proof.length - 2) / 2 && hash === naiveRunning(leaves, stop)
    let chunk = stop / 8 - 1
    const page = Math.floor(chunk / 8)
    for (let height = 0; height < end; height++) {
      const other = hash24()
      hash = chunk % 2 === 0 ? nodeOf(hash, other) : nodeOf(other, hash)
      chunk = Math.floor(chunk / 2)
    }
    if (offset !== (proof.length - 2) / 2) return false
    if (end < 3) return hash === naivePeaks(leaves)[end]
    return leaves.length >= 64 * (page + 1) && hash === naiveTree(leaves, 3, 8 * page)
  } catch {
    return false
  }
}
