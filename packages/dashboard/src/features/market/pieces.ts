/** The numbers of the pieces whose bits are set, from 0. */
export function bitsOf(bitmap: bigint): number[] {
  return Array.from({ length: 64 }, (_, i) => i).filter(i => (bitmap >> BigInt(i)) & 1n)
}

/** Pieces in words: "piece 4" or "pieces 1, 4 and 5". */
export function piecesIn(bitmap: bigint): string {
  const numbers = bitsOf(bitmap).map(String)
  return `${numbers.length === 1 ? 'piece' : 'pieces'} ${new Intl.ListFormat('en-GB').format(numbers)}`
}
