import type { LinearScores } from '../linearise.ts'

/** More classes than this no contract holds. */
export const maxClasses = 64

/** The first of the highest. */
export function highest(scores: ArrayLike<number>): number {
  let best = 0
  for (let label = 1; label < scores.length; label++) if (scores[label]! > scores[best]!) best = label
  return best
}

/** The same differences between classes, with weights and intercepts that are 0 in the mean over the classes. */
export function centred({ weights, intercepts }: LinearScores): LinearScores {
  const count = weights.length
  const means = weights[0]!.map((_, i) => weights.reduce((sum, row) => sum + row[i]!, 0) / count)
  const mean = intercepts.reduce((sum, intercept) => sum + intercept, 0) / count
  return {
    weights: weights.map(row => row.map((weight, i) => weight - means[i]!)),
    intercepts: intercepts.map(intercept => intercept - mean),
  }
}
