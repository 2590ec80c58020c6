import type { KindName } from '../../../src/kinds/index.ts'
import { naiveBayesSide, sparseNearestCentroidSide } from './counted.ts'
import { denseMulticlassPerceptronSide, densePerceptronSide, nearestCentroidSide } from './dense.ts'
import type { KindSide } from './KindSide.ts'
import {
  logisticRegressionSide,
  sparseMulticlassPerceptronSide,
  sparsePerceptronSide,
} from './perceptrons.ts'

/** What random sequences must know of each kind. */
export const sides: { readonly [kind in KindName]: KindSide<kind> } = {
  'sparse-perceptron-drt': sparsePerceptronSide,
  'dense-perceptron-drt': densePerceptronSide,
  'sparse-multiclass-perceptron-drt': sparseMulticlassPerceptronSide,
  'dense-multiclass-perceptron-drt': denseMulticlassPerceptronSide,
  'naive-bayes-drt': naiveBayesSide,
  'nearest-centroid-drt': nearestCentroidSide,
  'sparse-nearest-centroid-drt': sparseNearestCentroidSide,
  'logistic-regression-drt': logisticRegressionSide,
}

export function sideOf(kind: KindName): KindSide {
  return sides[kind] as unknown as KindSide
}
