import type { LogisticRegressionFile } from '@cotrain/sdk/models'
import type { Shuffle } from '../random/seededShuffle.ts'
import { addTo, dot, type TrainingData } from './TrainingData.ts'

export type LogisticOptions = {
  epochs: number
  shuffle: Shuffle
  /** How far a sample moves the weights at first: rate · (label - probability) · feature; it falls as 1 / √epoch. */
  rate: number
  /** What the model takes when people train it. */
  learningRate: number
}

/** Logistic regression for two classes, by stochastic gradient descent on the logarithmic loss. */
export function trainLogisticRegression(
  data: TrainingData,
  { epochs, shuffle, rate, learningRate }: LogisticOptions,
): LogisticRegressionFile {
  const { classifications, sparse, featureCount } = data
  const weights = new Float64Array(featureCount)
  let intercept = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const each of shuffle(data.samples)) {
      const probability = 1 / (1 + Math.exp(-intercept - dot(weights, each, sparse)))
      const step = (rate / Math.sqrt(epoch + 1)) * (each.label - probability)
      addTo(weights, each, step, sparse)
      intercept += step
    }
  }
  const type = sparse ? 'sparse logistic regression' : 'dense logistic regression'
  return { type, classifications, weights, intercept, learningRate }
}
