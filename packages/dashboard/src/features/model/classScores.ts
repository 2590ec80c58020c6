import { type ClassifierRow, classifiers, type DenseSample, denseUnit, type Sample } from '@cotrain/sdk'
import type { ReadyModel } from './readyModel.ts'

export type AnySample = Sample | DenseSample

/** What the numbers of a model's classes are. */
export type Measure = 'score' | 'scores' | 'probability' | 'joint probability' | 'distance'

type Scored = Pick<ReadyModel, 'twin' | 'reference'>

/** Naive Bayes has its logarithms in units of this. */
const logUnit = 2 ** -32

export function measureOf({ reference }: Scored): Measure {
  return measures[classifiers[reference.classifier].tells]
}

const measures: Record<ClassifierRow['tells'], Measure> = {
  score: 'score',
  probability: 'probability',
  scores: 'scores',
  logarithms: 'joint probability',
  distances: 'distance',
}

/**
 * A number for each class, all linear in the sample's features but for what is the same for all classes: the highest
 * wins. Binary models have 0 for class 0. Classes without samples have -Infinity.
 *
 * Perceptrons: the score in weight units. Naive Bayes: the binary logarithm of the joint probability. Centroids:
 * ‖x‖² less the squared distance.
 */
export function classScores({ twin, reference }: Scored, sample: AnySample): number[] {
  const { modelId, classifier } = reference
  const dense = sample instanceof Int16Array
  if (twin.score) return [0, twin.score(modelId, sample) * (dense ? 1 / denseUnit : 1)]
  if (twin.distances) {
    const [numerators, counts] = twin.distances(modelId, sample)
    const unit = dense ? denseUnit ** -2 : 1
    return numerators.map((numerator, c) => {
      const count = Number(counts[c])
      return count === 0 ? Number.NEGATIVE_INFINITY : (-Number(numerator) / count ** 2) * unit
    })
  }
  const unit = classifiers[classifier].tells === 'logarithms' ? logUnit : dense ? 1 / denseUnit : 1
  return twin.scores!(modelId, sample).map(score => score * unit)
}

/** The sample without any feature: for numbers, all in the middle of their ranges. */
export function emptySample(sample: AnySample): AnySample {
  return sample instanceof Int16Array ? new Int16Array(sample.length) : new Uint16Array()
}

/** ‖x‖². */
export function squaredNorm(sample: AnySample): number {
  if (sample instanceof Uint16Array) return sample.length
  return sample.reduce((sum, integer) => sum + (integer / denseUnit) ** 2, 0)
}

/** The labels of the two classes with the highest scores, best first. */
export function bestTwo(scores: readonly number[], predicted: number): [best: number, second: number] {
  const others = scores.map((_, label) => label).filter(label => label !== predicted)
  return [predicted, others.reduce((best, label) => (scores[label]! > scores[best]! ? label : best))]
}
