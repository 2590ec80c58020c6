import quantile from '@stdlib/stats-base-dists-t-quantile'

/** An estimated mean and the bounds of its confidence interval, in the unit of the values. */
export type Interval = { mean: number; low: number; high: number; count: number }

/**
 * Mean of independent values, such as one for each seed, with its confidence interval by Student's t distribution.
 * One value has no spread: its bounds are the value. No value at all gives NaN.
 * @param level Share of such intervals that hold the true mean.
 */
export function meanInterval(values: readonly number[], level = 0.95): Interval {
  const { length: count } = values
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, low: mean, high: mean, count }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const half = quantile((1 + level) / 2, count - 1) * Math.sqrt(variance / count)
  return { mean, low: mean - half, high: mean + half, count }
}
