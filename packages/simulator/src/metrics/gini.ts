/**
 * The Gini coefficient of amounts that are not negative: 0 when all are equal, towards 1 when one has everything
 * (half the relative mean absolute difference). Negative amounts count as 0.
 */
export function gini(amounts: readonly number[]): number {
  const sorted = Float64Array.from(amounts, amount => Math.max(0, amount)).sort()
  const total = sorted.reduce((sum, amount) => sum + amount, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, amount, i) => sum + (i + 1) * amount, 0)
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length
}
