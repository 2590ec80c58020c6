import { Random } from '../random/Random.ts'
import { type Interval, meanInterval } from './interval.ts'

/** Samples drawn again, and so many values at least: with fewer the bootstrap has too little to draw from. */
const [draws, fewest] = [2_000, 30]

/**
 * Means of figures that were measured together, such as one of each for a seed, with intervals that hold for all of them
 * at once: by the largest of all studentised deviations in samples drawn again with all figures of a seed together
 * (Romano & Wolf, "Exact and approximate stepdown methods for multiple hypothesis testing", 2005), which is less cautious
 * than to share the error out (Bonferroni), as is done for few values.
 * @param figures Lists of the same length.
 * @param level Share of such sets of intervals of which all hold the true means.
 */
export function simultaneousIntervals(figures: readonly (readonly number[])[], level = 0.95): Interval[] {
  const count = figures[0]?.length ?? 0
  if (count < fewest) return figures.map(values => meanInterval(values, 1 - (1 - level) / figures.length))
  const random = new Random(1, 'simultaneous intervals')
  const means = figures.map(values => momentsOf(values).mean)
  const largest = Array.from({ length: draws }, () => {
    const drawn = Uint32Array.from({ length: count }, () => random.below(count))
    return Math.max(...figures.map((values, i) => deviationOf(values, drawn, means[i]!)))
  }).sort((a, b) => a - b)
  const factor = largest[Math.min(draws - 1, Math.ceil(level * draws))]!
  return figures.map(values => {
    const { mean, error } = momentsOf(values)
    return { mean, low: mean - factor * error, high: mean + factor * error, count }
  })
}

/** By how many standard errors of its own a sample drawn again is off the mean. */
function deviationOf(values: readonly number[], drawn: Uint32Array, mean: number): number {
  let [sum, squares] = [0, 0]
  for (const i of drawn) {
    const off = values[i]! - mean
    sum += off
    squares += off * off
  }
  const off = sum / drawn.length
  const variance = squares / drawn.length - off * off
  // All values the same: it is not off at all.
  return variance <= 0 ? 0 : Math.abs(off) / Math.sqrt(variance / drawn.length)
}

function momentsOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}
