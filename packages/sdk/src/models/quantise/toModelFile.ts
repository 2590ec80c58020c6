import type { DenseEncoder } from '../../encoders/index.ts'
import { denseUnit } from '../../encoders/index.ts'
import type { ModelFile, ModelFileCommon } from '../ModelFile.ts'
import type { Counts } from './counts.ts'

type Rate = { learningRate: number }

/** What a contract knows of a model: its options, and its integers as training has left them. */
export type IntegerModel =
  | { classifier: 'sparse-perceptron'; options: Rate; weights: ArrayLike<number> }
  | { classifier: 'logistic-regression'; options: Rate & { scaleBits: number }; weights: ArrayLike<number> }
  | { classifier: 'sparse-multiclass-perceptron'; options: Rate; weights: ArrayLike<number> }
  | {
      classifier: 'dense-perceptron' | 'dense-multiclass-perceptron'
      options: Rate
      intercepts: ArrayLike<number>
      weights: readonly ArrayLike<number>[]
    }
  /** Smoothing in 256ths. */
  | {
      classifier: 'naive-bayes'
      options: { featureCount: number; sampleWeight: number }
      smoothing: number
      counts: Counts
    }
  | { classifier: 'sparse-nearest-centroid'; counts: Counts }
  /** Sums in units of 2^-15. */
  | { classifier: 'nearest-centroid'; samples: readonly number[]; sums: readonly ArrayLike<number>[] }

/** What the file says besides: the names of all classes, those added later as well. */
export type About = ModelFileCommon & { classifications: string[] }

/**
 * The model file of a live model: weights in integer units, for which the learning rate is as well (logistic
 * regression: in its fixed point). Models over numbers are turned back into the units of their inputs.
 *
 * @param encoder That of a model over numbers.
 */
export function toModelFile(model: IntegerModel, about: About, encoder?: DenseEncoder): ModelFile {
  switch (model.classifier) {
    case 'sparse-perceptron':
      return {
        ...about,
        type: 'sparse perceptron',
        ...oneScore(model.weights, model.options.learningRate, 1),
      }
    case 'logistic-regression': {
      const scale = 2 ** model.options.scaleBits
      const score = oneScore(model.weights, model.options.learningRate, scale)
      return { ...about, type: 'sparse logistic regression', ...score }
    }
    case 'sparse-multiclass-perceptron':
      return sparseMulticlass(model.weights, model.options.learningRate, about)
    case 'naive-bayes':
      return {
        ...about,
        type: 'naive bayes',
        classCounts: model.counts.samples,
        featureCounts: model.counts.features.map(withoutZeros),
        totalNumFeatures: model.options.featureCount,
        smoothingFactor: model.smoothing / 256,
        sampleWeight: model.options.sampleWeight,
      }
    case 'sparse-nearest-centroid':
      return sparseCentroids(model.counts, about)
    case 'nearest-centroid':
      return denseCentroids(model, about, encoder)
    default:
      return denseLinear(model, about, encoder)
  }
}

/** The intercept, then the weights. */
function oneScore(integers: ArrayLike<number>, learningRate: number, scale: number) {
  const [intercept = 0, ...weights] = Float64Array.from(integers, integer => integer / scale)
  return { intercept, weights: Float64Array.from(weights), learningRate: learningRate / scale }
}

/** Position by position, the intercepts first, a weight for each class. */
function sparseMulticlass(integers: ArrayLike<number>, learningRate: number, about: About): ModelFile {
  const classes = about.classifications.length
  const features = integers.length / classes - 1
  const weights = about.classifications.map((_, label) =>
    Float64Array.from({ length: features }, (_, i) => integers[(i + 1) * classes + label]!),
  )
  const intercepts = Float64Array.from({ length: classes }, (_, label) => integers[label]!)
  return { ...about, type: 'sparse multiclass perceptron', weights, intercepts, learningRate }
}

function denseLinear(
  { intercepts: units, weights: rows, options }: Extract<IntegerModel, { intercepts: ArrayLike<number> }>,
  about: About,
  encoder: DenseEncoder | undefined,
): ModelFile {
  const weights = rows.map(row => Float64Array.from(row, (weight, i) => weight * (encoder?.scales[i] ?? 1)))
  const intercepts = Float64Array.from(weights, (row, k) =>
    row.reduce((sum, weight, i) => sum - weight * (encoder?.offsets[i] ?? 0), units[k]!),
  )
  const { learningRate } = options
  if (weights.length > 1)
    return { ...about, type: 'dense multiclass perceptron', weights, intercepts, learningRate }
  return { ...about, type: 'dense perceptron', weights: weights[0]!, intercept: intercepts[0]!, learningRate }
}

function sparseCentroids({ samples, features }: Counts, about: About): ModelFile {
  const centroids = features.map((counts, label) => ({
    centroid: new Map([...withoutZeros(counts)].map(([i, count]) => [i, count / samples[label]!])),
    dataCount: samples[label]!,
  }))
  return { ...about, type: 'sparse nearest centroid classifier', centroids }
}

function denseCentroids(
  { samples, sums }: Extract<IntegerModel, { classifier: 'nearest-centroid' }>,
  about: About,
  encoder: DenseEncoder | undefined,
): ModelFile {
  const centroids = sums.map((sum, label) => ({
    centroid: Array.from(sum, (x, i) => {
      const mean = x / denseUnit / Math.max(1, samples[label]!)
      return mean / (encoder?.scales[i] ?? 1) + (encoder?.offsets[i] ?? 0)
    }),
    dataCount: samples[label]!,
  }))
  return { ...about, type: 'dense nearest centroid classifier', centroids }
}

function withoutZeros(counts: ReadonlyMap<number, number>): Map<number, number> {
  return new Map([...counts].filter(([, count]) => count !== 0))
}
