/**
 * The class with the smallest numerator / count², the lowest of several; classes without samples are passed over.
 * Fractions are compared exactly, by cross multiplication.
 */
export function nearest(numerators: readonly bigint[], counts: ArrayLike<number>): number {
  let result = 0
  let best = 0n
  let bestSquare = 0n
  for (let c = 0; c < numerators.length; c++) {
    const square = BigInt(counts[c]! * counts[c]!)
    if (square === 0n) continue
    if (bestSquare === 0n || numerators[c]! * bestSquare < best * square) {
      result = c
      best = numerators[c]!
      bestSquare = square
    }
  }
  return result
}
