import { isSparse } from '../features.ts'
import type { ModelFile } from '../ModelFile.ts'
import { quantiseDenseMulticlass, quantiseDensePerceptron } from './denseLinear.ts'
import { quantiseLogisticRegression } from './logisticRegression.ts'
import { quantiseNaiveBayes } from './naiveBayes.ts'
import { quantiseNearestCentroid } from './nearestCentroid.ts'
import type { QuantiseModelOptions } from './QuantisedModel.ts'
import { quantiseSparseMulticlass } from './sparseMulticlass.ts'
import { quantiseSparseNearestCentroid } from './sparseNearestCentroid.ts'
import { quantiseSparsePerceptron } from './sparsePerceptron.ts'

/**
 * A model file in the integers of the contract that holds its type, with the classifier's name, its options and the
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
