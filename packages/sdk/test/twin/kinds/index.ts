import type { ClassifierName } from '../../../src/kinds/index.ts'
import { naiveBayesSide, sparseNearestCentroidSide } from './counted.ts'
import { denseMulticlassPerceptronSide, densePerceptronSide, nearestCentroidSide } from './dense.ts'
import type { KindSide } from './KindSide.ts'
import {
  logisticRegressionSide,
  sparseMulticlassPerceptronSide,
  sparsePerceptronSide,
} from './perceptrons.ts'

/** What random sequences must know of each classifier. */
const sides: { readonly [name in ClassifierName]: KindSide<name> } = {
  'sparse-perceptron': sparsePerceptronSide,
  'dense-perceptron': densePerceptronSide,
  'sparse-multiclass-perceptron': sparseMulticlassPerceptronSide,
  'dense-multiclass-perceptron': denseMulticlassPerceptronSide,
  'naive-bayes': naiveBayesSide,
  'nearest-centroid': nearestCentroidSide,
  'sparse-nearest-centroid': sparseNearestCentroidSide,
  'logistic-regression': logisticRegressionSide,
}

export function sideOf({ classifier }: { classifier: ClassifierName }): KindSide {
  return sides[classifier] as unknown as KindSide
}
