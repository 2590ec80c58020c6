import type { ClassifierName } from './abis.ts'
import { classifiers } from './classifiers.ts'

/** The unit of scores that are binary logarithms. */
const logarithmUnit = 2 ** -32

/** Scores below it are those of classes without samples: -Infinity, or the contract's smallest integer. */
const lowest = -(2 ** 128)

/**
 * The probability of each class, of a classifier whose scores are the binary logarithms of joint probabilities, in units
 * of 2^-32 and up to a common term (naive Bayes: docs/classifiers.md): 2^score over the sum of all. A class without
 * samples has 0. Undefined for classifiers whose scores are
 * something else, and when no class has samples.
 *
 * @example
 * const scores = twin.scores(modelId, sample)
 * const [ham, spam] = probabilitiesOf(model.classifier, scores) ?? []
 */
export function probabilitiesOf(classifier: ClassifierName, scores: readonly number[]): number[] | undefined {
  const highest = Math.max(...scores)
  if (classifiers[classifier].tells !== 'logarithms' || highest < lowest) return undefined
  const shares = scores.map(score => 2 ** ((score - highest) * logarithmUnit))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map(share => share / sum)
}
