import { isSparse } from '../features.ts'
import type { ModelFile, PerceptronFile } from '../ModelFile.ts'
import { quantisePerceptron } from '../quantisePerceptron.ts'
import { quantiseDenseMulticlass, quantiseDensePerceptron } from './denseLinear.ts'
import { quantiseLogisticRegression } from './logisticRegression.ts'
import { withLoss } from './measure.ts'
import { quantiseNaiveBayes } from './naiveBayes.ts'
import { quantiseNearestCentroid } from './nearestCentroid.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { quantiseSparseMulticlass } from './sparseMulticlass.ts'
import { quantiseSparseNearestCentroid } from './sparseNearestCentroid.ts'

export type QuantisedSparsePerceptron = QuantisedModel<
  'sparse-perceptron-drt',
  { featureCount: number; weightBits: number; learningRate: number }
>

/**
 * A model file in the integers of the contract that holds its type, with the kind of trainer, its options and the
 * words to upload.
 *
 * @throws UnsupportedModelError if no contract holds it.
 * @throws WeightsError if the contract does not know the bits.
 */
export function quantise(file: ModelFile, options: QuantiseModelOptions = {}) {
  switch (file.type) {
    case 'sparse perceptron':
      return quantiseSparsePerceptron(file, options)
    case 'sparse logistic regression':
      return quantiseLogisticRegression(file, options)
    case 'dense perceptron':
    case 'dense logistic regression':
      return quantiseDensePerceptron(file, options)
    case 'naive bayes':
      return quantiseNaiveBayes(file, options)
    case 'dense nearest centroid classifier':
      return quantiseNearestCentroid(file, options)
    case 'sparse nearest centroid classifier':
      return quantiseSparseNearestCentroid(file, options)
    default:
      return isSparse(file) ? quantiseSparseMulticlass(file, options) : quantiseDenseMulticlass(file, options)
  }
}

function quantiseSparsePerceptron(
  file: PerceptronFile,
  { weightBits, data }: QuantiseModelOptions,
): QuantisedSparsePerceptron & { weights: Int32Array } {
  const labelled = data?.map(({ label, sample }) => ({ label, sample: Uint16Array.from(sample) }))
  const { options, weights, words, scale, roundingError } = quantisePerceptron(file, {
    weightBits,
    data: labelled,
  })
  const model = {
    kind: 'sparse-perceptron-drt' as const,
    options,
    weights,
    words,
    scale,
    roundingError,
    predict(sample: ArrayLike<number>) {
      let score = weights[0]!
      for (let i = 0; i < sample.length; i++) score += weights[sample[i]! + 1]!
      return score > 0 ? 1 : 0
    },
  }
  return withLoss(file, model, data)
}
