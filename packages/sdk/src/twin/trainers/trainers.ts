import type { KindName } from '../../kinds/kinds.ts'
import { denseMulticlassPerceptron } from '../classifiers/DenseMulticlassPerceptron.ts'
import { densePerceptron } from '../classifiers/DensePerceptron.ts'
import { logisticRegression } from '../classifiers/LogisticRegression.ts'
import { naiveBayes } from '../classifiers/NaiveBayes.ts'
import { nearestCentroid } from '../classifiers/NearestCentroid.ts'
import { sparseMulticlassPerceptron } from '../classifiers/SparseMulticlassPerceptron.ts'
import { sparseNearestCentroid } from '../classifiers/SparseNearestCentroid.ts'
import { sparsePerceptron } from '../classifiers/SparsePerceptron.ts'

/** The classifier of each kind of trainer. All are under *Deposit, Refund, Take*. */
export const classifiers = {
  'sparse-perceptron-drt': sparsePerceptron,
  'dense-perceptron-drt': densePerceptron,
  'sparse-multiclass-perceptron-drt': sparseMulticlassPerceptron,
  'dense-multiclass-perceptron-drt': denseMulticlassPerceptron,
  'naive-bayes-drt': naiveBayes,
  'nearest-centroid-drt': nearestCentroid,
  'sparse-nearest-centroid-drt': sparseNearestCentroid,
  'logistic-regression-drt': logisticRegression,
} as const satisfies Record<KindName, object>
