import { type DenseSample, denseUnit } from '@cotrain/sdk'

/**
 * Integers as a sample of norm 1, by integer arithmetic: with n the least whole number whose square is not below the sum
 * of the squares, each becomes integer · 32767 / n, cut off towards zero. All of it is exact in IEEE doubles while the
 * sum of the squares is below 2^53, and the norm is never above 32767 / 32768.
 *
 * @param integers Whole numbers; zeros stay zeros.
 */
export function toNorm(integers: ArrayLike<number>): DenseSample {
  let squares = 0
  for (let i = 0; i < integers.length; i++) squares += integers[i]! ** 2
  const norm = rootUp(squares)
  const sample = new Int16Array(integers.length)
  if (norm === 0) return sample
  for (let i = 0; i < sample.length; i++) sample[i] = Math.trunc((integers[i]! * (denseUnit - 1)) / norm)
  return sample
}

/** The least whole number whose square is not below `square`. */
function rootUp(square: number): number {
  let root = Math.ceil(Math.sqrt(square))
  while (root > 0 && (root - 1) ** 2 >= square) root--
  while (root ** 2 < square) root++
  return root
}
