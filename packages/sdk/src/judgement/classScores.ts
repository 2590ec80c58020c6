import type { DenseSample } from '../encoders/DenseSample.ts'
import { denseUnit } from '../encoders/DenseSample.ts'
import { classifiers } from '../kinds/classifiers.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleOf } from '../kinds/types.ts'
import type { Twin } from '../twin/index.ts'

/** A model's twin, and which of the twin's models it is; a `SyncedModel` is one. */
export type Judge = { twin: Twin; model: ModelReference }

/** Naive Bayes has its logarithms in units of this. */
const logUnit = 2 ** -32

/**
 * A number for each class, all linear in the sample's features but for what is the same for all classes: the highest
 * wins. Binary models have 0 for class 0. Classes without samples have -Infinity.
 *
 * Perceptrons: the score in weight units. Naive Bayes: the binary logarithm of the joint probability. Centroids:
 * ‖x‖² less the squared distance.
 */
export function classScores({ twin, model }: Judge, sample: SampleOf): number[] {
  const { modelId, classifier } = model
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

/** ‖x‖². */
export function squaredNorm(sample: SampleOf): number {
  if (sample instanceof Uint16Array) return sample.length
  return (sample as DenseSample).reduce((sum, integer) => sum + (integer / denseUnit) ** 2, 0)
}
