import type { ModelFile } from '@cotrain/sdk/models'

/**
 * A model so small that one lesson changes its mind: fruits by what they have. It takes all that is sour (feature 1) for
 * no apple, which is wrong.
 */
export const toyModel: ModelFile = {
  name: 'Apples',
  type: 'sparse perceptron',
  classifications: ['pear', 'apple'],
  weights: Float64Array.of(0.5, -0.5, -0.5, -0.5),
  intercept: 0,
  learningRate: 0.4,
}

/** Labelled samples, a line each, which the model gets right but for those with feature 1. */
export const toyTestSet = Array.from({ length: 4 }, (_, i) => `1 1\n1 0\n0 ${2 + (i % 2)}\n`).join('')
