import type { ModelFile } from '../ModelFile.ts'
import { centroidScores } from './centroid.ts'
import { linearScore, linearScores } from './linear.ts'
import { multinomialScores } from './multinomial.ts'

/** What a model file sees: indices of present features, or a number for each feature in the units of the file. */
export type FloatSample = Iterable<number> & ArrayLike<number>

/**
 * The score of each class by the textbook, in floating point: what the integers of the contracts are measured against.
 * For two classes with one score, that of class 1, and 0 for class 0. Naive Bayes: logarithms of prior times
 * likelihood. Centroids: distance squared, negative. The sample is a set of features for models over sets, else a list
 * of numbers.
 */
export function floatScores(file: ModelFile, sample: FloatSample): Float64Array {
  switch (file.type) {
    case 'sparse multiclass perceptron':
    case 'dense multiclass perceptron':
      return linearScores(file, sample)
    case 'naive bayes':
      return multinomialScores(file, sample)
    case 'sparse nearest centroid classifier':
    case 'dense nearest centroid classifier':
      return centroidScores(file, sample)
    default:
      return Float64Array.of(0, linearScore(file, sample))
  }
}

/** The class with the highest score, the first of several: what the model says of a sample. */
export function predictFloat(file: ModelFile, sample: FloatSample): number {
  const scores = floatScores(file, sample)
  let best = 0
  for (const [label, score] of scores.entries()) if (score > scores[best]!) best = label
  return best
}

/**
 * The probability of each class: the logistic function of the score, or naive Bayes's posterior. Perceptrons and
 * centroids give none.
 */
export function floatProbabilities(file: ModelFile, sample: FloatSample): Float64Array | undefined {
  const probable = file.type === 'naive bayes' || file.type.endsWith('logistic regression')
  if (!probable) return undefined
  const scores = floatScores(file, sample)
  const highest = Math.max(...scores)
  const shares = scores.map(score => Math.exp(score - highest))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map(share => share / sum)
}
