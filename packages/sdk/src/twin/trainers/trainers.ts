import type { ClassifierName } from '../../kinds/abis.ts'
import { denseMulticlassPerceptron } from '../classifiers/DenseMulticlassPerceptron.ts'
import { densePerceptron } from '../classifiers/DensePerceptron.ts'
import { logisticRegression } from '../classifiers/LogisticRegression.ts'
import { naiveBayes } from '../classifiers/NaiveBayes.ts'
import { nearestCentroid } from '../classifiers/NearestCentroid.ts'
import { sparseMulticlassPerceptron } from '../classifiers/SparseMulticlassPerceptron.ts'
import { sparseNearestCentroid } from '../classifiers/SparseNearestCentroid.ts'
import { sparsePerceptron } from '../classifiers/SparsePerceptron.ts'

/** What each classifier brings to its trainers. */
export const classifiers = {
  'sparse-perceptron': sparsePerceptron,
  'dense-perceptron': densePerceptron,
  'sparse-multiclass-perceptron': sparseMulticlassPerceptron,
  'dense-multiclass-perceptron': denseMulticlassPerceptron,
  'naive-bayes': naiveBayes,
  'nearest-centroid': nearestCentroid,
  'sparse-nearest-centroid': sparseNearestCentroid,
  'logistic-regression': logisticRegression,
} as const satisfies Record<ClassifierName, object>
