import { type Hex, keccak256 } from 'viem'

/** Entries in a chunk, whose hash is the running hash after its last entry. */
export const entriesOfChunk = 8
/** Entries in a page: eight chunks, whose Merkle tree it is. */
export const entriesOfPage = 64

/** 24 zero bytes: the running hash of an empty log, the root of a page that is not complete. */
export const noHash: Hex = `0x${'00'.repeat(24)}`

/** Of a hash of 192 bits as text, with its 0x. */
const hashLength = 50
const padding = '00'.repeat(8)

/** The first 24 bytes of the keccak256 hash of `data`. */
export function keccak192(data: Hex): Hex {
  return keccak256(data).slice(0, hashLength) as Hex
}

/** The running hash after an entry. */
export function chain(before: Hex, leaf: Hex): Hex {
  return keccak192(`${before}${leaf.slice(2)}`)
}

/** The Merkle node above two others. */
export function node(left: Hex, right: Hex): Hex {
  return keccak192(`${left}${padding}${right.slice(2)}${padding}`)
}
