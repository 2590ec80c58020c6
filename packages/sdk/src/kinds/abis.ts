import {
  bondedDepositRefundTakeAbi,
  denseMulticlassPerceptronAbi,
  densePerceptronAbi,
  depositRefundTakeAbi,
  logisticRegressionAbi,
  naiveBayesAbi,
  nearestCentroidAbi,
  pointsAbi,
  predictionMarketAbi,
  sparseMulticlassPerceptronAbi,
  sparseNearestCentroidAbi,
  sparsePerceptronAbi,
} from '../abi/index.ts'

/** What the trainers of each classifier have beyond what all have. */
export const classifierAbis = {
  'sparse-perceptron': sparsePerceptronAbi,
  'dense-perceptron': densePerceptronAbi,
  'sparse-multiclass-perceptron': sparseMulticlassPerceptronAbi,
  'dense-multiclass-perceptron': denseMulticlassPerceptronAbi,
  'naive-bayes': naiveBayesAbi,
  'nearest-centroid': nearestCentroidAbi,
  'sparse-nearest-centroid': sparseNearestCentroidAbi,
  'logistic-regression': logisticRegressionAbi,
} as const

/** What the trainers of each mechanism have beyond what all have. */
export const mechanismAbis = {
  deposits: depositRefundTakeAbi,
  points: pointsAbi,
  market: predictionMarketAbi,
  bonded: bondedDepositRefundTakeAbi,
} as const

/** What tells classifiers apart, such as `sparse-perceptron`. */
export type ClassifierName = keyof typeof classifierAbis

/** What tells incentive mechanisms apart. */
export type MechanismName = keyof typeof mechanismAbis

/** A classifier under a mechanism: what a model is, and what its trainer is made for. */
export type Kind<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = { mechanism: mechanism; classifier: classifier }
