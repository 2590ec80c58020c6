import type { Address } from 'viem'
import {
  bondedAbi,
  denseMulticlassPerceptronAbi,
  densePerceptronAbi,
  depositsAbi,
  logisticRegressionAbi,
  marketAbi,
  naiveBayesAbi,
  nearestCentroidAbi,
  pointsAbi,
  sparseMulticlassPerceptronAbi,
  sparseNearestCentroidAbi,
  sparsePerceptronAbi,
} from '../abi/index.ts'

/** What trainers have for the models of each classifier, beyond what they have for all. */
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

/** What the trainer of each mechanism has beyond what all have. */
export const mechanismAbis = {
  deposits: depositsAbi,
  points: pointsAbi,
  market: marketAbi,
  bonded: bondedAbi,
} as const

/** What tells classifiers apart, such as `sparse-perceptron`. */
export type ClassifierName = keyof typeof classifierAbis

/** What tells incentive mechanisms apart. */
export type MechanismName = keyof typeof mechanismAbis

/** A classifier under a mechanism: what a model is. */
export type Kind<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = { mechanism: mechanism; classifier: classifier }

/** The contract that holds all models under a mechanism. */
export type Trainer<mechanism extends MechanismName = MechanismName> = {
  mechanism: mechanism
  trainer: Address
}
