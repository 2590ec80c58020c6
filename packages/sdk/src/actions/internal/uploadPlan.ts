/** Gas that one transaction of an upload aims at: well below the 2^24 that EIP-7825 allows. */
export const uploadGas = 12_000_000n

/**
 * Gas of a word: a fresh storage slot (22,100), 32 bytes of calldata (512), 32 bytes of log (256), and the loop around
 * them, rounded up.
 */
const gasPerWord = 23_500n

/** Gas of a byte of text: calldata (16) and log (8), or EIP-7623's floor (40). */
const gasPerByte = 40n

/** The transaction itself, and the register's slots. */
const gasOfTransaction = 200_000n

/** Bytes of data that one transaction carries: nodes accept 128 KiB at most, all in all. */
export const maxPiece = 65_536

/** How many words go into a transaction that carries `textBytes` of text besides, for `budget` gas; at least 1. */
export function wordsPerTransaction(textBytes: number, budget: bigint): number {
  const left = budget - gasOfTransaction - BigInt(textBytes) * gasPerByte
  return Math.max(1, Number(left / gasPerWord))
}

/** Cuts what an encoder needs into pieces for a transaction each. */
export function cutPieces(data: Uint8Array, budget: bigint): Uint8Array[] {
  const size = Math.max(1024, Math.min(maxPiece, Number((budget - gasOfTransaction) / gasPerByte)))
  const pieces: Uint8Array[] = []
  for (let start = 0; start < data.length; start += size) pieces.push(data.subarray(start, start + size))
  return pieces
}
