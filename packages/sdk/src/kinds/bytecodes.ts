import type { Hex } from 'viem'
import * as abi from '../abi/index.ts'
import type { KindName } from './kinds.ts'

/** The creation code of each kind's trainer. Much of it, and only who deploys needs it. */
export const bytecodes: Readonly<Record<KindName, Hex>> = {
  'sparse-perceptron-drt': abi.sparsePerceptronDepositRefundTakeBytecode,
  'dense-perceptron-drt': abi.densePerceptronDepositRefundTakeBytecode,
  'sparse-multiclass-perceptron-drt': abi.sparseMulticlassPerceptronDepositRefundTakeBytecode,
  'dense-multiclass-perceptron-drt': abi.denseMulticlassPerceptronDepositRefundTakeBytecode,
  'naive-bayes-drt': abi.naiveBayesDepositRefundTakeBytecode,
  'nearest-centroid-drt': abi.nearestCentroidDepositRefundTakeBytecode,
  'sparse-nearest-centroid-drt': abi.sparseNearestCentroidDepositRefundTakeBytecode,
  'logistic-regression-drt': abi.logisticRegressionDepositRefundTakeBytecode,
}
